package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCPrimitiveTypeTree;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import java.util.Set;

/// Getters, setters, and methods that make a copy with another value.
final class Accessors {
    private static final Set<String> GETTERS = Set.of("get", "is");

    private final Shapes shapes;

    Accessors(Shapes shapes) {
        this.shapes = shapes;
    }

    /// For every field of a type that has not asked for its own.
    void getters(Target type, Use use) {
        if (said(type, use, "Getter")) {
            return;
        }
        for (JCVariableDecl field : type.fields()) {
            boolean own = type.use(field, "Getter") != null;
            if (!own && !has(field, Flags.STATIC) && !hidden(field) && type.isClassOrEnum()) {
                getter(type, field, use);
            }
        }
    }

    void setters(Target type, Use use) {
        if (said(type, use, "Setter")) {
            return;
        }
        for (JCVariableDecl field : type.fields()) {
            boolean own = type.use(field, "Setter") != null;
            if (!own && !has(field, Flags.STATIC | Flags.FINAL) && !hidden(field) && type.isClassOrEnum()) {
                setter(type, field, use);
            }
        }
    }

    void withs(Target type, Use use) {
        for (JCVariableDecl field : type.fields()) {
            boolean initialised = has(field, Flags.FINAL) && Constructors.initialised(type, field);
            boolean own = type.use(field, "With") != null;
            if (!own && !has(field, Flags.STATIC) && !hidden(field) && !initialised && !type.is(Flags.INTERFACE)) {
                with(type, field, use);
            }
        }
    }

    /// What an annotation brings among other things has been asked for in other words.
    private static boolean said(Target type, Use use, String name) {
        return !use.name().equals(name) && type.use(name) != null;
    }

    /// Fields that begin with a dollar are not for others.
    static boolean hidden(JCVariableDecl field) {
        return field.name.toString().startsWith("$");
    }

    static boolean has(JCVariableDecl field, long flags) {
        return (field.mods.flags & flags) != 0;
    }

    private static long access(Use use) {
        // Of an annotation that means more than accessors, the value is something else.
        return use.name().equals("Data") || use.name().equals("Value") ? Flags.PUBLIC : use.access("value");
    }

    void getter(Target type, JCVariableDecl field, Use use) {
        long access = access(use);
        AccessorStyle style = AccessorStyle.of(type, field);
        boolean isBoolean = isBoolean(field);
        String name = style.names().accessor(field.name.toString(), isBoolean, isBoolean ? "is" : "get");
        if (access == Use.NONE
                || name == null
                || exists(type, style.names().alternatives(field.name.toString(), isBoolean, verbs(isBoolean)), 0)) {
            return;
        }
        long flags = access | (has(field, Flags.STATIC) ? Flags.STATIC : style.last());
        JCExpression returned = shapes.copy(field.vartype);
        type.add(deprecated(shapes.at(use).method(flags, returned, name), field), field);
    }

    private static Set<String> verbs(boolean isBoolean) {
        return isBoolean ? GETTERS : Set.of("get");
    }

    void setter(Target type, JCVariableDecl field, Use use) {
        long access = access(use);
        AccessorStyle style = AccessorStyle.of(type, field);
        boolean isBoolean = isBoolean(field);
        String name = style.names().accessor(field.name.toString(), isBoolean, "set");
        if (access == Use.NONE
                || name == null
                || has(field, Flags.FINAL)
                || exists(type, style.names().alternatives(field.name.toString(), isBoolean, Set.of("set")), 1)) {
            return;
        }
        Shapes at = shapes.at(use);
        long flags = access | (has(field, Flags.STATIC) ? Flags.STATIC : style.last());
        boolean chained = style.chain() && !has(field, Flags.STATIC);
        JCExpression returned = chained ? at.self(type.tree()) : at.primitive(TypeTag.VOID);
        type.add(deprecated(at.method(flags, returned, name, parameter(at, style, field)), field), field);
    }

    void with(Target type, JCVariableDecl field, Use use) {
        long access = access(use);
        AccessorStyle style = AccessorStyle.of(type, field);
        boolean isBoolean = isBoolean(field);
        PropertyNames names = new PropertyNames(false, style.names().prefixes());
        String name = names.accessor(field.name.toString(), isBoolean, "with");
        boolean initialised = has(field, Flags.FINAL) && Constructors.initialised(type, field);
        if (access == Use.NONE
                || name == null
                || initialised
                || hidden(field)
                || has(field, Flags.STATIC)
                || exists(type, names.alternatives(field.name.toString(), isBoolean, Set.of("with")), 1)) {
            return;
        }
        Shapes at = shapes.at(use);
        long flags = access | type.tree().mods.flags & Flags.ABSTRACT | style.last();
        JCMethodDecl method = at.method(flags, at.self(type.tree()), name, parameter(at, style, field));
        type.add(deprecated(method, field), field);
    }

    private static JCVariableDecl parameter(Shapes at, AccessorStyle style, JCVariableDecl field) {
        String base = style.names().base(field.name.toString());
        return at.parameter(base == null ? field.name.toString() : base, at.copy(field.vartype));
    }

    private static boolean exists(Target type, Set<String> names, int arguments) {
        return names.stream().anyMatch(name -> type.hasMethod(name, arguments, Target.Case.ANY));
    }

    static boolean isBoolean(JCVariableDecl field) {
        return field.vartype instanceof JCPrimitiveTypeTree primitive && primitive.typetag == TypeTag.BOOLEAN;
    }

    /// What is made of a deprecated field is deprecated.
    static JCMethodDecl deprecated(JCMethodDecl method, JCVariableDecl field) {
        boolean annotated = field.mods.annotations.stream()
                .anyMatch(annotation -> LombokNames.deprecation(annotation.annotationType));
        if (annotated || has(field, Flags.DEPRECATED)) {
            method.mods.flags |= Flags.DEPRECATED;
        }
        return method;
    }
}
