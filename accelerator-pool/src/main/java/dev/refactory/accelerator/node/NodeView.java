package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import java.net.URI;
import java.time.Duration;
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
/// @param silent it could not be reached when it was last asked for anything
/// @param failures requests in a row that it did not answer as it should
/// @param quarantineNanos until when it is used last although it can be reached
record NodeView(
        URI uri,
        long statusNanos,
        Set<String> models,
        int load,
        int inFlight,
        boolean silent,
        int failures,
        long quarantineNanos) {
    static final long NEVER = Long.MIN_VALUE;

    /// A node that failed fewer times in a row is trusted again as soon as it tells its status.
    static final int SEVERAL = 3;

    /// More failures make it no longer.
    private static final int DOUBLINGS = 6;

    NodeView {
        models = Set.copyOf(models);
    }

    static NodeView unknown(URI uri) {
        return new NodeView(uri, NEVER, Set.of(), 0, 0, false, 0, NEVER);
    }

    /// @param members the node's own answer
    NodeView told(List<AcceleratorStatus> members, long now) {
        Set<String> served = new HashSet<>();
        int load = 0;
        for (AcceleratorStatus member : members) {
            if (member.state().equals("active")) {
                served.addAll(member.models());
            }
            load += member.running() + member.waiting();
        }
        return new NodeView(uri, now, served, load, inFlight, false, failures, quarantineNanos);
    }

    NodeView sent() {
        return new NodeView(uri, statusNanos, models, load, inFlight + 1, silent, failures, quarantineNanos);
    }

    NodeView returned() {
        return new NodeView(uri, statusNanos, models, load, inFlight - 1, silent, failures, quarantineNanos);
    }

    /// It answered a request as it should.
    NodeView answered() {
        return new NodeView(uri, statusNanos, models, load, inFlight, false, 0, NEVER);
    }

    /// It did not tell its status.
    NodeView unreachable() {
        return new NodeView(uri, statusNanos, models, load, inFlight, true, failures, quarantineNanos);
    }

    /// It did not answer a request, or not as it should.
    NodeView failed(long now, Duration quarantine) {
        int more = failures + 1;
        int doublings = Math.min(DOUBLINGS, more - SEVERAL);
        long until = more < SEVERAL ? NEVER : now + (quarantine.toNanos() << doublings);
        return new NodeView(uri, statusNanos, models, load, inFlight, true, more, until);
    }

    boolean isQuarantined(long now) {
        return quarantineNanos != NEVER && now < quarantineNanos;
    }

    /// Whether anything speaks against it.
    boolean isDoubtful(long now) {
        return silent || isQuarantined(now);
    }

    private boolean servesOrUnknown(String model) {
        return models.isEmpty() || models.contains(model);
    }

    /// The least loaded of those that nothing speaks against and that serve the model; only when there is none, the
    /// others: what is believed of them may be old.
    static Optional<NodeView> choose(List<NodeView> nodes, String model, long now) {
        return nodes.stream()
                .min(Comparator.<NodeView, Boolean>comparing(node -> node.isDoubtful(now))
                        .thenComparing(node -> !node.servesOrUnknown(model))
                        .thenComparingInt(node -> node.load() + node.inFlight())
                        .thenComparingInt(NodeView::inFlight)
                        .thenComparing(NodeView::uri));
    }
}
