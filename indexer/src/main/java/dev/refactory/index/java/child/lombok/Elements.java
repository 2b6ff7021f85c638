package dev.refactory.index.java.child.lombok;

import com.sun.tools.javac.code.BoundKind;
import com.sun.tools.javac.tree.JCTree;
import com.sun.tools.javac.tree.JCTree.JCExpression;
import com.sun.tools.javac.tree.JCTree.JCTypeApply;
import com.sun.tools.javac.tree.JCTree.JCVariableDecl;
import com.sun.tools.javac.tree.JCTree.JCWildcard;
import com.sun.tools.javac.tree.JCTree.TypeBoundKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A collection that a builder is told element by element.
///
/// @param singular what one element is called
/// @param keeper the type it is kept in until it is built; empty: keys and values in a list each
/// @param taken the type of a whole collection that is added
/// @param parts what the methods for one element call its parts, behind the element's name or alone
/// @param types of the parts; null stands for any object
record Elements(String singular, String keeper, String taken, List<String> parts, List<@Nullable JCExpression> types) {
    private static final String UTIL = "java.util.";
    private static final String GUAVA = "com.google.common.collect.";

    private record Collection(String keeper, String taken, List<String> parts) {}

    private static final Map<String, Collection> KNOWN = Map.ofEntries(
            list("Iterable", "java.lang."),
            list("Iterable", UTIL),
            list("Collection", UTIL),
            list("List", UTIL),
            list("Set", UTIL),
            list("SortedSet", UTIL),
            list("NavigableSet", UTIL),
            map("Map"),
            map("SortedMap"),
            map("NavigableMap"),
            immutable("ImmutableCollection", "ImmutableList", "java.lang.Iterable", ""),
            immutable("ImmutableList", "ImmutableList", "java.lang.Iterable", ""),
            immutable("ImmutableSet", "ImmutableSet", "java.lang.Iterable", ""),
            immutable("ImmutableSortedSet", "ImmutableSortedSet", "java.lang.Iterable", ""),
            immutable("ImmutableMap", "ImmutableMap", "java.util.Map", "key", "value"),
            immutable("ImmutableBiMap", "ImmutableBiMap", "java.util.Map", "key", "value"),
            immutable("ImmutableSortedMap", "ImmutableSortedMap", "java.util.Map", "key", "value"),
            immutable("ImmutableTable", "ImmutableTable", GUAVA + "Table", "rowKey", "columnKey", "value"));

    private static Map.Entry<String, Collection> list(String name, String where) {
        return Map.entry(where + name, new Collection("java.util.ArrayList", "java.util.Collection", List.of("")));
    }

    private static Map.Entry<String, Collection> map(String name) {
        return Map.entry(UTIL + name, new Collection("", "java.util.Map", List.of("$key", "$value")));
    }

    private static Map.Entry<String, Collection> immutable(String name, String keeper, String taken, String... parts) {
        return Map.entry(GUAVA + name, new Collection(GUAVA + keeper + ".Builder", taken, List.of(parts)));
    }

    /// Null when it cannot be told one by one.
    static @Nullable Elements of(Target type, JCVariableDecl variable, Use use) {
        JCTree written = variable.vartype instanceof JCTypeApply generic ? generic.clazz : variable.vartype;
        Collection collection = KNOWN.get(String.valueOf(type.qualifiedType(written, KNOWN.keySet())));
        String word = use.string("value", "");
        String singular = word.isEmpty() ? Singulars.of(variable.name.toString()) : word;
        if (collection == null || singular == null) {
            return null;
        }
        List<JCExpression> arguments = variable.vartype instanceof JCTypeApply generic ? generic.arguments : List.of();
        List<@Nullable JCExpression> types = new ArrayList<>();
        for (int i = 0; i < collection.parts().size(); i++) {
            types.add(i < arguments.size() ? bound(arguments.get(i)) : null);
        }
        return new Elements(singular, collection.keeper(), collection.taken(), collection.parts(), types);
    }

    private static @Nullable JCExpression bound(JCExpression argument) {
        if (argument instanceof JCWildcard wildcard) {
            TypeBoundKind kind = wildcard.kind;
            return kind.kind == BoundKind.EXTENDS ? (JCExpression) wildcard.inner : null;
        }
        return argument;
    }

    /// Keys and values are kept apart.
    boolean apart() {
        return keeper.isEmpty();
    }

    JCExpression type(Shapes at, int part) {
        JCExpression type = types.get(part);
        return type == null ? at.type("java.lang.Object") : at.copy(type);
    }

    List<JCExpression> types(Shapes at) {
        List<JCExpression> all = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            all.add(type(at, i));
        }
        return all;
    }

    /// What the parameter for a part of one element is called.
    String parameter(int part) {
        String name = parts.get(part);
        if (name.isEmpty()) {
            return singular;
        }
        return apart() ? PropertyNames.join(singular, name.substring(1)) : name;
    }
}
