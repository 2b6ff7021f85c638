package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every method that must keep one name with the methods asked for: what they override and what
/// overrides them, transitively, and methods of unrelated types that meet in a common subtype
/// (`class C extends A implements I`, where `A` declares what `I` asks for and knows nothing of
/// `I`).
///
/// @param methods declared in the repository, by spelling
/// @param outside spelling of a member declared elsewhere, to the member here that ties it in
public record MethodFamily(SortedMap<String, SymbolInfo> methods, SortedMap<String, String> outside) {

    /// The family of each of the methods asked for, together.
    public static MethodFamily of(GraphView graph, TypeHierarchy types, Collection<SymbolInfo> asked) {
        SortedMap<String, SymbolInfo> methods = new TreeMap<>();
        SortedMap<String, String> outside = new TreeMap<>();
        Deque<SymbolInfo> open = new ArrayDeque<>(asked);
        asked.forEach(method -> methods.put(method.symbol(), method));
        while (!open.isEmpty()) {
            SymbolInfo method = open.remove();
            for (String related : related(graph, types, method)) {
                SymbolInfo info = graph.symbol(related).orElse(null);
                if (info == null || info.path() == null) {
                    outside.putIfAbsent(related, method.symbol());
                } else if (methods.putIfAbsent(related, info) == null) {
                    open.add(info);
                }
            }
        }
        return new MethodFamily(methods, outside);
    }

    /// The types that declare a member of the family.
    public SortedSet<String> types() {
        SortedSet<String> declaring = new TreeSet<>();
        methods.keySet().forEach(method -> declaring.add(SymbolSpelling.typeOf(method)));
        return declaring;
    }

    private static SortedSet<String> related(GraphView graph, TypeHierarchy types, SymbolInfo method) {
        SortedSet<String> related = new TreeSet<>();
        List<String> one = List.of(method.symbol());
        graph.relationsFrom(Relation.Kind.OVERRIDES, one).forEach(relation -> related.add(relation.to()));
        graph.relationsTo(Relation.Kind.OVERRIDES, one).forEach(relation -> related.add(relation.from()));
        if (!inherited(method)) {
            return related;
        }
        String type = SymbolSpelling.typeOf(method.symbol());
        String parameters = SymbolSpelling.parameters(method.symbol()).orElse("()");
        for (String below : types.withSubtypes(type)) {
            for (String above : types.withSupertypes(below)) {
                for (SymbolInfo other : types.methods(above, method.name())) {
                    if (meets(types, method, other, parameters)) {
                        related.add(other.symbol());
                    }
                }
            }
            types.info(below)
                    .ifPresent(info -> types.fromTheLanguage(below, info.kind()).stream()
                            .filter(own -> own.endsWith("#" + method.name() + parameters))
                            .filter(own -> !SymbolSpelling.typeOf(own).equals(below))
                            .forEach(related::add));
        }
        related.remove(method.symbol());
        return related;
    }

    private static boolean meets(TypeHierarchy types, SymbolInfo method, SymbolInfo other, String parameters) {
        return inherited(other)
                && SymbolSpelling.parameters(other.symbol()).orElse("()").equals(parameters)
                && (!packagePrivate(method) && !packagePrivate(other)
                        || types.packageOf(method.symbol()).equals(types.packageOf(other.symbol())));
    }

    private static boolean inherited(SymbolInfo method) {
        return !method.has("private") && !method.has("static");
    }

    /// Whether a method has none of the words for access.
    public static boolean packagePrivate(SymbolInfo method) {
        return !method.has("public") && !method.has("protected") && !method.has("private");
    }
}
