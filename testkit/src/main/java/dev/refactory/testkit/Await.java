package dev.refactory.testkit;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what other threads do and nobody signals.
public final class Await {
    private static final long PAUSE_NANOS = 2_000_000;
    /// Twenty seconds, or more on a busy machine.
    private static final int LOOKS = 10_000;

    private Await() {}

    /// Comes back as soon as a condition holds.
    ///
    /// @param what of the failure's sentence
    /// @throws AssertionError when it does not hold within about 20 s
    public static void until(String what, BooleanSupplier condition) {
        for (int look = 0; !condition.getAsBoolean(); look++) {
            if (look == LOOKS) {
                throw new AssertionError("Not within 20 s: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
