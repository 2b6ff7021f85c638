package dev.refactory.index.java.child;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.comp.MemberEnter;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCBlock;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCNewClass;
import com.sun.tools.javac.tree.JCTree.JCStatement;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.tree.TreeScanner;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.List;
import java.util.ArrayList;
import java.util.function.Consumer;

/// Where declarations have something others cannot see: bodies of methods, initialisers, and what a
/// field begins with unless it may be a constant.
final class Openings {
    private final TreeMaker make;
    private final MemberEnter members;
    private final java.util.List<Body> bodies = new ArrayList<>();

    private Openings(Context context) {
        this.make = TreeMaker.instance(context);
        this.members = MemberEnter.instance(context);
    }

    /// What was taken out of a declaration.
    sealed interface Body {
        /// The declaration.
        JCTree opening();

        /// Puts it into the same declaration of the same text.
        void into(JCTree declaration);

        JCTree content();

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
        public void into(JCTree declaration) {
            ((JCMethodDecl) declaration).body = content;
        }
    }

    private record OfInitialiser(JCBlock opening, List<JCStatement> statements, TreeMaker make) implements Body {
        @Override
        public void into(JCTree declaration) {
            ((JCBlock) declaration).stats = statements;
        }

        @Override
        public JCTree content() {
            return make.Block(0, statements);
        }
    }

    private record OfField(JCVariableDecl opening, JCExpression content) implements Body {
        @Override
        public void into(JCTree declaration) {
            ((JCVariableDecl) declaration).init = content;
        }
    }

    /// Takes out everything others cannot see, and leaves declarations that mean the same to them.
    /// @return in an order that depends on the text alone
    static java.util.List<Body> empty(JCCompilationUnit unit, Context context) {
        Openings openings = new Openings(context);
        for (JCTree def : unit.defs) {
            if (def instanceof JCClassDecl type) {
                openings.members(type);
            }
        }
        return openings.bodies;
    }

    private void members(JCClassDecl type) {
        boolean constantsOnly = (type.mods.flags & Flags.INTERFACE) != 0;
        for (JCTree def : type.defs) {
            switch (def) {
                case JCMethodDecl method
                when method.body != null && written(method) -> {
                    bodies.add(new OfMethod(method, method.body));
                    method.body = make.at(method.body.pos).Block(0, List.nil());
                }
                case JCBlock block -> {
                    bodies.add(new OfInitialiser(block, block.stats, make));
                    block.stats = List.nil();
                }
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
        if ((field.mods.flags & Flags.ENUM) != 0) {
            if (field.init instanceof JCNewClass constant) {
                bodies.add(new OfField(field, constant));
                field.init = constant(constant);
            }
            return;
        }
        boolean isFinal = ofInterface || (field.mods.flags & Flags.FINAL) != 0;
        if (!isFinal || !members.needsLazyConstValue(field.init)) {
            bodies.add(new OfField(field, field.init));
            // Nothing the compiler would evaluate.
            field.init = make.at(field.init.pos).Lambda(List.nil(), make.Literal(TypeTag.BOT, null));
        }
    }

    /// Whether a constant has a body makes a difference to its enum.
    private JCNewClass constant(JCNewClass constant) {
        JCClassDecl body = constant.def == null
                ? null
                : make.at(constant.def.pos).AnonymousClassDef(make.Modifiers(Flags.ENUM), List.nil());
        return make.at(constant.pos).NewClass(null, List.nil(), constant.clazz, List.nil(), body);
    }
}
