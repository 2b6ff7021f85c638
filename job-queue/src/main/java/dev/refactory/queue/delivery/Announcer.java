package dev.refactory.queue.delivery;

import dev.refactory.queue.store.JobStore.ReadyTask;
import java.util.List;

/// Says to whoever listens that tasks are ready. Used by one thread.
public sealed interface Announcer extends AutoCloseable permits KafkaAnnouncer, MemoryDoorbell {
    /// Makes sure that somebody can listen. Called before every round, cheap while all is well.
    /// @return whether earlier announcements may be gone, so that every ready task must be announced again
    /// @throws RuntimeException when announcing is not possible now
    boolean prepare();

    /// How many more announcements may be made before those not yet taken are too many, at least 0.
    int room();

    /// Announces the tasks in this order; returns when all are kept safe by the other side.
    /// @throws RuntimeException when it is unknown whether each was
    void announce(List<ReadyTask> tasks);

    @Override
    void close();
}
