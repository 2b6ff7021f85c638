package dev.refactory.accelerator.node;

import io.micrometer.core.instrument.MeterRegistry;

/// What a client of nodes counts; the README lists it. Thread-safe.
final class NodeMeters {
    static final String LOST = "refactory.accelerator.node.lost";
    static final String HEDGED = "refactory.accelerator.hedged";

    private final MeterRegistry registry;

    NodeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// A request has to go elsewhere.
    void lost(Loss why) {
        registry.counter(LOST, "why", why.tag).increment();
    }

    /// A second node was asked.
    void hedged() {
        registry.counter(HEDGED).increment();
    }

    /// What became of a request at a node.
    enum Loss {
        FROZEN("frozen"),
        UNREACHABLE("unreachable"),
        NONSENSE("nonsense");

        private final String tag;

        Loss(String tag) {
            this.tag = tag;
        }
    }
}
