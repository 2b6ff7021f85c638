package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Dependencies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where sources name what a library declares: its types and their members. For the time of one plan.
final class LibraryUses {
    private static final Set<SymbolKind> TYPES =
            Set.of(SymbolKind.CLASS, SymbolKind.INTERFACE, SymbolKind.ENUM, SymbolKind.RECORD, SymbolKind.ANNOTATION);
    private static final Set<SymbolKind> MEMBERS = Set.of(
            SymbolKind.METHOD,
            SymbolKind.CONSTRUCTOR,
            SymbolKind.FIELD,
            SymbolKind.ENUM_CONSTANT,
            SymbolKind.RECORD_COMPONENT);

    private final GraphView graph;
    private final Dependencies dependencies;
    private final Set<String> types = new TreeSet<>();
    private final Map<String, List<String>> members = new HashMap<>();

    LibraryUses(GraphView graph, Dependencies dependencies) {
        this.graph = graph;
        this.dependencies = dependencies;
    }

    /// @param type of the library, also where a member of it is named
    record Use(String type, Occurrence place) {}

    private void load() {
        if (types.isEmpty()) {
            types.addAll(graph.mentioned(TYPES, ""));
            for (String member : graph.mentioned(MEMBERS, "")) {
                String type = SymbolSpelling.typeOf(member);
                types.add(type);
                members.computeIfAbsent(type, key -> new ArrayList<>()).add(member);
            }
        }
    }

    /// By path, each by place; imports and documentation left out.
    SortedMap<String, List<Use>> of(String coordinates) {
        load();
        Set<String> symbols = new TreeSet<>();
        for (String type : dependencies.declaredBy(coordinates, types)) {
            symbols.add(type);
            symbols.addAll(members.getOrDefault(type, List.of()));
        }
        SortedMap<String, List<Use>> uses = new TreeMap<>();
        graph.occurrencesOf(symbols).forEach((path, places) -> {
            List<Use> here = places.stream()
                    .filter(LibraryUses::counts)
                    .map(place -> new Use(SymbolSpelling.typeOf(place.symbol()), place))
                    .toList();
            if (!here.isEmpty()) {
                uses.put(path, here);
            }
        });
        return uses;
    }

    private static boolean counts(Occurrence place) {
        return !place.has(Role.IMPORT)
                && !place.has(Role.STATIC_IMPORT)
                && !place.has(Role.DOCUMENTATION)
                && !place.has(Role.IMPLICIT);
    }
}
