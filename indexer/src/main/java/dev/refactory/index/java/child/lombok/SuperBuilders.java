package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCTypeApply;
import com.sun.tools.javac.tree.JCTree.JCTypeParameter;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.util.List;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builders of types that inherit from one another.
final class SuperBuilders {
    private final Shapes shapes;

    SuperBuilders(Shapes shapes) {
        this.shapes = shapes;
    }

    /// Names in one builder's declaration.
    ///
    /// @param built the type parameter for what is built
    /// @param self the one for the builder
    private record Names(String builder, String built, String self) {}

    void all(Target type) {
        Use use = type.use("SuperBuilder");
        if (use == null || !type.isClass() || !type.isStatic()) {
            return;
        }
        Shapes at = shapes.at(use);
        Set<String> used = used(type);
        Names names = new Names(builderName(use, type.name()), free("C", used), free("B", used));
        java.util.List<Property> properties = Property.ofFields(type);
        JCExpression parent = parentBuilder(type, use, at);
        builder(type, use, names, properties, parent);
        boolean concrete = !type.is(Flags.ABSTRACT);
        if (concrete) {
            implementation(type, use, names);
        }
        JCVariableDecl parameter = at.parameter("b", open(at, type, names));
        if (type.constructors().stream()
                .noneMatch(each -> each.params.size() == 1
                        && each.params.head.vartype != null
                        && each.params.head.vartype.toString().startsWith(names.builder()))) {
            type.add(
                    parent == null
                            ? at.constructor(Flags.PROTECTED, List.of(parameter))
                            : at.constructor(Flags.PROTECTED, List.of(parameter), "super", List.of(at.ident("b"))),
                    null);
        }
        String begin = use.string("builderMethodName", "builder");
        if (concrete && !begin.isEmpty() && !type.hasMethod(begin, -1, Target.Case.SAME)) {
            type.add(
                    at.method(
                            Flags.PUBLIC | Flags.STATIC,
                            at.parameters(type.tree().typarams),
                            open(at, type, names),
                            begin,
                            List.nil(),
                            List.nil()),
                    null);
        }
        if (concrete && use.flag("toBuilder") && !type.hasMethod("toBuilder", 0, Target.Case.SAME)) {
            type.add(at.method(Flags.PUBLIC, open(at, type, names), "toBuilder"), null);
        }
        Builders.defaults(at, type, properties);
    }

    private static String builderName(Use use, String type) {
        String template = use.string("builderClassName", "");
        return (template.isEmpty() ? "*Builder" : template).replace("*", type);
    }

    private void builder(
            Target type, Use use, Names names, java.util.List<Property> properties, @Nullable JCExpression parent) {
        Shapes at = shapes.at(use);
        Target builder = type.type(names.builder());
        if (builder == null) {
            long flags = Flags.PUBLIC | Flags.STATIC | Flags.ABSTRACT;
            JCExpression extended = null;
            if (parent != null) {
                extended = at.type(
                        parent,
                        parentArguments(type, at)
                                .append(at.ident(names.built()))
                                .append(at.ident(names.self())));
            }
            builder = type.add(at.type(flags, names.builder(), variables(at, type, names), extended));
        }
        JCExpression self = at.ident(names.self());
        new BuilderMembers(at, builder, new Builders.AccessAndPrefix(Flags.PUBLIC, use.string("setterPrefix", "")))
                .all(properties, self);
        if (use.flag("toBuilder")) {
            fill(type, at, names, builder);
        }
        if (!builder.hasMethod("self", 0, Target.Case.SAME)) {
            builder.add(at.method(Flags.PROTECTED | Flags.ABSTRACT, at.copy(self), "self"), null);
        }
        String build = use.string("buildMethodName", "build");
        if (!builder.hasMethod(build, 0, Target.Case.SAME)) {
            builder.add(at.method(Flags.PUBLIC | Flags.ABSTRACT, at.ident(names.built()), build), null);
        }
        if (!builder.hasMethod("toString", 0, Target.Case.SAME)) {
            builder.add(at.method(Flags.PUBLIC, at.type("java.lang.String"), "toString"), null);
        }
    }

