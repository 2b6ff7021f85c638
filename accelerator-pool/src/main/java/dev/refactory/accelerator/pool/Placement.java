package dev.refactory.accelerator.pool;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// Which member a request goes to: the one with the fewest tokens pending, then the one that has served the
/// fewest, then by name. Never by number of requests: a request may be a thousand times another. Pure.
final class Placement {
    private Placement() {}

    /// What the decision sees of a member.
    ///
    /// @param accepting neither failed nor draining
    /// @param pendingTokens context tokens of the batch it runs; 0 exactly when it is idle
    /// @param freeStreams streams its pipeline takes at no cost
    record MemberLoad(
            String name,
            boolean accepting,
            Set<String> models,
            long contextCapacity,
            int freeStreams,
            long pendingTokens,
            long servedTokens) {
        boolean idle() {
            return pendingTokens == 0;
        }

        boolean canTake(WaitingRequest request) {
            return accepting && models.contains(request.model()) && request.contextTokens() <= contextCapacity;
        }
    }

    /// @return empty when no accepting member serves the model with enough room, even when idle
    static Optional<MemberLoad> choose(WaitingRequest request, Collection<MemberLoad> members) {
        return members.stream()
                .filter(member -> member.canTake(request))
                .min(Comparator.comparingLong(MemberLoad::pendingTokens)
                        .thenComparingLong(MemberLoad::servedTokens)
                        .thenComparing(MemberLoad::name));
    }
}
