package dev.refactory.graph.scip;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Which dotted names are types and which are packages: the spelling does not say it, the whole
/// graph does. What it does not describe (a library's type around one that is mentioned) is told by
/// Java's convention. Grows with the types and packages that are mentioned.
final class TypeNames implements Predicate<String> {
    private final GraphView graph;
    private final Map<String, Boolean> known = new HashMap<>();

    TypeNames(GraphView graph) {
        this.graph = graph;
    }

    /// Asks the graph about every name that these files mention.
    void learn(Collection<FileFacts> files) {
        Set<String> names = new HashSet<>();
        for (FileFacts file : files) {
            for (SymbolInfo symbol : file.declared()) {
                collect(symbol.symbol(), names);
            }
            for (Occurrence occurrence : file.occurrences()) {
                collect(occurrence.symbol(), names);
            }
            for (Relation relation : file.relations()) {
                collect(relation.from(), names);
                collect(relation.to(), names);
            }
        }
        graph.symbols(names).forEach((name, symbol) -> known.put(name, symbol.kind() != SymbolKind.PACKAGE));
        // In order of length: a name is judged after those it begins with.
        names.stream()
                .filter(name -> !known.containsKey(name))
                .sorted((a, b) -> Integer.compare(a.length(), b.length()))
                .toList()
                .forEach(name -> known.put(name, byConvention(name)));
    }

    private void collect(String spelling, Set<String> names) {
        int end = 0;
        while (end < spelling.length() && spelling.charAt(end) != '#' && spelling.charAt(end) != '~') {
            end++;
        }
        String name = spelling.substring(0, end);
        while (!name.startsWith("?") && !known.containsKey(name) && names.add(name)) {
            int dot = name.lastIndexOf('.');
            if (dot < 0) {
                return;
            }
            name = name.substring(0, dot);
        }
    }

    private boolean byConvention(String name) {
        int dot = name.lastIndexOf('.');
        return Character.isUpperCase(name.charAt(dot + 1))
                || dot > 0 && known.getOrDefault(name.substring(0, dot), false);
    }

    @Override
    public boolean test(String name) {
        return known.getOrDefault(name, byConvention(name));
    }
}
