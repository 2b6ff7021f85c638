package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import java.time.Duration;
import java.util.List;

/// What keeps the queue healthy, for all tenants. Every call does a bounded round and may run in
/// many processes at once. Thread-safe.
public interface JobMaintenance {
    /// Ends attempts whose lease is over by the store's clock: their tasks are ready again and
    /// announced, or dead when no attempt is left, or dropped when their job is being cancelled.
    /// @return how many attempts were ended
    int rescueExpired(int max);

    /// Makes tasks whose backoff is over ready, and announces them.
    int readyDue(int max);

    /// Makes tasks that have been ready for `wait` one step more urgent, and announces them again; the next step takes
    /// as long again. Their jobs' tiers stay.
    /// @param max those that have waited longest
    int age(Duration wait, int max);

    /// Gives free permits to jobs that wait for one, of up to `max` tenants: whose limits were raised.
    /// @return how many jobs were let in
    int admit(int max);

    /// Fails jobs whose deadline has passed.
    int failOverdue(int max);

    /// Ends jobs that are being cancelled and have no attempt running.
    int finishCancels(int max);

    /// Forgets jobs that ended longer ago than `retention`, with their events, files, idempotency keys and kept
    /// results; the ledger and their part in the usage stay.
    int deleteEnded(Duration retention, int max);

    /// Ids of jobs that are about this repository, as they were submitted or as INDEX found out, and have
    /// not ended; oldest first, at most `max`.
    List<String> openOf(TenantId tenant, String repositoryId, int max);

    /// Forgets up to `max` ended jobs of a repository as [#deleteEnded] does, but without its name in the usage,
    /// from which the name of those forgotten before goes, too. Jobs that were submitted without its id and ended
    /// before INDEX could tell go by the repository's name, when that is no other repository's.
    /// @return how many; fewer than `max` when none is left
    int deleteOf(TenantId tenant, String repositoryId, int max);
}
