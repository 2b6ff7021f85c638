package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCBlock;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.util.List;

/// Modifiers that annotations put on what is written.
final class Defaults {
    private static final long ACCESS = Flags.PUBLIC | Flags.PROTECTED | Flags.PRIVATE;

    private final Shapes shapes;

    Defaults(Shapes shapes) {
        this.shapes = shapes;
    }

    /// A class of static members.
    void utility(Target type) {
        Use use = type.use("UtilityClass");
        if (use == null || !type.isClass()) {
            return;
        }
        JCClassDecl tree = type.tree();
        tree.mods.flags |= Flags.FINAL;
        if (type.outer() != null) {
            tree.mods.flags |= Flags.STATIC;
        }
        for (JCTree def : tree.defs) {
            switch (def) {
                case JCMethodDecl method when !method.name.contentEquals("<init>") -> method.mods.flags |= Flags.STATIC;
                case JCVariableDecl field -> field.mods.flags |= Flags.STATIC;
                case JCClassDecl inner -> inner.mods.flags |= Flags.STATIC;
                case JCBlock block -> block.flags |= Flags.STATIC;
                default -> {}
            }
        }
        if (type.constructors().isEmpty()) {
            type.add(shapes.at(use).constructor(Flags.PRIVATE, List.nil()), null);
        }
    }

    void fields(Target type) {
        Use use = type.use("FieldDefaults");
        Use value = type.use("Value");
        if (use != null && type.isClassOrEnum()) {
            fields(type, use.access("level", Use.NONE), use.flag("makeFinal"));
        }
        if (value != null && type.isClass()) {
            if (use == null) {
                fields(type, Flags.PRIVATE, true);
            }
            if (type.use("NonFinal") == null && !type.is(Flags.ABSTRACT)) {
                type.tree().mods.flags |= Flags.FINAL;
            }
        }
    }

    private static void fields(Target type, long access, boolean makeFinal) {
        for (JCVariableDecl field : type.fields()) {
            if (Accessors.hidden(field) || Accessors.has(field, Flags.STATIC)) {
                continue;
            }
            if (access != Use.NONE && !Accessors.has(field, ACCESS) && type.use(field, "PackagePrivate") == null) {
                field.mods.flags |= access;
            }
            if (makeFinal && type.use(field, "NonFinal") == null) {
                field.mods.flags |= Flags.FINAL;
            }
        }
    }

    /// What is declared with `val` is final, what with Lombok's `var` is not; the compiler finds the type.
    void inferred(JCVariableDecl variable, LombokNames names, Made made) {
        String word = variable.vartype == null ? null : names.of(variable.vartype, null);
        if (word == null || !word.equals("val") && !word.equals("var")) {
            return;
        }
        var use = shapes.use(variable.vartype);
        variable.startPos = com.sun.tools.javac.tree.TreeInfo.getStartPos(variable);
        variable.vartype = null;
        variable.mods.annotations = variable.mods.annotations.append(use);
        if (word.equals("val")) {
            variable.mods.flags |= Flags.FINAL;
        }
        made.infer(variable, use);
    }
}
