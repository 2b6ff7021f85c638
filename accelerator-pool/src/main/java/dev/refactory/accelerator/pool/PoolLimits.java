package dev.refactory.accelerator.pool;

import java.time.Duration;

/// The limits of a pool.
///
/// @param maxBatch requests in one batch, at least 1
/// @param maxWaiting requests that wait; one more is refused with `accelerator_unavailable`
/// @param maxPendingBytes input bytes of all requests that wait or run; more is refused the same way
/// @param maxRuns how often a request is started when members fail under it, at least 1
/// @param linger how long an unfilled batch may wait for more requests, counted from the arrival of its oldest
///     one
/// @param ageing after this long the oldest request takes the first place of the next batch, whatever its tier
/// @param executionLimit what a batch may take; what is unfinished then fails with `deadline_exceeded`
public record PoolLimits(
        int maxBatch,
        int maxWaiting,
        long maxPendingBytes,
        int maxRuns,
        Duration linger,
        Duration ageing,
        Duration executionLimit) {
    public static final PoolLimits DEFAULT =
            new PoolLimits(32, 4096, 256L << 20, 3, Duration.ofMillis(2), Duration.ofSeconds(5), Duration.ofMinutes(2));

    public PoolLimits {
        if (maxBatch < 1 || maxWaiting < 1 || maxPendingBytes < 1 || maxRuns < 1) {
            throw new IllegalArgumentException("Pool limits must be at least 1: " + maxBatch + ", " + maxWaiting + ", "
                    + maxPendingBytes + ", " + maxRuns);
        }
        if (linger.isNegative() || !ageing.isPositive() || !executionLimit.isPositive()) {
            throw new IllegalArgumentException(
                    "Pool times must be positive: " + linger + ", " + ageing + ", " + executionLimit);
        }
    }
}
