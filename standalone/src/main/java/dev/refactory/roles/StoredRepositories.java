package dev.refactory.roles;

import dev.refactory.api.repository.RepositoryService;
import dev.refactory.graph.scip.ScipImport;
import dev.refactory.graph.scip.ScipImport.Imported;
import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.build.SnapshotBuilder;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.index.store.RepositoryStore.NamedCommit;
import dev.refactory.index.store.RepositoryStore.Registration;
import dev.refactory.index.store.RepositoryStore.StoredRepository;
import dev.refactory.index.store.RepositoryStore.UsedCommit;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The depot, as the door asks for it.
final class StoredRepositories implements RepositoryService {
    /// Commits whose graph is looked for, the last used first; further back than this nobody looks.
    private static final int COMMITS_TRIED = 50;

    private final Depot depot;
    private final StoredIndexes indexes;

    StoredRepositories(Depot depot) {
        this.depot = depot;
        this.indexes = new StoredIndexes(depot);
    }

    @Override
    public Stored register(TenantId tenant, String gitUrl) {
        RepositoryIdentity identity = depot.git.vet(tenant, gitUrl);
        return stored(tenant, depot.known.register(tenant, identity, depot.limits.repositories()));
    }

    @Override
    public String identify(TenantId tenant, String gitUrl) {
        return depot.git.vet(tenant, gitUrl).repositoryId();
    }

    @Override
    public Stored upload(TenantId tenant, String name, Path bundle) {
        return stored(tenant, depot.uploads.upload(tenant, name, bundle));
    }

    private Stored stored(TenantId tenant, Registration registration) {
        return new Stored(infos(tenant, List.of(registration.repository())).getFirst(), registration.created());
    }

    private List<RepositoryInfo> infos(TenantId tenant, List<StoredRepository> repositories) {
        List<String> ids =
                repositories.stream().map(StoredRepository::repositoryId).toList();
        Map<String, Integer> snapshots = depot.graphs.snapshots(tenant, ids);
        Map<String, Long> bytes = depot.bundles.bytes(tenant, ids);
        return repositories.stream()
                .map(each -> info(
                        each,
                        snapshots.getOrDefault(each.repositoryId(), 0),
                        bytes.getOrDefault(each.repositoryId(), 0L)))
                .toList();
    }

    private static RepositoryInfo info(StoredRepository repository, int snapshots, long bytes) {
        boolean remote = repository.kind() == RepositoryIdentity.Kind.REMOTE;
        return new RepositoryInfo(
                repository.repositoryId(),
                remote ? Kind.REMOTE : Kind.UPLOAD,
                remote ? repository.source() : null,
                remote ? null : repository.source(),
                repository.createdAt(),
                repository.lastUsedAt(),
                snapshots,
                bytes);
    }

    @Override
    public Optional<RepositoryInfo> find(TenantId tenant, String repositoryId) {
        return depot.known
                .find(tenant, repositoryId)
                .map(repository -> infos(tenant, List.of(repository)).getFirst());
    }

    @Override
    public List<RepositoryInfo> list(TenantId tenant, @Nullable String after, int limit) {
        return infos(tenant, depot.known.list(tenant, after, limit));
    }

    @Override
    public boolean delete(TenantId tenant, String repositoryId) {
        return depot.removal.delete(tenant, repositoryId);
    }

    @Override
    public Optional<IndexedCommit> indexed(
            TenantId tenant,
            String repositoryId,
            @Nullable String ref,
            @Nullable String commit,
            @Nullable GraphSource source) {
        for (UsedCommit used : depot.known.commits(tenant, repositoryId, ref, commit, COMMITS_TRIED)) {
            NamedCommit named = used.commit();
            ResolvedCommit resolved = new ResolvedCommit(repositoryId, named.commitId(), named.treeId());
            Optional<SnapshotSummary> snapshot = snapshot(tenant, resolved, source);
            if (snapshot.isPresent()) {
                SnapshotSummary found = snapshot.get();
                boolean imported = found.key().engineVersion().equals(ScipImport.ENGINE_VERSION);
                return Optional.of(new IndexedCommit(
                        found.snapshotId(),
                        named.commitId(),
                        named.ref(),
                        used.usedAt(),
                        imported ? GraphSource.SCIP : GraphSource.COMPILER));
            }
        }
        return Optional.empty();
    }

    /// An imported graph is asked for by name, or answers where the compiler had nothing to read.
    private Optional<SnapshotSummary> snapshot(TenantId tenant, ResolvedCommit commit, @Nullable GraphSource source) {
        Optional<SnapshotSummary> ours =
                source == GraphSource.SCIP ? Optional.empty() : depot.graphs.find(SnapshotBuilder.key(tenant, commit));
        boolean enough = source == GraphSource.COMPILER
                || ours.map(found -> found.indexedFiles() > 0).orElse(false);
        return enough
                ? ours
                : depot.graphs.find(StoredIndexes.key(tenant, commit)).or(() -> ours);
    }

    @Override
    public void writeScip(TenantId tenant, String repositoryId, IndexedCommit commit, OutputStream out)
            throws IOException {
        indexes.write(tenant, repositoryId, commit, out);
    }

    @Override
    public Imported readScip(TenantId tenant, String repositoryId, IndexedCommit commit, String root, Path index) {
        return indexes.read(tenant, repositoryId, commit, root, index);
    }

    @Override
    public boolean putCredential(TenantId tenant, String host, @Nullable String username, String token) {
        return depot.credentials.put(tenant, host, username, token);
    }

    @Override
    public List<CredentialInfo> credentials(TenantId tenant) {
        return depot.credentials.list(tenant).stream()
                .map(each -> new CredentialInfo(each.host(), each.createdAt()))
                .toList();
    }

    @Override
    public boolean deleteCredential(TenantId tenant, String host) {
        return depot.credentials.delete(tenant, host);
    }
}
