package dev.refactory.index.java;

import dev.refactory.index.java.ChildJavaAttributor.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A fixed number of child JVMs that start when they are first needed, and again when they have died.
/// Thread-safe.
final class Children implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Children.class);

    private final Config config;
    /// Used last, used first: what is warm stays so, and what is not needed ends.
    private final BlockingDeque<Slot> idle;
    private final List<Slot> slots = new ArrayList<>();
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean closed;

    /// A place for one child; whoever holds the slot may start, use and replace it.
    private static final class Slot {
        volatile @Nullable ChildProcess child;
    }

    /// Starts nothing yet.
    Children(Config config) {
        this.config = config;
        this.idle = new LinkedBlockingDeque<>(config.children());
        for (int i = 0; i < config.children(); i++) {
            Slot slot = new Slot();
            slots.add(slot);
            idle.add(slot);
        }
    }

    /// Uses a child that nobody else uses meanwhile; waits for one.
    ///
    /// @param use a child that lives, or has just ended because nobody used it
    /// @throws CancellationException when cancelled, or closed, before there was one
    <T> T with(BooleanSupplier cancelled, Function<ChildProcess, T> use) {
        Slot slot = take(cancelled);
        try {
            return use.apply(child(slot));
        } finally {
            idle.addFirst(slot);
        }
    }

    /// Starts a child where none is idle and one could be.
    void start() {
        Slot slot = idle.pollFirst();
        if (slot == null) {
            return;
        }
        try {
            if (!closed) {
                child(slot);
            }
        } finally {
            idle.addFirst(slot);
        }
    }

    private ChildProcess child(Slot slot) {
        ChildProcess child = slot.child;
        if (child == null || !child.alive()) {
            child = ChildProcess.start(config);
            slot.child = child;
            started.incrementAndGet();
            log.info("analyser started pid={} heapMib={}", child.pid(), config.heapMib());
        }
        return child;
    }

    private Slot take(BooleanSupplier cancelled) {
        try {
            while (true) {
                if (closed || cancelled.getAsBoolean()) {
                    throw new CancellationException("The attribution was cancelled before it began");
                }
                Slot slot = idle.poll(20, TimeUnit.MILLISECONDS);
                if (slot != null) {
                    return slot;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The attribution was interrupted before it began");
        }
    }

    /// How many live and are not in use at this moment.
    int ready() {
        return (int) idle.stream()
                .map(slot -> slot.child)
                .filter(child -> child != null && child.alive())
                .count();
    }

    /// How many were started so far.
    int started() {
        return started.get();
    }

    /// Process ids of those that live now.
    List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        for (Slot slot : slots) {
            ChildProcess child = slot.child;
            if (child != null && child.alive()) {
                pids.add(child.pid());
            }
        }
        return pids;
    }

    @Override
    public void close() {
        closed = true;
        for (Slot slot : slots) {
            ChildProcess child = slot.child;
            if (child != null) {
                child.stop();
            }
        }
    }
}
