package dev.refactory.index.build;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Something that is worked out on a thread of its own while the caller does something else. Closing ends it.
final class Meanwhile<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;
    private volatile boolean closed;

    /// @param work is given a way to ask whether the result is still wanted
    Meanwhile(String name, BooleanSupplier cancelled, Function<BooleanSupplier, T> work) {
        this.task = new FutureTask<>(() -> work.apply(() -> closed || cancelled.getAsBoolean()));
        this.thread = Thread.ofPlatform().daemon().name(name).start(task);
    }

    /// What came of it, or its exception.
    /// @throws CancellationException also when this thread is interrupted
    T get() {
        try {
            return task.get();
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

    /// Returns when the thread has ended, so that what it uses may be closed.
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
