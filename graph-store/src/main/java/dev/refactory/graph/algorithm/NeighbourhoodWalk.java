package dev.refactory.graph.algorithm;

import dev.refactory.graph.algorithm.Neighbourhood.Direction;
import dev.refactory.graph.algorithm.Neighbourhood.Edge;
import dev.refactory.graph.algorithm.Neighbourhood.EdgeKind;
import dev.refactory.graph.algorithm.Neighbourhood.Node;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Walks outwards from a symbol, level by level. One thread, one walk.
public final class NeighbourhoodWalk {
    private static final Comparator<Edge> BY_ENDS =
            Comparator.comparing(Edge::from).thenComparing(Edge::kind).thenComparing(Edge::to);

    private static final int EDGES_PER_NODE = 8;

    private final GraphView graph;
    private final int maxNodes;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private boolean truncated;

    private NeighbourhoodWalk(GraphView graph, int maxNodes) {
        this.graph = graph;
        this.maxNodes = maxNodes;
    }

    /// Empty when the snapshot does not know the symbol.
    ///
    /// @param depth levels to walk, at least 1
    /// @param maxNodes nodes in the answer, at least 1, nearest first; edges are at most
    ///     eight times as many
    public static Optional<Neighbourhood> of(
            GraphView graph, String symbol, int depth, Direction direction, int maxNodes) {
        return graph.symbol(symbol).map(info -> {
            NeighbourhoodWalk walk = new NeighbourhoodWalk(graph, maxNodes);
            walk.nodes.put(symbol, new Node(symbol, info, false, 0));
            if (direction != Direction.OUT) {
                walk.walk(symbol, depth, Direction.IN);
            }
            if (direction != Direction.IN) {
                walk.walk(symbol, depth, Direction.OUT);
            }
            List<Node> found = new ArrayList<>(walk.nodes.values());
            found.sort(Comparator.comparingInt(Node::distance).thenComparing(Node::id));
            return new Neighbourhood(found, List.copyOf(walk.edges), walk.truncated);
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
            admit(reachedSymbols, reachedFiles, level);
            found.forEach(this::admit);
            seen.addAll(reachedSymbols);
            seen.addAll(reachedFiles);
            symbols = reachedSymbols;
            files = reachedFiles;
        }
    }

    /// Makes nodes of what was reached; what there is no room for is taken out of the sets.
    private void admit(Set<String> symbols, Set<String> files, int level) {
        Map<String, SymbolInfo> known = graph.symbols(symbols);
        Set<String> all = new TreeSet<>(symbols);
        all.addAll(files);
        for (String id : all) {
            if (nodes.containsKey(id)) {
                continue;
            }
            if (nodes.size() >= maxNodes) {
                truncated = true;
                symbols.remove(id);
                files.remove(id);
            } else {
                nodes.put(id, new Node(id, known.get(id), files.contains(id), level));
            }
        }
    }

    private void admit(Edge edge) {
        if (!nodes.containsKey(edge.from()) || !nodes.containsKey(edge.to())) {
            return;
        }
        if (edges.size() < maxNodes * EDGES_PER_NODE) {
            edges.add(edge);
        } else {
            truncated |= !edges.contains(edge);
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
        for (SymbolInfo info : graph.symbols(symbols).values()) {
            graph.membersOf(info.symbol())
                    .forEach(member -> found.add(new Edge(info.symbol(), EdgeKind.CONTAINS, member.symbol(), 1)));
            if (info.path() != null) {
                found.add(new Edge(info.symbol(), EdgeKind.DECLARED_IN, info.path(), 1));
            }
        }
        for (String path : files) {
            List<Edge> named = references(path, graph.occurrencesIn(path));
            Map<String, SymbolInfo> known =
                    graph.symbols(named.stream().map(Edge::to).toList());
            named.stream().filter(edge -> ofTheRepository(known.get(edge.to()))).forEach(found::add);
        }
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
        EdgeKind kind = switch (relation.kind()) {
            case EXTENDS -> EdgeKind.EXTENDS;
            case IMPLEMENTS -> EdgeKind.IMPLEMENTS;
            case OVERRIDES -> EdgeKind.OVERRIDES;
        };
        return new Edge(relation.from(), kind, relation.to(), 1);
    }
}
