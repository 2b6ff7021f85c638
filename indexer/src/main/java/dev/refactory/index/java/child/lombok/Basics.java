package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.TypeTag;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.util.List;
import java.util.Map;
import java.util.Set;

/// What every object has, loggers, and the constructors of exceptions.
final class Basics {
    private static final Map<String, String> LOGGERS = Map.of(
            "CommonsLog", "org.apache.commons.logging.Log",
            "Flogger", "com.google.common.flogger.FluentLogger",
            "JBossLog", "org.jboss.logging.Logger",
            "Log", "java.util.logging.Logger",
            "Log4j", "org.apache.log4j.Logger",
            "Log4j2", "org.apache.logging.log4j.Logger",
            "Slf4j", "org.slf4j.Logger",
            "XSlf4j", "org.slf4j.ext.XLogger");

    private final Shapes shapes;

    Basics(Shapes shapes) {
        this.shapes = shapes;
    }

    void toString(Target type, Use use) {
        if (type.isClassOrEnum() && !type.hasMethod("toString", 0, Target.Case.SAME)) {
            Shapes at = shapes.at(use);
            type.add(at.method(Flags.PUBLIC, at.type("java.lang.String"), "toString"), null);
        }
    }

    void equality(Target type, Use use) {
        boolean written =
                type.hasMethod("equals", 1, Target.Case.SAME) || type.hasMethod("hashCode", 0, Target.Case.SAME);
        if (!type.isClass() || written) {
            return;
        }
        Shapes at = shapes.at(use);
        if (use.constant("cacheStrategy").equals("LAZY")) {
            type.add(at.field(Flags.PRIVATE | Flags.TRANSIENT, at.primitive(TypeTag.INT), "$hashCodeCache"), null);
        }
        type.add(
                at.method(
                        Flags.PUBLIC,
                        at.primitive(TypeTag.BOOLEAN),
                        "equals",
                        at.parameter("o", at.type("java.lang.Object"))),
                null);
        boolean alone = type.is(Flags.FINAL) && extendsNothing(type);
        if (!alone && !type.hasMethod("canEqual", 1, Target.Case.SAME)) {
            type.add(
                    at.method(
                            Flags.PROTECTED,
                            at.primitive(TypeTag.BOOLEAN),
                            "canEqual",
                            at.parameter("other", at.type("java.lang.Object"))),
                    null);
        }
        type.add(at.method(Flags.PUBLIC, at.primitive(TypeTag.INT), "hashCode"), null);
    }

    private static boolean extendsNothing(Target type) {
        JCTree extended = type.tree().extending;
        String name = extended == null ? "Object" : String.valueOf(LombokNames.dotted(extended));
        return name.equals("Object") || name.equals("java.lang.Object");
    }

    static boolean logs(Use use) {
        return LOGGERS.containsKey(use.name());
    }

    void logger(Target type, Use use) {
        long access = use.access("access", Flags.PRIVATE);
        String logger = LOGGERS.get(use.name());
        boolean allowed = type.isStatic() && !type.is(Flags.INTERFACE) && !type.hasField("log");
        if (logger != null && access != Use.NONE && allowed) {
            Shapes at = shapes.at(use);
            type.add(at.constant(access, at.type(logger), "log", null), null);
        }
    }

    void exception(Target type, Use use) {
        long access = use.access("access");
        if (access == Use.NONE || !type.isClass()) {
            return;
        }
        Shapes at = shapes.at(use);
        constructor(type, at, access);
        constructor(type, at, access, "String");
        constructor(type, at, access, "Throwable");
        constructor(type, at, access, "String", "Throwable");
    }

    private static void constructor(Target type, Shapes at, long access, String... types) {
        for (JCMethodDecl other : type.constructors()) {
            if (takes(other, types)) {
                return;
            }
        }
        List<JCVariableDecl> parameters = List.nil();
        for (String each : types) {
            String name = each.equals("String") ? "message" : "cause";
            parameters = parameters.append(at.parameter(name, at.type("java.lang." + each)));
        }
        // The compiler looks for what it calls: it is the superclass's constructor that is known by message.
        type.add(
                types.length == 2
                        ? at.constructor(access, parameters, "super", List.of(at.ident("message")))
                        : at.constructor(
                                access,
                                parameters,
                                "this",
                                List.of(at.none(at.type("java.lang.String")), at.none(at.type("java.lang.Throwable")))),
                null);
    }

    private static boolean takes(JCMethodDecl method, String... types) {
        if (method.params.size() != types.length) {
            return false;
        }
        int i = 0;
        for (JCVariableDecl parameter : method.params) {
            String written = parameter.vartype == null ? null : LombokNames.dotted(parameter.vartype);
            if (!Set.of(types[i], "java.lang." + types[i]).contains(String.valueOf(written))) {
                return false;
            }
            i++;
        }
        return true;
    }
}
