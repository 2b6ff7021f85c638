package dev.refactory.testkit;

import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/// Seeded randomness: every run can be repeated from the number it prints.
///
/// `-Dseed=N` runs that one seed only; `-Dseeds=N` sets how many seeds a loop takes.
public final class Seeds {
    private Seeds() {}

    /// A generator whose numbers depend on `seed` alone.
    public static RandomGenerator random(long seed) {
        return new SplittableRandom(seed);
    }

    /// Runs `trial` with the seeds 1 to `count` (or as the system properties say); a failure names its seed.
    /// @return how many seeds ran
    public static int forEach(int count, LongConsumer trial) {
        Long only = Long.getLong("seed");
        if (only != null) {
            attempt(only, trial);
            return 1;
        }
        int seeds = Integer.getInteger("seeds", count);
        for (long seed = 1; seed <= seeds; seed++) {
            attempt(seed, trial);
        }
        return seeds;
    }

    private static void attempt(long seed, LongConsumer trial) {
        try {
            trial.accept(seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "Failed with seed " + seed + " (repeat with -Dseed=" + seed + "): " + e.getMessage(), e);
        }
    }
}
