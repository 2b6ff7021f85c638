package dev.refactory.kit.lifecycle;

import java.time.Duration;

/// How long a service rests between rounds: `shortest` after a round that found work, then twice as long each time, up
/// to `longest`.
public record Pace(Duration shortest, Duration longest) {
    public Pace {
        if (shortest.isNegative() || shortest.isZero() || longest.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("A pace goes from above 0 upwards: " + shortest + " to " + longest);
        }
    }

    /// Always the same rest.
    public static Pace every(Duration rest) {
        return new Pace(rest, rest);
    }

    /// The rest after `idleRounds` rounds in a row without work, from 0.
    Duration rest(int idleRounds) {
        int doublings = Math.min(idleRounds, 30);
        long nanos = shortest.toNanos();
        for (int i = 0; i < doublings && nanos < longest.toNanos(); i++) {
            nanos *= 2;
        }
        return Duration.ofNanos(Math.min(nanos, longest.toNanos()));
    }
}
