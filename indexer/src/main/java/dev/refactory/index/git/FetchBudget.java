package dev.refactory.index.git;

import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Stops a fetch that is cancelled, takes too long, or brings too much. JGit asks after every
/// object.
final class FetchBudget extends EmptyProgressMonitor {
    private static final int QUESTIONS_PER_LOOK_AT_THE_DISK = 1_024;

    private final BooleanSupplier cancelled;
    private final Ticker ticker;
    private final long deadline;
    private final Path objects;
    private final long mostBytes;
    private final AtomicLong bytesLeft;
    private int questions;

    /// @param objects the object directory that grows
    FetchBudget(BooleanSupplier cancelled, Ticker ticker, Path objects, GitConfig.Limits limits) {
        this(cancelled, ticker, objects, limits.packBytes(), limits.fetchTime());
    }

    /// @param bytes by which the object directory may grow
    FetchBudget(BooleanSupplier cancelled, Ticker ticker, Path objects, long bytes, Duration time) {
        this.cancelled = cancelled;
        this.ticker = ticker;
        this.deadline = ticker.nanos() + time.toNanos();
        this.objects = objects;
        this.bytesLeft = new AtomicLong(bytes);
        this.mostBytes = FileTrees.size(objects) + bytes;
    }

    AtomicLong bytesLeft() {
        return bytesLeft;
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean() || late() || tooLarge();
    }

    boolean late() {
        return ticker.nanos() - deadline > 0;
    }

    /// Looks at the network's counter, and now and then at what arrived on disk.
    boolean tooLarge() {
        if (bytesLeft.get() < 0) {
            return true;
        }
        if (questions++ % QUESTIONS_PER_LOOK_AT_THE_DISK == 0 && FileTrees.size(objects) > mostBytes) {
            bytesLeft.set(-1);
            return true;
        }
        return false;
    }

    /// The remote sent more than the limit.
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1;

        Exceeded() {
            super("more data than the limit allows");
        }
    }
}
