package dev.refactory.index.java;

import dev.refactory.kit.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// What a child has used of its time since it was asked: processor time, where the system tells, so that a machine
/// that is busy with other things makes a child late and not guilty.
final class Stopwatch {
    /// A child that uses no processor time is waited for so many times longer.
    private static final int PATIENCE = 10;

    private final Ticker ticker;
    private final Supplier<Optional<Duration>> processorTime;
    private final long begun;
    private final Optional<Duration> used;

    /// @param processorTime of the child since it was started; empty where unknown
    Stopwatch(Ticker ticker, Supplier<Optional<Duration>> processorTime) {
        this.ticker = ticker;
        this.processorTime = processorTime;
        this.begun = ticker.nanos();
        this.used = processorTime.get();
    }

    /// Nanoseconds that count.
    long spent() {
        long wall = ticker.nanos() - begun;
        Optional<Duration> now = processorTime.get();
        if (used.isEmpty() || now.isEmpty()) {
            return wall;
        }
        return Math.max(now.get().minus(used.get()).toNanos(), wall / PATIENCE);
    }

    /// Started longer ago than that, by the clock.
    boolean begunBefore(Duration age) {
        return ticker.nanos() - begun > age.toNanos();
    }

    /// More than `limit` was spent. Asks the system only when that is possible.
    boolean over(Duration limit) {
        return ticker.nanos() - begun >= limit.toNanos() && spent() >= limit.toNanos();
    }
}
