package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.util.List;

/// Constants with the names of fields.
final class FieldNames {
    private final Shapes shapes;

    FieldNames(Shapes shapes) {
        this.shapes = shapes;
    }

    void constants(Target type, Use use) {
        long access = use.access("level");
        if (access == Use.NONE || type.is(Flags.INTERFACE) || !type.isStatic()) {
            return;
        }
        Shapes at = shapes.at(use);
        boolean asEnum = use.flag("asEnum");
        String name = use.string("innerTypeName", "");
        String holder = name.isEmpty() ? "Fields" : name;
        java.util.List<JCVariableDecl> named =
                type.fields().stream().filter(field -> wanted(type, field, use)).toList();
        if (named.isEmpty()) {
            return;
        }
        Target inner = type.type(holder);
        if (inner == null) {
            long kind = asEnum ? Flags.ENUM : Flags.FINAL;
            inner = type.add(at.type(access | Flags.STATIC | kind, holder, List.nil(), null));
        }
        for (JCVariableDecl field : named) {
            String constant = field.name.toString();
            if (!inner.hasField(constant)) {
                inner.add(
                        asEnum
                                ? at.enumConstant(constant, holder)
                                : at.constant(Flags.PUBLIC, at.type("java.lang.String"), constant, constant),
                        field);
            }
        }
    }

    private static boolean wanted(Target type, JCVariableDecl field, Use use) {
        boolean asked = use.flag("onlyExplicitlyIncluded")
                ? type.use(field, "FieldNameConstants.Include") != null
                : type.use(field, "FieldNameConstants.Exclude") == null;
        return asked && !Accessors.hidden(field) && !Accessors.has(field, Flags.STATIC);
    }
}
