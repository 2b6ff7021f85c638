package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCIdent;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCPrimitiveTypeTree;
import com.sun.tools.javac.tree.JCTree.JCTypeApply;
import com.sun.tools.javac.tree.JCTree.JCTypeParameter;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.util.List;
import org.jspecify.annotations.Nullable;

/// Types that collect what a constructor or a method is to be called with, and the methods that begin with one.
final class Builders {
    private final Shapes shapes;
    private final Constructors constructors;

    Builders(Shapes shapes, Constructors constructors) {
        this.shapes = shapes;
        this.constructors = constructors;
    }

    /// What is built, and how.
    ///
    /// @param variables type parameters of the builder
    /// @param built null for nothing
    /// @param isStatic without an instance of the type around it
    private record Job(
            Target type,
            Use use,
            java.util.List<Property> properties,
            List<JCTypeParameter> variables,
            JCExpression built,
            String replaced,
            boolean isStatic,
            List<JCExpression> thrown) {
        String className() {
            String template = use.string("builderClassName", "");
            return (template.isEmpty() ? "*Builder" : template).replace("*", replaced);
        }
    }

    void all(Target type) {
        Use ofType = type.use("Builder");
        if (ofType != null && type.isStatic() && (type.isClass() || type.is(Flags.RECORD))) {
            ofType(type, ofType);
        }
        for (JCTree def : type.tree().defs) {
            if (def instanceof JCMethodDecl method) {
                type.usesOf(method.mods).stream()
                        .filter(use -> use.name().equals("Builder"))
                        .forEach(use -> ofMethod(type, method, use));
            }
        }
    }

    private void ofType(Target type, Use use) {
        java.util.List<Property> properties = Property.ofFields(type);
        if (type.isClass()) {
            constructors.forBuilder(
                    type, use, properties.stream().map(Property::variable).toList());
        }
        Shapes at = shapes.at(use);
        make(new Job(type, use, properties, type.tree().typarams, at.self(type.tree()), type.name(), true, List.nil()));
        defaults(at, type, properties);
    }

    /// Methods that compute what a property is unless the builder is told.
    static void defaults(Shapes at, Target type, java.util.List<Property> properties) {
        for (Property property : properties) {
            String name = "$default$" + property.name();
            if (property.byDefault() && !type.hasMethod(name, 0, Target.Case.SAME)) {
                type.add(
                        at.method(
                                Flags.PRIVATE | Flags.STATIC,
                                at.parameters(type.tree().typarams),
                                at.copy(property.variable().vartype),
                                name,
                                List.nil(),
                                List.nil()),
                        property.variable());
            }
        }
    }

    private void ofMethod(Target type, JCMethodDecl method, Use use) {
        Shapes at = shapes.at(use);
        java.util.List<Property> properties = Property.ofParameters(type, method.params);
        boolean constructor = TreeInfo.isConstructor(method);
        String replaced = constructor ? type.name() : nameOf(method.restype);
        if (replaced == null) {
            return;
        }
        boolean isStatic = constructor || (method.mods.flags & Flags.STATIC) != 0;
        make(new Job(
                type,
                use,
                properties,
                constructor ? type.tree().typarams : method.typarams,
                constructor ? at.self(type.tree()) : at.copy(method.restype),
                replaced,
                isStatic,
                method.thrown));
    }

    /// What stands for a returned type in a builder's name; null for an array.
    private static @Nullable String nameOf(JCTree returned) {
        return switch (returned) {
            case JCIdent ident -> ident.name.toString();
            case JCFieldAccess select -> select.name.toString();
            case JCTypeApply generic -> nameOf(generic.clazz);
            case JCTree.JCAnnotatedType annotated -> nameOf(annotated.underlyingType);
            case JCPrimitiveTypeTree primitive -> capital(primitive.toString());
            default -> null;
        };
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private void make(Job job) {
        Target type = job.type();
        Use use = job.use();
        Shapes at = shapes.at(use);
        long access = use.access("access");
        if (access == Use.NONE) {
            return;
        }
        String name = job.className();
        Target builder = type.type(name);
        if (builder == null) {
            long flags = access | (job.isStatic() ? Flags.STATIC : 0);
            builder = type.add(at.type(flags, name, at.parameters(job.variables()), null));
        }
        long inner = access == Flags.PROTECTED ? Flags.PUBLIC : access;
        if (!builder.hasConstructor()) {
            builder.add(at.constructor(0, List.nil()), null);
        }
        BuilderMembers members =
                new BuilderMembers(at, builder, new AccessAndPrefix(inner, use.string("setterPrefix", "")));
        JCExpression self = at.type(at.ident(name), at.arguments(job.variables()));
        members.all(job.properties(), self);
        String build = use.string("buildMethodName", "build");
        if (!builder.hasMethod(build, -1, Target.Case.SAME)) {
            builder.add(at.method(inner, List.nil(), job.built(), build, List.nil(), at.copies(job.thrown())), null);
        }
        if (!builder.hasMethod("toString", 0, Target.Case.SAME)) {
            builder.add(at.method(Flags.PUBLIC, at.type("java.lang.String"), "toString"), null);
        }
        String begin = use.string("builderMethodName", "builder");
        if (!begin.isEmpty() && !type.hasMethod(begin, -1, Target.Case.SAME)) {
            type.add(
                    at.method(
                            access | (job.isStatic() ? Flags.STATIC : 0),
                            job.isStatic() ? at.parameters(job.variables()) : List.nil(),
                            at.copy(self),
                            begin,
                            List.nil(),
                            List.nil()),
                    null);
        }
        if (use.flag("toBuilder") && !type.hasMethod("toBuilder", 0, Target.Case.SAME)) {
            type.add(at.method(access, at.copy(self), "toBuilder"), null);
        }
    }

    /// @param prefix of the names of methods that tell a builder something
    record AccessAndPrefix(long access, String prefix) {}
}
