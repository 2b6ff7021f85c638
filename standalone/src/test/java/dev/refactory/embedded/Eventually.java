package dev.refactory.embedded;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for what another process does and nobody signals, up to a deadline.
public final class Eventually {
    private Eventually() {}

    /// The first answer that is neither null nor an exception; the last failure after the deadline.
    public static <T> T within(Duration limit, Callable<T> question) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                T answer = question.call();
                if (answer != null) {
                    return answer;
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("No answer within " + limit);
                }
            } catch (Exception e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            LockSupport.parkNanos(2_000_000);
        }
    }
}
