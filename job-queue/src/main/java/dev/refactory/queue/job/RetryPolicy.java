package dev.refactory.queue.job;

import java.time.Duration;

/// When a failed attempt is tried again: exponential backoff with full jitter, capped.
///
/// @param maxAttempts 1 to 5; the last failure kills the task
/// @param base the longest wait after the first failure; it doubles with each
/// @param cap the longest wait ever
public record RetryPolicy(int maxAttempts, Duration base, Duration cap) {
    /// Five attempts, waiting up to 1, 2, 4, 8 seconds between them.
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30));

    /// The longest wait for something of ours that is away.
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > 5) {
            throw new IllegalArgumentException("1 to 5 attempts, not " + maxAttempts);
        }
        if (base.isNegative() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("The cap is at least the base, and neither is negative");
        }
    }

    /// The wait before the next attempt while something of ours is away. It does not grow: how many of these there are
    /// is limited by the job's deadline alone.
    ///
    /// @param jitter in [0, 1): the share of the longest wait that is taken
    public Duration duringOutage(double jitter) {
        return Duration.ofNanos((long) (OUTAGE.toNanos() * jitter));
    }

    /// The wait before the next attempt.
    ///
    /// @param failures so far, at least 1
    /// @param jitter in [0, 1): the share of the longest wait that is taken
    public Duration backoff(int failures, double jitter) {
        long longest = cap.toNanos();
        if (failures - 1 < Long.numberOfLeadingZeros(Math.max(1, base.toNanos())) - 1) {
            longest = Math.min(longest, base.toNanos() << (failures - 1));
        }
        return Duration.ofNanos((long) (longest * jitter));
    }
}
