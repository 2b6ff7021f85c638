package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCAnnotation;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.tree.JCTree.JCEnhancedForLoop;
import com.sun.tools.javac.tree.JCTree.JCFieldAccess;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCModifiers;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeMaker;
import com.sun.tools.javac.tree.TreeScanner;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Names;
import com.sun.tools.javac.util.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Adds to a parsed file the members Lombok would add, as declarations that do nothing. What is added depends
/// on the text of the file alone, and always is the same.
///
/// The order of steps is Lombok's, because what is there already decides what is made.
public final class Lombok {
    private final Shapes shapes;
    private final Accessors accessors;
    private final Constructors constructors;
    private final Basics basics;
    private final Defaults defaults;
    private final Builders builders;
    private final SuperBuilders superBuilders;
    private final FieldNames fieldNames;
    private final Methods methods;

    public Lombok(Context context) {
        shapes = new Shapes(TreeMaker.instance(context), Names.instance(context), Position.NOPOS);
        accessors = new Accessors(shapes);
        constructors = new Constructors(shapes);
        basics = new Basics(shapes);
        defaults = new Defaults(shapes);
        builders = new Builders(shapes, constructors);
        superBuilders = new SuperBuilders(shapes);
        fieldNames = new FieldNames(shapes);
        methods = new Methods(shapes);
    }

    /// To the types others can see.
    public Made declare(JCCompilationUnit unit) {
        Made made = Made.nothing();
        LombokNames names = new LombokNames(unit);
        if (names.imported() || unit.defs.stream().anyMatch(Lombok::qualified)) {
            for (JCTree def : unit.defs) {
                if (def instanceof JCClassDecl type) {
                    complete(new Target(type, null, names, made));
                }
            }
        }
        return made;
    }

    /// To the types that are declared in bodies, where variables may be declared with `val` too.
    public Made inside(JCCompilationUnit unit) {
        Made made = Made.nothing();
        LombokNames names = new LombokNames(unit);
        Set<JCTree> members = Collections.newSetFromMap(new IdentityHashMap<>());
        unit.defs.forEach(def -> members(def, members));
        List<JCClassDecl> local = new ArrayList<>();
        new TreeScanner() {
            @Override
            public void visitClassDef(JCClassDecl type) {
                if (!members.contains(type)) {
                    members(type, members);
                    local.add(type);
                }
                super.visitClassDef(type);
            }

            @Override
            public void visitMethodDef(JCMethodDecl method) {
                super.visitMethodDef(method);
                methods.sneaky(method, names, made);
            }

            @Override
            public void visitForeachLoop(JCEnhancedForLoop loop) {
                defaults.inferred(loop.var, names, made);
                super.visitForeachLoop(loop);
            }

            @Override
            public void visitVarDef(JCVariableDecl variable) {
                if (variable.init != null && !members.contains(variable)) {
                    defaults.inferred(variable, names, made);
                }
                super.visitVarDef(variable);
            }
        }.scan(unit);
        local.forEach(type -> complete(new Target(type, null, names, made)));
        return made;
    }

    private static void members(JCTree def, Set<JCTree> members) {
        if (def instanceof JCClassDecl type) {
            members.add(type);
            type.defs.forEach(each -> members(each, members));
        } else if (def instanceof JCVariableDecl field) {
            members.add(field);
        }
    }

    /// An annotation is written with its package.
    private static boolean qualified(JCTree def) {
        return switch (def) {
            case JCClassDecl type -> qualified(type.mods) || type.defs.stream().anyMatch(Lombok::qualified);
            case JCMethodDecl method ->
                qualified(method.mods) || method.params.stream().anyMatch(Lombok::qualified);
            case JCVariableDecl variable -> qualified(variable.mods);
            default -> false;
        };
    }

    private static boolean qualified(JCModifiers modifiers) {
        for (JCAnnotation annotation : modifiers.annotations) {
            if (annotation.annotationType instanceof JCFieldAccess
                    && String.valueOf(LombokNames.dotted(annotation.annotationType))
                            .startsWith("lombok.")) {
                return true;
            }
        }
        return false;
    }

    private void complete(Target type) {
        each(type, defaults::utility);
        each(type, defaults::fields);
        each(type, builders::all);
        each(type, superBuilders::all);
        each(type, this::value);
        each(type, this::rest);
        each(type, methods::locks);
        type.finish();
    }

    private static void each(Target type, Consumer<Target> step) {
        step.accept(type);
        type.nested().forEach(inner -> each(inner, step));
    }

    private void value(Target type) {
        Use use = type.use("Value");
        if (use != null && type.isClass()) {
            constructors.unlessOther(type, use, Constructors.all(type));
            accessors.getters(type, use);
            basics.equality(type, use);
            basics.toString(type, use);
        }
    }

    private void rest(Target type) {
        type.uses().forEach(use -> ofType(type, use));
        for (JCVariableDecl field : type.fields()) {
            type.usesOf(field.mods).forEach(use -> ofField(type, field, use));
        }
    }

    private void ofType(Target type, Use use) {
        switch (use.name()) {
            case "Data" -> data(type, use);
            case "Getter" -> accessors.getters(type, use);
            case "Setter" -> accessors.setters(type, use);
            case "With" -> accessors.withs(type, use);
            case "ToString" -> basics.toString(type, use);
            case "EqualsAndHashCode" -> basics.equality(type, use);
            case "NoArgsConstructor", "RequiredArgsConstructor", "AllArgsConstructor" -> constructors.asked(type, use);
            case "FieldNameConstants" -> fieldNames.constants(type, use);
            case "StandardException" -> basics.exception(type, use);
            default -> basics.logger(type, use);
        }
    }

    private void ofField(Target type, JCVariableDecl field, Use use) {
        switch (use.name()) {
            case "Getter" -> accessors.getter(type, field, use);
            case "Setter" -> accessors.setter(type, field, use);
            case "With" -> accessors.with(type, field, use);
            default -> {}
        }
    }

    private void data(Target type, Use use) {
        if (type.isClass()) {
            constructors.unlessOther(type, use, Constructors.required(type));
            accessors.getters(type, use);
            accessors.setters(type, use);
            basics.equality(type, use);
            basics.toString(type, use);
        }
    }
}
