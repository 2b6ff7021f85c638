package dev.refactory.queue.store;

import dev.refactory.queue.store.JobStore.ReadyTask;
import java.util.List;
import java.util.function.Consumer;

/// Announcements of ready tasks, written in the transaction that made them ready and taken out by delivery. An
/// announcement may be delivered more than once and is then harmless; it is never lost. Thread-safe, also among
/// processes: two relays never take the same announcement at the same time.
public interface Outbox {
    /// Takes up to `max` announcements, most urgent tier first, then fair among tenants, then
    /// oldest, hands them to `publish` and forgets them when it returns; when it throws they
    /// remain, and the exception is passed on. `publish` must return only once the broker has
    /// confirmed; it is not called when there is nothing to announce.
    /// @return how many were published
    int relay(int max, Consumer<List<ReadyTask>> publish);

    /// How many announcements wait, counted up to a limit of 100,000.
    int backlog();

    /// Announces every ready task again, at most `max` of them: for a broker that has lost its log.
    int announceAgain(int max);
}
