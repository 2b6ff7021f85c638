package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.pool.BatchFormer.Batch;
import dev.refactory.accelerator.pool.BatchFormer.Room;
import dev.refactory.accelerator.pool.Placement.MemberLoad;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What to do next: form a batch for an idle member, wait a moment for it to fill, or nothing. Pure.
///
/// An idle member takes what waits at once, unless all of this holds: the batch would not use the streams that
/// are free on its device, another member that serves the model is running (so more is likely to come), nobody
/// in it is interactive, and its oldest request arrived less than the linger time ago. A lone request is never
/// held back.
record Scheduler(Collection<MemberLoad> members, Turns turns, PoolLimits limits, long now) {
    sealed interface Decision {
        /// Run `batch` on `member`, then ask again.
        record Run(String member, Batch batch) implements Decision {}

        /// Ask again at `untilNanos`, or when something changes.
        record Linger(long untilNanos) implements Decision {}

        /// Ask again when something changes.
        record Idle() implements Decision {}
    }

    Decision decide(List<WaitingRequest> waiting) {
        Map<String, List<WaitingRequest>> byModel = new TreeMap<>();
        for (WaitingRequest request : waiting) {
            if (members.stream().anyMatch(m -> m.idle() && m.canTake(request))) {
                byModel.computeIfAbsent(request.model(), m -> new ArrayList<>()).add(request);
            }
        }
        Decision best = new Decision.Idle();
        for (List<WaitingRequest> candidates : byModel.values()) {
            best = better(best, decideForModel(candidates));
        }
        return best;
    }

    /// @param candidates requests of one model that some idle member could take; not empty
    private Decision decideForModel(List<WaitingRequest> candidates) {
        MemberLoad member = form(candidates, new Room(1, Long.MAX_VALUE))
                .flatMap(leading -> Placement.choose(leading.first(), members))
                .orElseThrow();
        Batch batch = form(candidates, new Room(limits.maxBatch(), member.contextCapacity()))
                .orElseThrow();
        long oldest = batch.requests().stream()
                .mapToLong(WaitingRequest::arrivedNanos)
                .min()
                .orElseThrow();
        long until = oldest + limits.linger().toNanos();
        boolean unfilled = batch.requests().size() == candidates.size()
                && batch.requests().size() < Math.min(limits.maxBatch(), member.freeStreams());
        boolean moreIsLikely = members.stream()
                .anyMatch(m -> !m.idle() && m.models().contains(batch.first().model()));
        boolean patient = batch.requests().stream().noneMatch(r -> r.tier() == ServiceTier.INTERACTIVE);
        return unfilled && moreIsLikely && patient && now < until
                ? new Decision.Linger(until)
                : new Decision.Run(member.name(), batch);
    }

    private Optional<Batch> form(List<WaitingRequest> candidates, Room room) {
        return BatchFormer.form(candidates, room, turns, limits.ageing(), now);
    }

    /// A batch before a pause, and the shorter of two pauses.
    private Decision better(Decision one, Decision other) {
        return switch (one) {
            case Decision.Idle _ -> other;
            case Decision.Linger(long until) ->
                switch (other) {
                    case Decision.Idle _ -> one;
                    case Decision.Linger(long otherUntil) -> otherUntil < until ? other : one;
                    case Decision.Run _ -> other;
                };
            case Decision.Run(String _, Batch batch) ->
                other instanceof Decision.Run(String _, Batch otherBatch) && leads(otherBatch, batch) ? other : one;
        };
    }

    /// Between models: the one that waited too long and was not served last, then the better tier, then the
    /// older.
    private boolean leads(Batch one, Batch other) {
        WaitingRequest first = one.first();
        WaitingRequest otherFirst = other.first();
        boolean longerAgo = turns.lastOfModel(first.model()) < turns.lastOfModel(otherFirst.model());
        if (overdue(longerAgo ? first : otherFirst)) {
            return longerAgo;
        }
        int tiers = first.tier().compareTo(otherFirst.tier());
        return tiers < 0 || (tiers == 0 && first.sequence() < otherFirst.sequence());
    }

    private boolean overdue(WaitingRequest request) {
        return now - request.arrivedNanos() >= limits.ageing().toNanos();
    }
}
