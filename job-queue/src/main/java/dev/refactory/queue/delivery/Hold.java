package dev.refactory.queue.delivery;

import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An attempt that runs here, and how long we may believe that it is ours: by our own monotonic
/// clock, counted from before we asked, so that we let go before the database does. Thread-safe.
final class Hold implements TaskContext {
    /// Why the attempt should stop; the first reason stays, except that a lost lease outweighs the others.
    enum Stop {
        CLOSING,
        CANCELLED,
        LOST
    }

    private final Claim claim;
    private final Ticker ticker;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private volatile long fenceAt;
    private volatile boolean told;
    private volatile double fraction;
    private @Nullable Thread thread;
    private boolean reporting;
    private double savedFraction;

    /// @param fenceAt the ticker's reading at which we let go
    Hold(Claim claim, Ticker ticker, long fenceAt) {
        this.claim = claim;
        this.ticker = ticker;
        this.fenceAt = fenceAt;
    }

    Claim claim() {
        return claim;
    }

    AttemptRef attempt() {
        return claim.attempt();
    }

    @Override
    public boolean cancelled() {
        boolean cancelled = stopped() != null;
        told |= cancelled;
        return cancelled;
    }

    @Override
    public void progress(double now) {
        if (now > fraction && now <= 1) {
            fraction = now;
        }
    }

    /// Whether the handler was told to stop, so that what it returns means nothing.
    boolean told() {
        return told;
    }

    /// Why the attempt should stop; null while it may go on.
    @Nullable
    Stop stopped() {
        if (ticker.nanos() - fenceAt >= 0) {
            stop(Stop.LOST);
        }
        return stop.get();
    }

    void renewed(long newFenceAt) {
        fenceAt = newFenceAt;
    }

    /// @return whether this is news
    boolean stop(Stop reason) {
        while (true) {
            Stop known = stop.get();
            if (known == reason || known == Stop.LOST) {
                return false;
            }
            if (known != null && reason != Stop.LOST) {
                return false;
            }
            if (stop.compareAndSet(known, reason)) {
                return true;
            }
        }
    }

    synchronized void runsOn(Thread worker) {
        thread = worker;
    }

    /// The handler has returned: from now on nothing interrupts its thread, which reports.
    synchronized void handled() {
        thread = null;
        reporting = true;
    }

    /// Whether the handler has returned. The report may have ended the attempt before its answer is here.
    synchronized boolean reporting() {
        return reporting;
    }

    /// Wakes the handler where it waits.
    synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /// The fraction to be saved, or a negative number when it has not grown by a hundredth. Called by one
    /// thread.
    double newFraction() {
        double now = fraction;
        if (now - savedFraction < 0.01 && !(now >= 1 && savedFraction < 1)) {
            return -1;
        }
        savedFraction = now;
        return now;
    }
}
