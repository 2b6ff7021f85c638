package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import org.jspecify.annotations.Nullable;

/// The symbol a name was bound to.
final class TreeSymbols {
    private TreeSymbols() {}

    static @Nullable Symbol of(JCTree tree) {
        return switch (tree) {
            case JCIdent ident -> ident.sym;
            case JCFieldAccess select -> select.sym;
            default -> null;
        };
    }
}
