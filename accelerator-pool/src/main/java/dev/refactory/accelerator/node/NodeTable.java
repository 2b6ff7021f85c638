package dev.refactory.accelerator.node;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The views a client has of its nodes. Forgets nodes that discovery no longer names. Thread-safe.
final class NodeTable {
    private final Map<URI, NodeView> views = new HashMap<>();
    private final Set<URI> asking = new HashSet<>();

    /// Chooses among `present` without `excluded` and counts the request as in flight there.
    synchronized Optional<URI> choose(List<URI> present, Set<URI> excluded, String model, long now) {
        views.keySet().retainAll(new HashSet<>(present));
        present.forEach(uri -> views.putIfAbsent(uri, NodeView.unknown(uri)));
        List<NodeView> candidates = present.stream()
                .filter(uri -> !excluded.contains(uri))
                .map(this::view)
                .toList();
        Optional<URI> chosen = NodeView.choose(candidates, model, now).map(NodeView::uri);
        chosen.ifPresent(uri -> views.put(uri, view(uri).sent()));
        return chosen;
    }

    /// Applies `change` unless the node was forgotten meanwhile.
    synchronized void update(URI uri, UnaryOperator<NodeView> change) {
        views.computeIfPresent(uri, (key, view) -> change.apply(view));
    }

    /// Nodes whose status is older than `ageNanos` and is not being asked for; they count as asked from now on.
    synchronized List<URI> startAsking(List<URI> present, long ageNanos, long now) {
        List<URI> stale = present.stream()
                .filter(uri -> !asking.contains(uri))
                .filter(uri -> {
                    long known = view(uri).statusNanos();
                    return known == NodeView.NEVER || now - known > ageNanos;
                })
                .distinct()
                .toList();
        asking.addAll(stale);
        return stale;
    }

    /// When a node last told its status; [NodeView#NEVER] when it has not.
    synchronized long statusNanos(URI uri) {
        return view(uri).statusNanos();
    }

    synchronized boolean isQuarantined(URI uri, long now) {
        return view(uri).isQuarantined(now);
    }

    /// Those that something speaks against.
    synchronized List<URI> doubtful(long now) {
        return views.values().stream()
                .filter(view -> view.isDoubtful(now))
                .map(NodeView::uri)
                .toList();
    }

    synchronized void stopAsking(URI uri) {
        asking.remove(uri);
    }

    private NodeView view(URI uri) {
        return views.getOrDefault(uri, NodeView.unknown(uri));
    }
}
