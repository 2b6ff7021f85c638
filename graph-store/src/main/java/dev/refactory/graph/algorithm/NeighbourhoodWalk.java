package dev.refactory.graph.algorithm;

import dev.refactory.graph.algorithm.Neighbourhood.Direction;
import dev.refactory.graph.algorithm.Neighbourhood.Edge;
import dev.refactory.graph.algorithm.Neighbourhood.EdgeKind;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Walks outwards from a symbol, level by level. One thread, one walk.
public final class NeighbourhoodWalk {
    private static final Comparator<Edge> BY_ENDS =
            Comparator.comparing(Edge::from).thenComparing(Edge::kind).thenComparing(Edge::to);

    private final GraphView graph;
    private final Gathering found;

    private NeighbourhoodWalk(GraphView graph, Gathering found) {
        this.graph = graph;
        this.found = found;
    }

    /// Empty when the snapshot does not know the symbol.
    ///
    /// @param depth levels to walk, at least 1
    /// @param maxNodes nodes in the answer, at least 1, nearest first; edges are at most
    ///     eight times as many
    public static Optional<Neighbourhood> of(
            GraphView graph, String symbol, int depth, Direction direction, int maxNodes) {
        return graph.symbol(symbol).map(info -> {
            Gathering found = new Gathering(graph, Gathering.start(info), maxNodes);
            NeighbourhoodWalk walk = new NeighbourhoodWalk(graph, found);
            if (direction != Direction.OUT) {
                walk.walk(symbol, depth, Direction.IN);
            }
            if (direction != Direction.IN) {
                walk.walk(symbol, depth, Direction.OUT);
            }
            return found.all();
        });
    }

    private void walk(String start, int depth, Direction direction) {
        Set<String> seen = new TreeSet<>(Set.of(start));
        Set<String> symbols = new TreeSet<>(Set.of(start));
        Set<String> files = new TreeSet<>();
        for (int level = 1; level <= depth && !(symbols.isEmpty() && files.isEmpty()); level++) {
            List<Edge> found = new ArrayList<>(direction == Direction.IN ? into(symbols) : outOf(symbols, files));
            found.sort(BY_ENDS);
            Set<String> reachedSymbols = new TreeSet<>();
            Set<String> reachedFiles = new TreeSet<>();
            for (Edge edge : found) {
                boolean out = direction == Direction.OUT;
                String other = out ? edge.to() : edge.from();
                boolean file = edge.kind() == (out ? EdgeKind.DECLARED_IN : EdgeKind.REFERENCES);
                if (!seen.contains(other)) {
                    (file ? reachedFiles : reachedSymbols).add(other);
                }
            }
            this.found.nodes(reachedSymbols, reachedFiles, level);
            found.forEach(this.found::edge);
            seen.addAll(reachedSymbols);
            seen.addAll(reachedFiles);
            symbols = reachedSymbols;
            files = reachedFiles;
        }
    }

    private List<Edge> into(Collection<String> symbols) {
        List<Edge> found = new ArrayList<>();
        for (Relation.Kind kind : Relation.Kind.values()) {
            graph.relationsTo(kind, symbols).forEach(relation -> found.add(edge(relation)));
        }
        graph.symbols(symbols).values().forEach(info -> {
            if (info.container() != null) {
                found.add(new Edge(info.container(), EdgeKind.CONTAINS, info.symbol(), 1));
            }
        });
        graph.occurrencesOf(symbols)
                .forEach((path, occurrences) -> references(path, occurrences).forEach(found::add));
        return found;
    }

    private List<Edge> outOf(Collection<String> symbols, Collection<String> files) {
        List<Edge> found = new ArrayList<>();
        for (Relation.Kind kind : Relation.Kind.values()) {
            graph.relationsFrom(kind, symbols).forEach(relation -> found.add(edge(relation)));
        }
        graph.membersOf(symbols)
                .forEach((container, members) -> members.forEach(
                        member -> found.add(new Edge(container, EdgeKind.CONTAINS, member.symbol(), 1))));
        for (SymbolInfo info : graph.symbols(symbols).values()) {
            if (info.path() != null) {
                found.add(new Edge(info.symbol(), EdgeKind.DECLARED_IN, info.path(), 1));
            }
        }
        List<Edge> named = new ArrayList<>();
        graph.occurrencesIn(files).forEach((path, occurrences) -> named.addAll(references(path, occurrences)));
        Map<String, SymbolInfo> known =
                graph.symbols(named.stream().map(Edge::to).collect(Collectors.toCollection(TreeSet::new)));
        named.stream().filter(edge -> ofTheRepository(known.get(edge.to()))).forEach(found::add);
        return found;
    }

    /// Symbols of libraries and locals would drown the rest.
    private static boolean ofTheRepository(@Nullable SymbolInfo info) {
        return info != null && info.path() != null && !info.kind().isLocal();
    }

    private static List<Edge> references(String path, Collection<Occurrence> occurrences) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Occurrence occurrence : occurrences) {
            if (!occurrence.has(Role.DEFINITION)) {
                counts.merge(occurrence.symbol(), 1, Integer::sum);
            }
        }
        List<Edge> found = new ArrayList<>();
        counts.forEach((symbol, count) -> found.add(new Edge(path, EdgeKind.REFERENCES, symbol, count)));
        return found;
    }

    private static Edge edge(Relation relation) {
        return new Edge(relation.from(), ImpactWalk.kindOf(relation.kind()), relation.to(), 1);
    }
}
