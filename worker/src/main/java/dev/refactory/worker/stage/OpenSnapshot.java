package dev.refactory.worker.stage;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.refactor.recipe.Dependencies;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.worker.stage.Reattribution.ClassPaths;

/// A commit's files and its graph, together. Contents may be read by any thread, the graph by one.
final class OpenSnapshot implements Recipe.Sources, AutoCloseable {
    private final TenantId tenant;
    private final CommitTree tree;
    private final GraphView graph;
    private final SnapshotSummary summary;
    private final BlobCache blobs;
    private final Dependencies dependencies;

    OpenSnapshot(
            TenantId tenant,
            CommitTree tree,
            GraphView graph,
            SnapshotSummary summary,
            BlobCache blobs,
            ClassPaths classPaths) {
        this.tenant = tenant;
        this.tree = tree;
        this.graph = graph;
        this.summary = summary;
        this.blobs = blobs;
        this.dependencies = new SnapshotDependencies(summary.compileContext(), classPaths);
    }

    CommitTree tree() {
        return tree;
    }

    GraphView graph() {
        return graph;
    }

    SnapshotSummary summary() {
        return summary;
    }

    boolean has(String path) {
        return graph.file(path).isPresent();
    }

    @Override
    public byte[] bytes(String path) {
        return blob(blobId(path));
    }

    /// Any thread may ask.
    byte[] blob(String blobId) {
        return blobs.get(tenant.value(), blobId, () -> tree.read(blobId));
    }

    String blobId(String path) {
        return graph.file(path)
                .map(FileInfo::blobId)
                .orElseThrow(() -> new IllegalArgumentException("No such file in the snapshot: " + path));
    }

    @Override
    public SourceText text(String path) {
        return SourceText.decode(bytes(path));
    }

    @Override
    public Dependencies dependencies() {
        return dependencies;
    }

    @Override
    public void close() {
        tree.close();
    }
}
