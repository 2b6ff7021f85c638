package dev.refactory.index.java.child;

import com.sun.tools.javac.comp.Check;
import com.sun.tools.javac.comp.MemberEnter;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.util.Context;

/// Parts of a compiler that fail where a type is named `Boom`. Not in the class of tests that uses them: whoever looks
/// for tests loads those classes, where the compiler's own may be out of reach.
final class FailingCompiler {
    private FailingCompiler() {}

    static void preRegister(Context context) {
        Imports.register(context);
        Members.register(context);
    }

    private static void fail(Object about) {
        if (about.toString().contains("Boom")) {
            throw new IllegalStateException("Failed");
        }
    }

    private static final class Imports extends Check {
        Imports(Context context) {
            super(context);
        }

        static void register(Context context) {
            context.put(checkKey, (Context.Factory<Check>) Imports::new);
        }

        @Override
        public void checkCanonical(JCTree tree) {
            fail(tree);
            super.checkCanonical(tree);
        }
    }

    private static final class Members extends MemberEnter {
        Members(Context context) {
            super(context);
        }

        static void register(Context context) {
            context.put(memberEnterKey, (Context.Factory<MemberEnter>) Members::new);
        }

        @Override
        public void visitVarDef(JCVariableDecl tree) {
            fail(tree);
            super.visitVarDef(tree);
        }
    }
}
