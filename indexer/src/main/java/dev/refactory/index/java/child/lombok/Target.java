package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCAnnotation;
import com.sun.tools.javac.tree.JCTree.JCClassDecl;
import com.sun.tools.javac.tree.JCTree.JCMethodDecl;
import com.sun.tools.javac.tree.JCTree.JCModifiers;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.TreeInfo;
import com.sun.tools.javac.util.ListBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A type that members are added to, with what it has so far.
final class Target {
    private final JCClassDecl tree;
    private final @Nullable Target outer;
    private final LombokNames names;
    private final Made made;
    private final List<Use> uses;
    private final List<JCVariableDecl> fields = new ArrayList<>();
    private final Set<String> fieldNames = new HashSet<>();
    private final Map<String, List<JCMethodDecl>> methods = new HashMap<>();
    private final Map<String, Target> types = new HashMap<>();
    private final List<Target> nested = new ArrayList<>();
    private final ListBuffer<JCTree> added = new ListBuffer<>();
    private final List<Target> madeTypes = new ArrayList<>();
    private boolean isMade;

    Target(JCClassDecl tree, @Nullable Target outer, LombokNames names, Made made) {
        this.tree = tree;
        this.outer = outer;
        this.names = names;
        this.made = made;
        for (JCTree def : tree.defs) {
            know(def);
        }
        uses = usesOf(tree.mods);
    }

    private void know(JCTree def) {
        switch (def) {
            case JCVariableDecl field
            when field.vartype != null -> {
                fields.add(field);
                fieldNames.add(field.name.toString());
            }
            case JCMethodDecl method ->
                methods.computeIfAbsent(method.name.toString().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(method);
            case JCClassDecl type -> {
                Target inner = new Target(type, this, names, made);
                types.putIfAbsent(type.name.toString(), inner);
                nested.add(inner);
            }
            default -> {}
        }
    }

    JCClassDecl tree() {
        return tree;
    }

    @Nullable
    Target outer() {
        return outer;
    }

    String name() {
        return tree.name.toString();
    }

    boolean is(long flags) {
        return (tree.mods.flags & flags) != 0;
    }

    /// It has no instance of another type around it.
    boolean isStatic() {
        return outer == null
                || is(Flags.STATIC | Flags.ENUM | Flags.RECORD | Flags.INTERFACE)
                || outer.is(Flags.INTERFACE);
    }

    /// A class, not an enum, a record or an interface.
    boolean isClass() {
        return !is(Flags.INTERFACE | Flags.ENUM | Flags.RECORD);
    }

    boolean isClassOrEnum() {
        return !is(Flags.INTERFACE | Flags.RECORD);
    }

    /// Written fields, in order.
    List<JCVariableDecl> fields() {
        return fields;
    }

    /// Types that were written in it.
    List<Target> nested() {
        return nested;
    }

    @Nullable
    Target type(String name) {
        return types.get(name);
    }

    List<Use> uses() {
        return uses;
    }

    List<Use> usesOf(JCModifiers modifiers) {
        List<Use> found = new ArrayList<>();
        for (JCAnnotation annotation : modifiers.annotations) {
            String name = names.of(annotation.annotationType, this);
            if (name != null) {
                found.add(new Use(name, annotation));
            }
        }
        return found;
    }

    @Nullable
    Use use(String name) {
        return named(uses, name);
    }

    @Nullable
    Use use(JCVariableDecl variable, String name) {
        return named(usesOf(variable.mods), name);
    }

    private static @Nullable Use named(List<Use> uses, String name) {
        for (Use use : uses) {
            if (use.name().equals(name)) {
                return use;
            }
        }
        return null;
    }

    boolean nonNull(JCVariableDecl variable) {
        return variable.mods.annotations.stream()
                .anyMatch(annotation -> names.nonNull(annotation.annotationType, this));
    }

    /// Which of some types a name means, as far as imports tell; null for none.
    @Nullable
    String qualifiedType(JCTree name, Set<String> known) {
        return names.qualifiedType(name, this, known);
    }

    /// How an existing method is found.
    enum Case {
        SAME,
        ANY
    }

    /// There is a method of that name that could take so many arguments; any when it is negative.
    boolean hasMethod(String name, int arguments, Case letters) {
        for (JCMethodDecl method : methods.getOrDefault(name.toLowerCase(Locale.ROOT), List.of())) {
            boolean named = letters == Case.ANY || method.name.contentEquals(name);
            if (named && (arguments < 0 || takes(method, arguments)) && !tolerated(method)) {
                return true;
            }
        }
        return false;
    }

    /// Somebody wrote a method of that name.
    boolean hasWritten(String name) {
        return methods.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .anyMatch(method -> method.name.contentEquals(name) && !made.contains(method));
    }

    private static boolean takes(JCMethodDecl method, int arguments) {
        int parameters = method.params.size();
        boolean varargs = parameters > 0 && (method.params.last().mods.flags & Flags.VARARGS) != 0;
        return varargs ? arguments >= parameters - 1 : arguments == parameters;
    }

    private boolean tolerated(JCMethodDecl method) {
        return named(usesOf(method.mods), "Tolerate") != null;
    }

    boolean hasField(String name) {
        return fieldNames.contains(name);
    }

    boolean hasConstructor() {
        return constructors().stream().anyMatch(constructor -> !tolerated(constructor));
    }

    List<JCMethodDecl> constructors() {
        return methods.getOrDefault("<init>", List.of()).stream()
                .filter(TreeInfo::isConstructor)
                .toList();
    }

    /// @param namesake the variable it has its name from; null when it comes of the type
    void add(JCMethodDecl method, @Nullable JCVariableDecl namesake) {
        added.append(method);
        made.add(method, namesake == null ? method : namesake);
        know(method);
    }

    void add(JCVariableDecl field, @Nullable JCVariableDecl namesake) {
        added.append(field);
        made.add(field, namesake == null ? field : namesake);
        fieldNames.add(field.name.toString());
    }

    /// A type that nobody wrote; what it has is added to it.
    Target add(JCClassDecl type) {
        added.append(type);
        made.add(type, type);
        Target inner = new Target(type, this, names, made);
        types.put(type.name.toString(), inner);
        inner.isMade = true;
        madeTypes.add(inner);
        return inner;
    }

    boolean isMade() {
        return isMade;
    }

    /// Puts what was added into the tree.
    void finish() {
        nested.forEach(Target::finish);
        madeTypes.forEach(Target::finish);
        if (!added.isEmpty()) {
            tree.defs = tree.defs.appendList(added.toList());
        }
    }
}
