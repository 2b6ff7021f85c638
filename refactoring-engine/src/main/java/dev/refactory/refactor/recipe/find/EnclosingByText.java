package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.algorithm.Enclosing;
import dev.refactory.graph.algorithm.EnclosingByOrder;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.source.DeclarationExtents;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which declaration places are in, by where declarations reach in the text: also in initializer
/// blocks, which are their type's.
final class EnclosingByText implements Enclosing {
    /// Files read for one plan; in those after them the order of names decides.
    static final int MAX_FILES = 5_000;

    private final Map<String, List<Declared>> byPath = new HashMap<>();

    private record Declared(int name, Range extent, String symbol) {}

    private EnclosingByText(GraphView graph, Recipe.Sources sources, Map<String, List<Occurrence>> occurrences) {
        Set<String> spellings = new TreeSet<>();
        occurrences
                .values()
                .forEach(all ->
                        all.stream().filter(EnclosingByText::declares).forEach(place -> spellings.add(place.symbol())));
        Map<String, SymbolInfo> known = graph.symbols(spellings);
        occurrences.forEach((path, all) -> byPath.put(path, declared(sources, path, all, known)));
    }

    /// Reads each file once for a walk.
    static Enclosing.Reader reader(GraphView graph, Recipe.Sources sources) {
        return new Enclosing.Reader() {
            private int read;

            @Override
            public Enclosing of(Map<String, List<Occurrence>> occurrences) {
                read += occurrences.size();
                return read > MAX_FILES
                        ? new EnclosingByOrder(occurrences)
                        : new EnclosingByText(graph, sources, occurrences);
            }
        };
    }

    private static boolean declares(Occurrence place) {
        String symbol = place.symbol();
        return place.has(Role.DEFINITION)
                && !place.has(Role.IMPLICIT)
                && symbol.indexOf('~') < 0
                && !symbol.contains(".local$");
    }

    private static List<Declared> declared(
            Recipe.Sources sources, String path, List<Occurrence> all, Map<String, SymbolInfo> known) {
        DeclarationExtents extents =
                new DeclarationExtents(JavaTokens.of(sources.text(path).text()));
        List<Declared> found = new ArrayList<>();
        for (Occurrence place : all) {
            SymbolInfo info = known.get(place.symbol());
            if (info != null && declares(place) && info.path() != null) {
                Range extent = extents.of(place.range(), info.kind());
                found.add(new Declared(place.range().start(), extent, place.symbol()));
            }
        }
        return found;
    }

    @Override
    public @Nullable String declaration(String path, Occurrence place) {
        int at = place.range().start();
        Declared best = null;
        for (Declared declared : byPath.getOrDefault(path, List.of())) {
            if (declared.extent().contains(at) && (best == null || closer(declared, best, at))) {
                best = declared;
            }
        }
        return best == null ? null : best.symbol();
    }

    /// Of two fields of one declaration, the one whose name stands before the place.
    private static boolean closer(Declared one, Declared other, int at) {
        int shorter = Integer.compare(one.extent().length(), other.extent().length());
        boolean shared = shorter == 0 || one.extent().start() == other.extent().start() && one.name() <= at;
        return shared ? one.name() <= at && (other.name() > at || one.name() > other.name()) : shorter < 0;
    }
}
