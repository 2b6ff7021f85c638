package dev.refactory.accelerator.schedule;

import java.util.List;

/// A router that sees what groups have to do as it was when they last told. What they keep it asks them.
/// Deterministic; not thread-safe.
final class Told implements Router {
    private final Router router;
    private final long periodPicos;
    private final boolean countsOwn;
    private List<Seen> seen = List.of();
    private long nextPicos;

    /// @param countsOwn whether it adds what it has sent to a group since
    Told(Router router, long periodPicos, boolean countsOwn) {
        this.router = router;
        this.periodPicos = periodPicos;
        this.countsOwn = countsOwn;
    }

    private static final class Seen implements GroupView {
        final GroupView group;
        int calls;
        long pendingTokens;

        Seen(GroupView group) {
            this.group = group;
            this.calls = group.calls();
            this.pendingTokens = group.pendingTokens();
        }

        @Override
        public int calls() {
            return calls;
        }

        @Override
        public long pendingTokens() {
            return pendingTokens;
        }

        @Override
        public Kept kept(Call call) {
            return group.kept(call);
        }

        @Override
        public double slowness() {
            return group.slowness();
        }
    }

    @Override
    public String name() {
        return router.name() + ", told every " + periodPicos / 1_000_000_000 + " ms"
                + (countsOwn ? ", counting what it sends" : "");
    }

    @Override
    public int route(Call call, List<? extends GroupView> groups) {
        if (call.arrivalPicos() >= nextPicos || seen.size() != groups.size()) {
            seen = groups.stream().map(Seen::new).toList();
            nextPicos = call.arrivalPicos() + periodPicos;
        }
        int chosen = router.route(call, seen);
        if (countsOwn) {
            Seen group = seen.get(chosen);
            group.calls++;
            group.pendingTokens += call.promptTokens() - group.kept(call).tokens();
        }
        return chosen;
    }
}
