package dev.refactory.accelerator.schedule;

import dev.refactory.accelerator.api.ServiceTier;
import java.util.List;

/// What a policy may know of an inference request; how long its answer will be is not among it.
///
/// @param id unique, and greater for calls that come later
/// @param arrivalPicos when it arrived
/// @param promptTokens at least 1
/// @param maxCompletionTokens at most so many are answered, at least 1
/// @param prefixBlocks what its prompt begins with, a number for each block of tokens, which stands for all of the
///     prompt up to there: equal ones have equal ones before them; may be empty
/// @param tier what it may wait for
/// @param tenant whose it is
/// @param job of the tenant that it belongs to
public record Call(
        int id,
        long arrivalPicos,
        int promptTokens,
        int maxCompletionTokens,
        List<Integer> prefixBlocks,
        ServiceTier tier,
        String tenant,
        String job) {
    public Call {
        prefixBlocks = List.copyOf(prefixBlocks);
    }

    /// One of no job in particular.
    public Call(
            int id,
            long arrivalPicos,
            int promptTokens,
            int maxCompletionTokens,
            List<Integer> prefixBlocks,
            ServiceTier tier,
            String tenant) {
        this(id, arrivalPicos, promptTokens, maxCompletionTokens, prefixBlocks, tier, tenant, "");
    }

    /// One of whose origin nothing is known.
    public Call(int id, long arrivalPicos, int promptTokens, int maxCompletionTokens, List<Integer> prefixBlocks) {
        this(id, arrivalPicos, promptTokens, maxCompletionTokens, prefixBlocks, ServiceTier.STANDARD, "");
    }

    /// One of whose prompt nothing is known either.
    public Call(int id, long arrivalPicos, int promptTokens, int maxCompletionTokens) {
        this(id, arrivalPicos, promptTokens, maxCompletionTokens, List.of());
    }

    /// Tokens of context it can come to occupy.
    public long maxContext() {
        return (long) promptTokens + maxCompletionTokens;
    }
}
