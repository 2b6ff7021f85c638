package dev.refactory.graph.store;

import dev.refactory.graph.codec.PackedFile;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.kit.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Snapshots of code as a graph. A snapshot becomes visible all at once when its writer commits;
/// half a snapshot is never seen. Thread-safe; one suite of tests holds for every implementation.
public interface GraphStore {
    /// The committed snapshot of this key.
    Optional<SnapshotSummary> find(SnapshotKey key);

    Optional<SnapshotSummary> find(TenantId tenant, long snapshotId);

    /// Starts writing. Nothing is visible before [SnapshotWriter#commit].
    SnapshotWriter begin(SnapshotKey key);

    /// Starts writing a snapshot that is `base` but for the files that are added and dropped. It
    /// shares with `base` whatever it has in common with it.
    /// @param key of the same tenant and repository
    /// @throws dev.refactory.kit.problem.RefactoryException `not_found` when `base` is gone
    SnapshotWriter beginFrom(SnapshotSummary base, SnapshotKey key);

    /// The committed snapshots of a repository and engine version, newest first, at most `most`.
    List<SnapshotSummary> latest(TenantId tenant, String repositoryId, String engineVersion, int most);

    /// The outlines of these files; those without one, and unknown paths, are left out.
    Map<String, Outline> outlines(TenantId tenant, long snapshotId, Collection<String> paths);

    /// Is handed every outline of a snapshot, with its path, in no order.
    void eachOutline(TenantId tenant, long snapshotId, BiConsumer<String, Outline> reader);

    /// A view that reads the committed snapshot.
    /// @throws dev.refactory.kit.problem.RefactoryException `not_found` when there is no such
    ///     snapshot of this tenant
    GraphView view(TenantId tenant, long snapshotId);

    /// A view that reads the snapshot that was just found.
    default GraphView view(SnapshotSummary found) {
        return view(found.key().tenant(), found.snapshotId());
    }

    /// Symbols that match, best first: the whole text before its beginning before its middle, then
    /// by spelling. Nothing when there is no such snapshot.
    List<SymbolInfo> search(TenantId tenant, long snapshotId, SymbolSearch search);

    /// Removes a snapshot with all its facts; nothing when there is none.
    void delete(TenantId tenant, long snapshotId);

    /// How many committed snapshots these repositories have; those without any are missing.
    Map<String, Integer> snapshots(TenantId tenant, Collection<String> repositoryIds);

    /// Removes up to `most` snapshots of a repository with all their facts, those being written
    /// included: their writers fail.
    /// @return whether none is left
    boolean deleteRepository(TenantId tenant, String repositoryId, int most);

    /// One writer of one snapshot, used by one thread.
    interface SnapshotWriter extends AutoCloseable {
        /// Adds a file's facts; each path once. They take the place of what a base has at this
        /// path.
        void add(FileFacts facts, Outline outline);

        /// The same of facts that are packed already.
        /// @throws dev.refactory.kit.problem.RefactoryException `internal` when they cannot be read
        default void add(PackedFile packed, Outline outline) {
            add(packed.unpack(), outline);
        }

        /// The same for a file without an outline.
        default void add(FileFacts facts) {
            add(facts, Outline.NONE);
        }

        /// Leaves out a file that the base has. Nothing happens when it has none.
        void drop(String path);

        /// Makes the snapshot visible. When another writer committed the same key first, its
        /// snapshot is answered and this one's rows are dropped.
        SnapshotSummary commit(SnapshotSummary.CompileContext compileContext);

        /// Drops what was not committed.
        @Override
        void close();
    }
}
