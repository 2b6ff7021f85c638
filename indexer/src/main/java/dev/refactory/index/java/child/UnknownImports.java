package dev.refactory.index.java.child;

import com.sun.tools.javac.comp.Check;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.util.Context;

/// The compiler's checks, for class paths that speak of classes they do not have. Such a class in an import is an error
/// like any other here; the compiler's own check of the import's spelling would fail with it, because the class that
/// could not be read is missing in the tree (JDK 25, `Check.isCanonical`).
final class UnknownImports extends Check {
    private UnknownImports(Context context) {
        super(context);
    }

    /// For a compiler that is yet to be made.
    static void preRegister(Context context) {
        context.put(checkKey, (Context.Factory<Check>) UnknownImports::new);
    }

    @Override
    public void checkCanonical(JCTree tree) {
        if (isKnown(tree)) {
            super.checkCanonical(tree);
        }
    }

    private static boolean isKnown(JCTree tree) {
        JCTree name = tree;
        while (name instanceof JCFieldAccess select && select.sym != null) {
            name = select.selected;
        }
        return !(name instanceof JCFieldAccess) && TreeInfo.symbol(name) != null;
    }
}
