package dev.refactory.queue.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// How many announcements lie untaken at the broker: never fewer than there are, as far as this relay announced
/// them. It is counted up with each announcement and corrected by a measurement, which a broker can take seconds
/// to answer; so one is begun when half the depth is used, and nobody waits for it. Used by one thread.
final class Backlog {
    private final int depth;
    private final Supplier<CompletableFuture<Long>> measure;
    private long waiting;
    /// Announced since the measurement under way began: it may not have seen them.
    private long unseen;
    private @Nullable CompletableFuture<Long> measuring;

    /// @param depth how many may lie there, at least 1
    /// @param measure begins to ask how many lie there
    Backlog(int depth, Supplier<CompletableFuture<Long>> measure) {
        if (depth < 1) {
            throw new IllegalArgumentException("depth is at least 1, not " + depth);
        }
        this.depth = depth;
        this.measure = measure;
    }

    /// How many more may be announced, at least 0. Never waits.
    /// @throws KafkaException when the last measurement failed; the next call begins another
    int room() {
        CompletableFuture<Long> asked = measuring;
        if (asked != null && asked.isDone()) {
            measuring = null;
            waiting = answer(asked) + unseen;
        } else if (asked == null && waiting * 2 >= depth) {
            unseen = 0;
            measuring = measure.get();
        }
        return (int) Math.max(0, depth - waiting);
    }

    void announced(int announcements) {
        waiting += announcements;
        unseen += announcements;
    }

    /// Of a broker just reached, which a new group makes slow to answer: nothing is known, nothing is asked.
    void reset() {
        waiting = 0;
        measuring = null;
    }

    private static long answer(CompletableFuture<Long> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
