package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import java.net.URI;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a client believes of a node when it chooses; hints, possibly stale. Immutable.
///
/// @param statusNanos when the status below was read, on the client's ticker; `Long.MIN_VALUE` for never
/// @param models empty for unknown
/// @param load requests running and waiting there
/// @param inFlight requests of this client that it has not answered
/// @param downUntilNanos unreachable before, and trusted again from here on
record NodeView(URI uri, long statusNanos, Set<String> models, int load, int inFlight, long downUntilNanos) {
    static final long NEVER = Long.MIN_VALUE;

    NodeView {
        models = Set.copyOf(models);
    }

    static NodeView unknown(URI uri) {
        return new NodeView(uri, NEVER, Set.of(), 0, 0, NEVER);
    }

    /// @param members the node's own answer; their queue is shared, so the longest count is the queue
    NodeView told(List<AcceleratorStatus> members, long now) {
        Set<String> served = new HashSet<>();
        int running = 0;
        int waiting = 0;
        for (AcceleratorStatus member : members) {
            if (member.state().equals("active")) {
                served.addAll(member.models());
            }
            running += member.running();
            waiting = Math.max(waiting, member.waiting());
        }
        return new NodeView(uri, now, served, running + waiting, inFlight, NEVER);
    }

    NodeView sent() {
        return new NodeView(uri, statusNanos, models, load, inFlight + 1, downUntilNanos);
    }

    NodeView returned() {
        return new NodeView(uri, statusNanos, models, load, inFlight - 1, downUntilNanos);
    }

    NodeView down(long untilNanos) {
        return new NodeView(uri, statusNanos, models, load, inFlight, untilNanos);
    }

    boolean isDown(long now) {
        return downUntilNanos != NEVER && now < downUntilNanos;
    }

    private boolean servesOrUnknown(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /// The least loaded of those that are up and serve the model; only when there is none, the others: what is
    /// believed of them may be old.
    static Optional<NodeView> choose(List<NodeView> nodes, String model, long now) {
        return nodes.stream()
                .min(Comparator.<NodeView, Boolean>comparing(node -> node.isDown(now))
                        .thenComparing(node -> !node.servesOrUnknown(model))
                        .thenComparingInt(node -> node.load() + node.inFlight())
                        .thenComparingInt(NodeView::inFlight)
                        .thenComparing(NodeView::uri));
    }
}
