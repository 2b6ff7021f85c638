package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.ServiceTier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which requests run together: the oldest one that has waited too long takes the first place; then tier by
/// tier; within a tier the tenant, and within the tenant the group, that was served longest ago; within a group
/// in order of arrival. Takes what waits until places or context tokens run out; a request that does not fit is
/// passed over together with what its group sent after it. Pure.
final class BatchFormer {
    private BatchFormer() {}

    /// @param maxRequests places, at least 1
    /// @param contextTokens tokens that fit on the device
    record Room(int maxRequests, long contextTokens) {}

    /// A batch of requests of one model; never empty.
    record Batch(List<WaitingRequest> requests) {
        Batch {
            requests = List.copyOf(requests);
            if (requests.isEmpty()) {
                throw new IllegalArgumentException("a batch of nothing");
            }
        }

        WaitingRequest first() {
            return requests.getFirst();
        }

        /// The jobs in it.
        int groups() {
            return (int) requests.stream().map(Turns.Group::of).distinct().count();
        }
    }

    /// @param waiting requests of one model
    /// @return empty when nothing waits that fits on the device
    static Optional<Batch> form(List<WaitingRequest> waiting, Room room, Turns turns, Duration ageing, long now) {
        Filling filling = new Filling(room, turns);
        List<WaitingRequest> others = new ArrayList<>(waiting);
        Optional<WaitingRequest> overdue = overdue(waiting, room, ageing, now);
        if (overdue.isPresent()) {
            filling.take(overdue.get());
            others.remove(overdue.get());
        }
        others.sort(Comparator.comparingLong(WaitingRequest::sequence));
        Map<ServiceTier, Map<Turns.Group, Deque<WaitingRequest>>> tiers = new EnumMap<>(ServiceTier.class);
        for (WaitingRequest request : others) {
            tiers.computeIfAbsent(request.tier(), t -> new HashMap<>())
                    .computeIfAbsent(Turns.Group.of(request), g -> new ArrayDeque<>())
                    .add(request);
        }
        tiers.values().forEach(filling::takeFrom);
        return filling.chosen.isEmpty() ? Optional.empty() : Optional.of(new Batch(filling.chosen));
    }

    private static Optional<WaitingRequest> overdue(
            List<WaitingRequest> waiting, Room room, Duration ageing, long now) {
        return waiting.stream()
                .filter(r -> now - r.arrivedNanos() >= ageing.toNanos() && r.contextTokens() <= room.contextTokens())
                .min(Comparator.comparingLong(WaitingRequest::sequence));
    }

    /// A batch being filled; lives for one call.
    private static final class Filling {
        private final Room room;
        private final List<WaitingRequest> chosen = new ArrayList<>();
        private final Set<Turns.Group> passedOver = new HashSet<>();
        private final Turns turns;
        private long tokens;

        Filling(Room room, Turns turns) {
            this.room = room;
            this.turns = turns.copy();
        }

        /// @param lanes per group what waits in order of arrival; never empty at first
        void takeFrom(Map<Turns.Group, Deque<WaitingRequest>> lanes) {
            while (chosen.size() < room.maxRequests()) {
                Optional<Deque<WaitingRequest>> next = lanes.values().stream()
                        .filter(lane -> !lane.isEmpty() && !passedOver.contains(Turns.Group.of(lane.getFirst())))
                        .min(Comparator.comparing(Deque::getFirst, byTurn()));
                if (next.isEmpty()) {
                    return;
                }
                WaitingRequest head = next.get().getFirst();
                if (tokens + head.contextTokens() > room.contextTokens()) {
                    passedOver.add(Turns.Group.of(head));
                } else {
                    take(next.get().removeFirst());
                }
            }
        }

        private Comparator<WaitingRequest> byTurn() {
            return Comparator.<WaitingRequest>comparingLong(request -> turns.lastOf(request.tenant()))
                    .thenComparingLong(request -> turns.lastOf(Turns.Group.of(request)))
                    .thenComparingLong(WaitingRequest::sequence);
        }

        void take(WaitingRequest request) {
            chosen.add(request);
            tokens += request.contextTokens();
            turns.serve(request);
        }
    }
}
