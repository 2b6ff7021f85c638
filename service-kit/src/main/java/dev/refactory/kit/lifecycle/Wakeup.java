package dev.refactory.kit.lifecycle;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells a waiting thread that there is something to do. Rings that come while nobody waits are remembered as one.
/// Thread-safe.
public final class Wakeup {
    private final Semaphore rung = new Semaphore(0);

    /// Never blocks.
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /// Waits until it rings, at most `limit`, and forgets the ring.
    /// @return whether it rang
    public boolean await(Duration limit) throws InterruptedException {
        boolean heard = rung.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (heard) {
            rung.drainPermits();
        }
        return heard;
    }
}
