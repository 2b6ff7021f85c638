package dev.refactory.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that moves only when told to. Thread-safe.
public final class VirtualClock implements InstantSource {
    /// Where every virtual clock starts unless told otherwise: a fixed moment, so that runs are equal.
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Instant origin;
    private Instant now;

    public VirtualClock() {
        this(START);
    }

    public VirtualClock(Instant start) {
        this.origin = start;
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /// The time since the start in nanoseconds: a monotonic clock that agrees with this one.
    public synchronized long nanos() {
        return Duration.between(origin, now).toNanos();
    }

    /// Moves the clock on; `step` must not be negative.
    public synchronized void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("A clock does not go back: " + step);
        }
        now = now.plus(step);
    }

    /// Moves the clock to `moment` unless it is already later.
    public synchronized void advanceTo(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }
}
