package dev.refactory.worker.stage;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.build.IndexResult;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.PatchWriter.Series;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.worker.stage.Reattribution.ClassPaths;
import java.util.Optional;

/// Opens what a job works on, and remembers what the next stage of it would read again: blobs, which never change, and
/// the series that was proven last. Another machine finds nothing here and reads it all.
/// Thread-safe.
public final class Snapshots {
    private static final long REMEMBERED_SERIES_BYTES = 32L << 20;

    private final Repositories repositories;
    private final GraphStore graphs;
    private final BlobCache blobs;
    private final ClassPaths classPaths;
    private final Recent<String, Series> series = new Recent<>(REMEMBERED_SERIES_BYTES, Snapshots::bytes);

    public Snapshots(Repositories repositories, GraphStore graphs, BlobCache blobs, ClassPaths classPaths) {
        this.repositories = repositories;
        this.graphs = graphs;
        this.blobs = blobs;
        this.classPaths = classPaths;
    }

    OpenSnapshot open(TenantId tenant, RepositorySource source, IndexResult index) {
        SnapshotSummary summary = graphs.find(tenant, index.snapshotId())
                .orElseThrow(() -> new RefactoryException(
                        ErrorCode.INTERNAL,
                        "snapshot " + index.snapshotId(),
                        "The graph of this commit is gone: submit the job again to have it built anew."));
        GraphView graph = graphs.view(summary);
        // Files are asked for one by one from here on: once all are read, the store answers from memory.
        graph.files();
        return new OpenSnapshot(
                tenant, repositories.open(tenant, source, index.commit()), graph, summary, blobs, classPaths);
    }

    /// Blobs of a commit, which is opened only when one of them is not remembered.
    CommitBlobs blobs(TenantId tenant, RepositorySource source, ResolvedCommit commit) {
        return new CommitBlobs(tenant, () -> repositories.open(tenant, source, commit), blobs);
    }

    /// Remembers what VERIFY proved for PUBLISH, which compares it by hash.
    void remember(String jobId, Series proven) {
        series.put(jobId, proven);
    }

    Optional<Series> proven(String jobId) {
        return Optional.ofNullable(series.remove(jobId));
    }

    private static long bytes(Series series) {
        return series.whole().diff().length
                + series.steps().stream()
                        .mapToLong((Patch step) -> step.diff().length)
                        .sum();
    }

    /// Reads blobs of one commit. Used by one thread.
    static final class CommitBlobs implements AutoCloseable {
        private final TenantId tenant;
        private final java.util.function.Supplier<CommitTree> open;
        private final BlobCache blobs;
        private @org.jspecify.annotations.Nullable CommitTree tree;

        private CommitBlobs(TenantId tenant, java.util.function.Supplier<CommitTree> open, BlobCache blobs) {
            this.tenant = tenant;
            this.open = open;
            this.blobs = blobs;
        }

        byte[] read(String blobId) {
            return blobs.get(tenant.value(), blobId, () -> {
                CommitTree opened = tree;
                if (opened == null) {
                    opened = open.get();
                    tree = opened;
                }
                return opened.read(blobId);
            });
        }

        @Override
        public void close() {
            if (tree != null) {
                tree.close();
            }
        }
    }
}
