package dev.refactory.worker.stage;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SourceText;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.build.IndexResult;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.refactor.recipe.Recipe;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A commit's files and its graph, together. Used by one thread.
final class OpenSnapshot implements Recipe.Sources, AutoCloseable {
    private final CommitTree tree;
    private final GraphView graph;
    private final SnapshotSummary summary;
    private final Map<String, String> blobByPath = new HashMap<>();

    private OpenSnapshot(CommitTree tree, GraphView graph, SnapshotSummary summary) {
        this.tree = tree;
        this.graph = graph;
        this.summary = summary;
        for (FileInfo file : graph.files()) {
            blobByPath.put(file.path(), file.blobId());
        }
    }

    static OpenSnapshot open(
            Repositories repositories, GraphStore graphs, TenantId tenant, RepositorySource source, IndexResult index) {
        SnapshotSummary summary = graphs.find(tenant, index.snapshotId())
                .orElseThrow(() -> new RefactoryException(
                        ErrorCode.INTERNAL,
                        "snapshot " + index.snapshotId(),
                        "The graph of this commit is gone: submit the job again to have it built anew."));
        GraphView graph = graphs.view(tenant, index.snapshotId());
        return new OpenSnapshot(repositories.open(tenant, source, index.commit()), graph, summary);
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
        return blobByPath.containsKey(path);
    }

    @Override
    public byte[] bytes(String path) {
        return tree.read(blobId(path));
    }

    String blobId(String path) {
        return Optional.ofNullable(blobByPath.get(path))
                .orElseThrow(() -> new IllegalArgumentException("No such file in the snapshot: " + path));
    }

    @Override
    public SourceText text(String path) {
        return SourceText.decode(bytes(path));
    }

    @Override
    public void close() {
        tree.close();
    }
}
