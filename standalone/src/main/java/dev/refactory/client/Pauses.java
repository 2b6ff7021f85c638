package dev.refactory.client;

import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Time as the client commands feel it.
///
/// @param random for jitter
public record Pauses(Ticker ticker, InstantSource clock, Sleeper sleeper, RandomGenerator random) {
    static final Duration SHORTEST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(3);

    public static Pauses system() {
        return new Pauses(
                SystemTime.ticker(),
                SystemTime.wallClock(),
                duration -> Thread.sleep(duration),
                RandomGenerator.of("L64X128MixRandom"));
    }

    /// The pause before try number `attempt` (from 0): doubles from 100 ms to 3 s, then a random 50
    /// to 100 % of it, so that many clients do not come back at once.
    public Duration backoff(int attempt) {
        long full = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << Math.min(attempt, 10));
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }

    /// Waits; tests return at once.
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }
}
