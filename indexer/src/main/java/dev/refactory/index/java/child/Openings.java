package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.EndPosTable;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCBlock;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCNewClass;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.tree.TreeScanner;
import com.sun.tools.javac.util.List;
import java.util.ArrayList;
import java.util.function.Consumer;

/// Where declarations have something others cannot see: bodies of methods, initialisers, what a field
/// begins with unless it may be a constant, what an enum's constants are made of.
final class Openings {
    private final java.util.List<Body> bodies = new ArrayList<>();

    private Openings() {}

    /// What others cannot see of a declaration.
    sealed interface Body {
        /// The declaration.
        JCTree opening();

        JCTree content();

        /// Leaves a declaration that means the same to others.
        void takeOut(TreeMaker make);

        /// Puts it into the same declaration of the same text.
        void into(JCTree declaration);

        /// What may be written in its place.
        String instead();

        /// Where it is written in `text`; negative when that cannot be told.
        default int start(String text) {
            return TreeInfo.getStartPos(content());
        }

        default int end(EndPosTable ends) {
            return TreeInfo.getEndPos(content(), ends);
        }

        /// Types that are declared inside.
        default void eachType(Consumer<JCClassDecl> reader) {
            new TreeScanner() {
                @Override
                public void visitClassDef(JCClassDecl type) {
                    reader.accept(type);
                    super.visitClassDef(type);
                }
            }.scan(content());
        }
    }

    private record OfMethod(JCMethodDecl opening, JCBlock content) implements Body {
        @Override
        public void takeOut(TreeMaker make) {
            opening.body = make.at(content.pos).Block(0, List.nil());
        }

        @Override
        public void into(JCTree declaration) {
            ((JCMethodDecl) declaration).body = content;
        }

        @Override
        public String instead() {
            return "{}";
        }
    }

    private record OfInitialiser(JCBlock opening, List<JCStatement> statements) implements Body {
        @Override
        public JCBlock content() {
            return opening;
        }

        @Override
        public void takeOut(TreeMaker make) {
            opening.stats = List.nil();
        }

        @Override
        public void into(JCTree declaration) {
            ((JCBlock) declaration).stats = statements;
        }

        @Override
        public String instead() {
            return "{}";
        }

        /// The brace: its tree may begin at `static`.
        @Override
        public int start(String text) {
            return opening.pos;
        }
    }

    private record OfField(JCVariableDecl opening, JCExpression content) implements Body {
        /// Nothing the compiler would take for a constant and evaluate.
        @Override
        public void takeOut(TreeMaker make) {
            opening.init = make.at(content.pos).Lambda(List.nil(), make.Literal(TypeTag.BOT, null));
        }

        @Override
        public void into(JCTree declaration) {
            ((JCVariableDecl) declaration).init = content;
        }

        @Override
        public String instead() {
            return "()->null";
        }
    }

    private record OfConstant(JCVariableDecl opening, JCNewClass content) implements Body {
        /// Whether a constant has a body makes a difference to its enum.
        @Override
        public void takeOut(TreeMaker make) {
            JCClassDecl body = content.def == null
                    ? null
                    : make.at(content.def.pos).AnonymousClassDef(make.Modifiers(Flags.ENUM), List.nil());
            opening.init = make.at(content.pos).NewClass(null, List.nil(), content.clazz, List.nil(), body);
        }

        @Override
        public void into(JCTree declaration) {
            ((JCVariableDecl) declaration).init = content;
        }

        @Override
        public String instead() {
            return content.def == null ? "" : "{}";
        }

        /// Behind the constant's name, where its tree begins. The name may be written in escapes.
        @Override
        public int start(String text) {
            int name = TreeInfo.getStartPos(content);
            return text.startsWith(opening.name.toString(), name) ? name + opening.name.length() : -1;
        }
    }

    /// Every body of a file, in an order that depends on its text alone.
    static java.util.List<Body> of(JCCompilationUnit unit) {
        Openings openings = new Openings();
        for (JCTree def : unit.defs) {
            if (def instanceof JCClassDecl type) {
                openings.members(type);
            }
        }
        return openings.bodies;
    }

    /// Takes all of them out.
    static java.util.List<Body> empty(JCCompilationUnit unit, TreeMaker make) {
        java.util.List<Body> bodies = of(unit);
        bodies.forEach(body -> body.takeOut(make));
        return bodies;
    }

    private void members(JCClassDecl type) {
        boolean constantsOnly = (type.mods.flags & Flags.INTERFACE) != 0;
        for (JCTree def : type.defs) {
            switch (def) {
                case JCMethodDecl method
                when method.body != null && written(method) -> bodies.add(new OfMethod(method, method.body));
                case JCBlock block -> bodies.add(new OfInitialiser(block, block.stats));
                case JCVariableDecl field when field.init != null -> field(field, constantsOnly);
                case JCClassDecl nested -> members(nested);
                default -> {}
            }
        }
    }

    /// The compiler adds constructors and accessors when it enters a type.
    private static boolean written(JCMethodDecl method) {
        return (method.mods.flags & (Flags.GENERATEDCONSTR | Flags.GENERATED_MEMBER)) == 0;
    }

    private void field(JCVariableDecl field, boolean ofInterface) {
        boolean isFinal = ofInterface || (field.mods.flags & Flags.FINAL) != 0;
        if ((field.mods.flags & Flags.ENUM) != 0) {
            if (field.init instanceof JCNewClass constant) {
                bodies.add(new OfConstant(field, constant));
            }
        } else if (!isFinal || !mayBeConstant(field.init)) {
            bodies.add(new OfField(field, field.init));
        }
    }

    /// True for all the compiler takes for a constant expression before it has looked at its names.
    private static boolean mayBeConstant(JCExpression init) {
        boolean[] never = {false};
        new TreeScanner() {
            @Override
            public void scan(JCTree tree) {
                if (tree instanceof JCTree.JCMethodInvocation
                        || tree instanceof JCNewClass
                        || tree instanceof JCTree.JCLambda
                        || tree instanceof JCTree.JCNewArray
                        || tree instanceof JCTree.JCSwitchExpression
                        || tree instanceof JCTree.JCMemberReference) {
                    never[0] = true;
                } else if (tree != null && !never[0]) {
                    super.scan(tree);
                }
            }
        }.scan(init);
        return !never[0];
    }
}