    private static void fill(Target type, Shapes at, Names names, Target builder) {
        JCVariableDecl instance = at.parameter("instance", at.ident(names.built()));
        builder.add(at.method(Flags.PROTECTED, at.ident(names.self()), "$fillValuesFrom", instance), null);
        builder.add(
                at.method(
                        Flags.PRIVATE | Flags.STATIC,
                        at.parameters(type.tree().typarams),
                        at.primitive(TypeTag.VOID),
                        "$fillValuesFromInstanceIntoBuilder",
                        List.of(
                                at.parameter("instance", at.self(type.tree())),
                                at.parameter("b", open(at, type, names))),
                        List.nil()),
                null);
    }

    private void implementation(Target type, Use use, Names names) {
        Shapes at = shapes.at(use);
        String name = names.builder() + "Impl";
        List<JCExpression> own = at.arguments(type.tree().typarams);
        JCExpression self = at.type(at.ident(name), own);
        Target implementation = type.type(name);
        if (implementation == null) {
            JCExpression extended = at.type(
                    at.ident(names.builder()), own.append(at.self(type.tree())).append(self));
            long flags = Flags.PRIVATE | Flags.STATIC | Flags.FINAL;
            implementation = type.add(at.type(flags, name, at.parameters(type.tree().typarams), extended));
        }
        if (!implementation.hasConstructor()) {
            implementation.add(at.constructor(Flags.PRIVATE, List.nil()), null);
        }
        if (!implementation.hasMethod("self", 0, Target.Case.SAME)) {
            implementation.add(at.method(Flags.PROTECTED, at.copy(self), "self"), null);
        }
        String build = use.string("buildMethodName", "build");
        if (!implementation.hasMethod(build, 0, Target.Case.SAME)) {
            implementation.add(at.method(Flags.PUBLIC, at.self(type.tree()), build), null);
        }
    }

    /// `<T, C extends Type<T>, B extends TypeBuilder<T, C, B>>`.
    private static List<JCTypeParameter> variables(Shapes at, Target type, Names names) {
        List<JCExpression> all = at.arguments(type.tree().typarams)
                .append(at.ident(names.built()))
                .append(at.ident(names.self()));
        return at.parameters(type.tree().typarams)
                .append(at.parameter(at.name(names.built()), List.of(at.self(type.tree()))))
                .append(at.parameter(at.name(names.self()), List.of(at.type(at.ident(names.builder()), all))));
    }

    /// `TypeBuilder<T, ?, ?>`.
    private static JCExpression open(Shapes at, Target type, Names names) {
        return at.type(
                at.ident(names.builder()),
                at.arguments(type.tree().typarams).append(at.anything()).append(at.anything()));
    }

    /// The builder of the superclass; null when there is none.
    private static @Nullable JCExpression parentBuilder(Target type, Use use, Shapes at) {
        JCExpression extended = type.tree().extending;
        JCExpression parent = extended instanceof JCTypeApply generic ? generic.clazz : extended;
        String written = parent == null ? null : LombokNames.dotted(parent);
        if (parent == null || written == null || written.equals("Object") || written.equals("java.lang.Object")) {
            return null;
        }
        String simple = written.substring(written.lastIndexOf('.') + 1);
        return at.type(at.copy(parent), builderName(use, simple));
    }

    private static List<JCExpression> parentArguments(Target type, Shapes at) {
        return type.tree().extending instanceof JCTypeApply generic ? at.copies(generic.arguments) : List.nil();
    }

    /// Names that a type parameter would hide.
    private static Set<String> used(Target type) {
        Set<String> used = new HashSet<>();
        used.add(type.name());
        type.tree().typarams.forEach(variable -> used.add(variable.name.toString()));
        type.fields().forEach(field -> used.add(first(field.vartype)));
        if (type.tree().extending != null) {
            used.add(first(type.tree().extending));
        }
        type.tree().implementing.forEach(implemented -> used.add(first(implemented)));
        return used;
    }

    /// The word a type begins with.
    private static String first(JCTree type) {
        JCTree at = type instanceof JCTypeApply generic ? generic.clazz : type;
        while (at instanceof JCFieldAccess select) {
            at = select.selected;
        }
        return at.toString();
    }

    private static String free(String name, Set<String> used) {
        String free = name;
        for (int i = 2; used.contains(free); i++) {
            free = name + i;
        }
        return free;
    }
}
