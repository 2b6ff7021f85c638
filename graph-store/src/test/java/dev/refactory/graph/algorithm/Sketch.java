package dev.refactory.graph.algorithm;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A graph drawn with a few words: files as lines of what they name, in order, one every twenty
/// characters.
final class Sketch {
    private final Map<String, List<Occurrence>> places = new TreeMap<>();
    private final Map<String, Map<String, SymbolInfo>> declared = new TreeMap<>();
    private final List<Relation> relations = new ArrayList<>();

    /// @param names each `ROLE symbol`, or `def symbol` for a declaration
    Sketch file(String path, String... names) {
        List<Occurrence> all = places.computeIfAbsent(path, key -> new ArrayList<>());
        for (String name : names) {
            String symbol = name.substring(name.indexOf(' ') + 1);
            String role = name.substring(0, name.indexOf(' '));
            boolean definition = role.equals("def");
            int start = 20 * (all.size() + 1);
            all.add(new Occurrence(
                    new Range(start, start + 2), symbol, Set.of(definition ? Role.DEFINITION : Role.valueOf(role))));
            describe(path, symbol, definition);
        }
        return this;
    }

    private void describe(String path, String symbol, boolean definition) {
        SymbolKind kind = symbol.contains("#<init>(")
                ? SymbolKind.CONSTRUCTOR
                : symbol.contains("(") ? SymbolKind.METHOD : symbol.contains("#") ? SymbolKind.FIELD : SymbolKind.CLASS;
        int cut = symbol.contains("#") ? symbol.indexOf('#') : symbol.lastIndexOf('.');
        String name = symbol.replaceAll("\\(.*", "").replaceAll(".*[.#]", "");
        Map<String, SymbolInfo> here = declared.computeIfAbsent(path, key -> new TreeMap<>());
        String container = cut < 0 ? null : symbol.substring(0, cut);
        SymbolInfo info =
                new SymbolInfo(symbol, kind, name, container, definition ? path : null, Set.of(), "", false, false);
        here.merge(symbol, info, (a, b) -> a.path() == null ? b : a);
    }

    Sketch relation(String from, Relation.Kind kind, String to) {
        relations.add(new Relation(from, kind, to));
        return this;
    }

    GraphView graph() {
        GraphStore store = new MemoryGraphStore();
        SnapshotKey key = new SnapshotKey(TenantId.DEFAULT, "repo_1", "a".repeat(40), "1");
        try (GraphStore.SnapshotWriter writer = store.begin(key)) {
            List<Relation> all = relations.stream().sorted().toList();
            places.forEach((path, occurrences) -> writer.add(new FileFacts(
                    path,
                    "0".repeat(40),
                    "java",
                    3,
                    List.copyOf(declared.getOrDefault(path, Map.of()).values()),
                    occurrences,
                    path.equals(places.keySet().iterator().next()) ? all : List.of(),
                    List.of(),
                    List.of())));
            long id = writer.commit(new CompileContext(21, List.of(), List.of(), List.of()))
                    .snapshotId();
            return store.view(TenantId.DEFAULT, id);
        }
    }
}
