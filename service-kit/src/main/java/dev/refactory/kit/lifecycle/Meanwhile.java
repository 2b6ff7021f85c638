package dev.refactory.kit.lifecycle;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Something that is worked out on a thread of its own while the caller does something else. Used by
/// one thread.
public final class Meanwhile<T> implements AutoCloseable {
    private final ExecutorService thread;
    private final Future<T> result;
    private volatile boolean closed;

    /// @param name of the thread
    /// @param work is given a way to ask whether nobody wants the result any more
    public Meanwhile(String name, BooleanSupplier cancelled, Function<BooleanSupplier, T> work) {
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        this.result = thread.submit(() -> work.apply(() -> closed || cancelled.getAsBoolean()));
    }

    public boolean isDone() {
        return result.isDone();
    }

    /// What came of it, or its exception. Waits.
    /// @throws CancellationException also when this thread is interrupted
    public T get() {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted");
        }
    }

    /// Returns when the work has ended, so that what it uses may be closed. It is told that nobody wants
    /// it, and interrupted only when this thread is.
    @Override
    public void close() {
        closed = true;
        thread.close();
    }
}
