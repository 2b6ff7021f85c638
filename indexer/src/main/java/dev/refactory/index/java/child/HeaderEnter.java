package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.comp.Enter;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCImport;
import com.sun.tools.javac.util.Context;
import java.util.List;

/// Enters types as the compiler does, but that those of headers get their members when they are looked up.
///
/// The compiler works out every member of every type it reads from source, and reads every type
/// they name, whose members it works out in turn: nearly all of a repository, where the files to
/// attribute name a few dozen types. (Of class files it reads no more than is asked for.)
final class HeaderEnter extends Enter {
    private final Context context;

    private HeaderEnter(Context context) {
        super(context);
        this.context = context;
    }

    /// For a compiler that is yet to be made.
    static void preRegister(Context context) {
        context.put(enterKey, (Context.Factory<Enter>) HeaderEnter::new);
        HeaderMemberEnter.preRegister(context);
    }

    @Override
    public void visitTopLevel(JCCompilationUnit unit) {
        if (isHeader(unit)) {
            List<JCImport> imports = HeaderScope.takeOut(unit);
            super.visitTopLevel(unit);
            unit.namedImportScope = new HeaderScope(context, unit, imports);
        } else {
            super.visitTopLevel(unit);
        }
    }

    private static boolean isHeader(JCCompilationUnit unit) {
        return unit.sourcefile instanceof SourceFile file && file.isHeader();
    }

    @Override
    public void visitClassDef(JCClassDecl tree) {
        super.visitClassDef(tree);
        ClassSymbol type = tree.sym;
        if (type != null
                && isHeader(env.toplevel)
                && !type.type.isErroneous()
                && (type.flags_field & (Flags.RECORD | Flags.ANNOTATION)) == 0) {
            // The compiler makes members of records of others, and needs those of annotations to read what is
            // annotated.
            type.members_field = new HeaderMembers(type, type.members_field);
        }
    }
}
