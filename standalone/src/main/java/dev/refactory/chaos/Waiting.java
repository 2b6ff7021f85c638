package dev.refactory.chaos;

import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Waits for what another process does and nobody signals.
final class Waiting {
    private static final long PAUSE_NANOS = 2_000_000;
    private static final Ticker TICKER = SystemTime.ticker();

    private Waiting() {}

    /// The first answer that is neither null nor an exception.
    ///
    /// @param what is waited for; completes "… within 10 s: …"
    /// @throws Disturbed when there is none in time, with the last failure as its cause
    static <T> T until(String what, Duration limit, Callable<@Nullable T> question) throws InterruptedException {
        long start = TICKER.nanos();
        Exception last = null;
        while (TICKER.nanos() - start < limit.toNanos()) {
            try {
                T answer = question.call();
                if (answer != null) {
                    return answer;
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException(what);
            }
        }
        String failure = last == null ? "" : ": " + last.getMessage();
        throw new Disturbed(what + " did not come about within " + limit.toMillis() + " ms" + failure, last);
    }

    /// Lets a fault last.
    static void pass(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
