package dev.refactory.roles;

import dev.refactory.api.repository.RepositoryService.IndexedCommit;
import dev.refactory.graph.scip.CommitFiles;
import dev.refactory.graph.scip.ScipExport;
import dev.refactory.graph.scip.ScipImport;
import dev.refactory.graph.scip.ScipImport.Imported;
import dev.refactory.graph.scip.ScipLimits;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.index.build.SnapshotBuilder;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositoryIdentity.Kind;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.store.RepositoryStore.StoredRepository;
import dev.refactory.index.store.RepositoryStore.UsedCommit;
import dev.refactory.kit.http.UrlRedaction;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/// The depot's graphs as SCIP indexes, with the sources of their commits.
final class StoredIndexes {
    private final Depot depot;

    StoredIndexes(Depot depot) {
        this.depot = depot;
    }

    static SnapshotKey key(TenantId tenant, ResolvedCommit commit) {
        return new SnapshotKey(tenant, commit.repositoryId(), commit.treeId(), ScipImport.ENGINE_VERSION);
    }

    void write(TenantId tenant, String repositoryId, IndexedCommit commit, OutputStream out) throws IOException {
        StoredRepository repository = repository(tenant, repositoryId);
        try (CommitTree tree = open(tenant, repository, commit)) {
            ScipExport.write(
                    new ScipExport.About(projectRoot(repository), SnapshotBuilder.ENGINE_VERSION),
                    depot.graphs.view(tenant, commit.snapshotId()),
                    new TreeFiles(tree),
                    out);
        }
    }

    Imported read(TenantId tenant, String repositoryId, IndexedCommit commit, String root, Path index) {
        StoredRepository repository = repository(tenant, repositoryId);
        try (CommitTree tree = open(tenant, repository, commit)) {
            SnapshotKey key = key(tenant, tree.commit());
            return ScipImport.read(depot.graphs, key, new TreeFiles(tree), root, index, ScipLimits.DEFAULT);
        }
    }

    private StoredRepository repository(TenantId tenant, String repositoryId) {
        return depot.known.find(tenant, repositoryId).orElseThrow(() -> gone(repositoryId));
    }

    private CommitTree open(TenantId tenant, StoredRepository repository, IndexedCommit commit) {
        String id = repository.repositoryId();
        String commitId = commit.commitId();
        UsedCommit used = depot.known.commits(tenant, id, null, commitId, 1).stream()
                .findFirst()
                .orElseThrow(() -> gone(commitId));
        RepositorySource source = repository.kind() == Kind.REMOTE
                ? new RepositorySource.Remote(repository.source(), null, commitId)
                : new RepositorySource.Upload(id, null, commitId);
        ResolvedCommit resolved = new ResolvedCommit(id, commitId, used.commit().treeId());
        return depot.repositories.open(tenant, source, resolved);
    }

    private static RefactoryException gone(String what) {
        return new RefactoryException(
                ErrorCode.NOT_FOUND, what, what + " was deleted meanwhile: GET /v2/repositories lists what is there.");
    }

    /// A URI, as SCIP wants it; never with credentials.
    private static String projectRoot(StoredRepository repository) {
        String source = UrlRedaction.redact(repository.source());
        if (source.contains("://")) {
            return source;
        }
        try {
            return new URI("file", "", source.startsWith("/") ? source : "/" + source, null).toString();
        } catch (URISyntaxException e) {
            return "file:///" + repository.repositoryId();
        }
    }

    private record TreeFiles(CommitTree tree) implements CommitFiles {
        @Override
        public List<CommitFile> files() {
            return tree.entries().stream()
                    .map(entry -> new CommitFile(entry.path(), entry.blobId(), entry.regularFile()))
                    .toList();
        }

        @Override
        public byte[] read(String blobId) {
            return tree.read(blobId);
        }
    }
}
