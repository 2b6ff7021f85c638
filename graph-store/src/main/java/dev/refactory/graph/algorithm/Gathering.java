package dev.refactory.graph.algorithm;

import dev.refactory.graph.algorithm.Neighbourhood.Edge;
import dev.refactory.graph.algorithm.Neighbourhood.Node;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The nodes and edges that a walk has found so far, within limits.
final class Gathering {
    static final int EDGES_PER_NODE = 8;

    private final GraphView graph;
    private final Node start;
    private final int maxNodes;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private boolean truncated;

    Gathering(GraphView graph, Node start, int maxNodes) {
        this.graph = graph;
        this.start = start;
        this.maxNodes = maxNodes;
        nodes.put(start.id(), start);
    }

    static Node start(SymbolInfo symbol) {
        return new Node(symbol.symbol(), symbol, false, 0);
    }

    static Node start(FileInfo file) {
        return new Node(file.path(), null, true, 0);
    }

    /// Makes nodes of what was reached; what there is no room for is taken out of the sets.
    void nodes(Set<String> symbols, Set<String> files, int distance) {
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
                nodes.put(id, new Node(id, known.get(id), files.contains(id), distance));
            }
        }
    }

    /// Keeps an edge whose ends are both here.
    void edge(Edge edge) {
        if (!nodes.containsKey(edge.from()) || !nodes.containsKey(edge.to())) {
            return;
        }
        if (edges.size() < maxNodes * EDGES_PER_NODE) {
            edges.add(edge);
        } else {
            truncated |= !edges.contains(edge);
        }
    }

    void edges(Collection<Edge> some) {
        some.forEach(this::edge);
    }

    boolean full() {
        return nodes.size() >= maxNodes;
    }

    void truncate() {
        truncated = true;
    }

    Neighbourhood all() {
        List<Node> found = new ArrayList<>(nodes.values());
        found.sort(Comparator.comparing((Node node) -> !node.equals(start))
                .thenComparingInt(Node::distance)
                .thenComparing(Node::id));
        return new Neighbourhood(found, List.copyOf(edges), truncated);
    }
}
