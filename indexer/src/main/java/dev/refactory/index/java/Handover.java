package dev.refactory.index.java;

import dev.refactory.index.java.JavaAttributor.Source;
import dev.refactory.kit.lifecycle.Meanwhile;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Brings what another thread finds to the one that asked, while that one goes on.
final class Handover<T> {
    /// Files whose facts may wait to be taken.
    private static final int AHEAD = 128;

    private final BlockingQueue<Found<T>> found = new ArrayBlockingQueue<>(AHEAD);

    private record Found<T>(Source source, T known) {}

    /// Asks, and hands over what it learns of each file.
    interface Asking<T> {
        /// @param stopped nobody wants the rest
        void run(BooleanSupplier stopped, BiConsumer<Source, T> reader);
    }

    /// Returns when all was asked and all that was found has been read on this thread; what that throws ends the
    /// asking.
    void run(Asking<T> asking, BooleanSupplier cancelled, BiConsumer<Source, T> reader) {
        try (Meanwhile<Boolean> asked = new Meanwhile<>("attributor", cancelled, stopped -> {
            asking.run(stopped, (source, known) -> give(new Found<>(source, known), stopped));
            return true;
        })) {
            while (!asked.isDone()) {
                read(found.poll(20, TimeUnit.MILLISECONDS), reader);
            }
            asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
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

    private void give(Found<T> next, BooleanSupplier stopped) {
        try {
            while (!found.offer(next, 20, TimeUnit.MILLISECONDS)) {
                if (stopped.getAsBoolean()) {
                    throw new CancellationException("The attribution was cancelled");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        return new CancellationException("The attribution was interrupted");
    }
}
