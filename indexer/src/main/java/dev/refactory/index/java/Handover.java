package dev.refactory.index.java;

import dev.refactory.index.java.JavaAttributor.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Brings what several threads find to the one that asked, while they go on.
final class Handover<T> {
    /// Files whose facts may wait to be taken.
    private static final int AHEAD = 128;

    private final ExecutorService threads;
    private final BooleanSupplier stopped;
    private final BlockingQueue<Found<T>> found = new ArrayBlockingQueue<>(AHEAD);

    private record Found<T>(Source source, T known) {}

    /// Asks about a batch and hands over what it learns of each file.
    interface Asking<T> {
        void about(List<Source> batch, BiConsumer<Source, T> reader);
    }

    /// @param stopped nobody wants the rest
    Handover(ExecutorService threads, BooleanSupplier stopped) {
        this.threads = threads;
        this.stopped = stopped;
    }

    /// Returns when every batch was asked about and all that was found has been read on this thread.
    void run(List<List<Source>> batches, Asking<T> asking, BiConsumer<Source, T> reader) {
        List<Future<?>> asked = new ArrayList<>();
        batches.forEach(batch -> asked.add(threads.submit(() -> asking.about(batch, this::give))));
        try {
            for (Future<?> each : asked) {
                while (!each.isDone()) {
                    read(found.poll(20, TimeUnit.MILLISECONDS), reader);
                }
                each.get();
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The attribution was interrupted");
        }
        for (Found<T> last = found.poll(); last != null; last = found.poll()) {
            read(last, reader);
        }
    }

    private void read(@Nullable Found<T> next, BiConsumer<Source, T> reader) {
        if (next != null) {
            reader.accept(next.source(), next.known());
        }
    }

    private void give(Source source, T known) {
        try {
            while (!found.offer(new Found<>(source, known), 20, TimeUnit.MILLISECONDS)) {
                if (stopped.getAsBoolean()) {
                    throw new CancellationException("The attribution was cancelled");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The attribution was interrupted");
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
