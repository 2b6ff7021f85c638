package dev.refactory.accelerator.pool;

import java.time.Duration;

/// The limits of a pool.
///
/// @param maxBatch requests on one device at once, at least 1
/// @param maxWaiting requests that wait; one more is refused with `accelerator_unavailable`
/// @param maxPendingBytes input bytes of all requests that wait or run; more is refused the same way
/// @param maxRuns how often a request is started when members fail under it, at least 1
/// @param ageing after this long on its device's clock a request is next, whatever its tier
/// @param executionLimit what computing a request may take; what is unfinished then fails with `deadline_exceeded`
public record PoolLimits(
        int maxBatch, int maxWaiting, long maxPendingBytes, int maxRuns, Duration ageing, Duration executionLimit) {
    public static final PoolLimits DEFAULT =
            new PoolLimits(32, 4096, 256L << 20, 3, Duration.ofSeconds(5), Duration.ofMinutes(2));

    public PoolLimits {
        if (maxBatch < 1 || maxWaiting < 1 || maxPendingBytes < 1 || maxRuns < 1) {
            throw new IllegalArgumentException("Pool limits must be at least 1: " + maxBatch + ", " + maxWaiting + ", "
                    + maxPendingBytes + ", " + maxRuns);
        }
        if (!ageing.isPositive() || !executionLimit.isPositive()) {
            throw new IllegalArgumentException("Pool times must be positive: " + ageing + ", " + executionLimit);
        }
    }
}
