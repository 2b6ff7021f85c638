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
        Target inner = type.type(holder);
        if (inner == null) {
            long kind = asEnum ? Flags.ENUM : Flags.FINAL;
            inner = type.add(at.type(access | Flags.STATIC | kind, holder, List.nil(), null));
        }
        for (JCVariableDecl field : type.fields()) {
            boolean wanted = use.flag("onlyExplicitlyIncluded")
                    ? type.use(field, "FieldNameConstants.Include") != null
                    : type.use(field, "FieldNameConstants.Exclude") == null;
            String constant = field.name.toString();
            boolean skipped = Accessors.hidden(field) || Accessors.has(field, Flags.STATIC) || inner.hasField(constant);
            if (wanted && !skipped) {
                inner.add(
                        asEnum
                                ? at.enumConstant(constant, holder)
                                : at.constant(Flags.PUBLIC, at.type("java.lang.String"), constant, constant),
                        field);
            }
        }
    }
}
