package dev.refactory.queue.delivery;

import java.time.Duration;
import java.util.List;

/// Where a role hears that tasks are ready. A ring may come twice, or never: it only saves waiting. Used by one
/// thread, except [#wakeup()].
public sealed interface Doorbell extends AutoCloseable permits KafkaDoorbell, MemoryDoorbell {
    /// Waits for rings, at most `wait`. Every ring must be answered before the next call. Never
    /// throws because the other side is away: it is quiet then.
    List<Ring> listen(Duration wait);

    /// Says what became of a ring.
    void answer(Ring ring, Answer answer);

    /// Sends answers that are still here; for the time before a long pause.
    void settle();

    /// Whether rings can come in at all: false while the broker is away or has not let us in yet.
    boolean connected();

    /// Ends a [#listen(Duration)] that is under way; from any thread.
    void wakeup();

    @Override
    void close();

    /// @param token what the doorbell needs to find it again
    record Ring(long taskId, Object token) {}

    /// What became of a ring.
    enum Answer {
        /// The task was claimed, or there is nothing to claim: do not ring for it again.
        DONE,
        /// We could not take it now: ring somewhere else.
        AGAIN
    }
}
