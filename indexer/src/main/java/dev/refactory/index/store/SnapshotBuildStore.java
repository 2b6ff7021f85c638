package dev.refactory.index.store;

import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.kit.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// The builds of snapshots, shared by all indexers: at most one holds the lease on a key, under a
/// fence that grows with every claim; jobs wait for a key and may leave. Time is the store's own.
/// Thread-safe; one suite of tests holds for every implementation.
public interface SnapshotBuildStore {
    /// Says that a job waits for the key, for `patience` from now; said again, it waits from then
    /// on.
    void join(SnapshotKey key, String jobId, Duration patience);

    /// The job waits no longer.
    void leave(SnapshotKey key, String jobId);

    /// How many jobs wait and have said so within their patience.
    int waiters(SnapshotKey key);

    /// Jobs that wait for a snapshot of this repository, as [#waiters] counts them; at most
    /// `limit`.
    List<String> waitingJobs(TenantId tenant, String repositoryId, int limit);

    /// Takes the lease when nobody holds it, or the holder let it lapse.
    /// @return the fence; empty when another holds the lease
    OptionalLong claim(SnapshotKey key, String builder, Duration lease);

    /// Prolongs the lease from now.
    /// @return false when it was lost: someone else may be building
    boolean renew(SnapshotKey key, long fence, Duration lease);

    /// Ends the build with a snapshot.
    /// @return false when the fence is outdated, and nothing changed
    boolean built(SnapshotKey key, long fence, long snapshotId);

    /// Ends the build without a snapshot, with why. As [#built].
    boolean failed(SnapshotKey key, long fence, String code, String detail);

    /// Forgets the builds of a repository and who waits for them; a builder that is still at it
    /// finds its lease lost.
    void deleteRepository(TenantId tenant, String repositoryId);

    /// Ends the build because nobody waits. As [#built].
    boolean cancelled(SnapshotKey key, long fence);
}
