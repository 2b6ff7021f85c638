package dev.refactory.api;

import dev.refactory.api.repository.RepositoryService;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.scip.CommitFiles;
import dev.refactory.graph.scip.ScipExport;
import dev.refactory.graph.scip.ScipImport;
import dev.refactory.graph.scip.ScipImport.Imported;
import dev.refactory.graph.scip.ScipLimits;
import dev.refactory.graph.store.GraphStore.SnapshotWriter;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Repositories in memory, with graphs a test writes.
final class FakeRepositories implements RepositoryService {
    final MemoryGraphStore graphs = new MemoryGraphStore();
    final Map<String, String> secrets = new TreeMap<>();
    private final Map<String, RepositoryInfo> repositories = new LinkedHashMap<>();
    private final Map<String, List<IndexedCommit>> indexed = new LinkedHashMap<>();
    private final Map<String, String> sources = new TreeMap<>();
    private String busy = "";
    private String unreadable = "";

    synchronized void remote(String id, String url) {
        repositories.put(id, new RepositoryInfo(id, Kind.REMOTE, url, null, FakeJobs.START, null, 0, 0));
    }

    /// Jobs work on this one.
    synchronized void busy(String id) {
        busy = id;
    }

    synchronized void index(String id, @Nullable String ref, String commit, FileFacts... files) {
        SnapshotKey key = new SnapshotKey(TenantId.DEFAULT, id, commit, "1");
        try (SnapshotWriter writer = graphs.begin(key)) {
            for (FileFacts file : files) {
                writer.add(file);
            }
            long snapshot = writer.commit(new CompileContext(21, List.of(), List.of(), List.of()))
                    .snapshotId();
            indexed.computeIfAbsent(id, _ -> new ArrayList<>())
                    .add(new IndexedCommit(snapshot, commit, ref, FakeJobs.START, GraphSource.COMPILER));
        }
    }

    /// What the files of every commit say, for indexes.
    synchronized void source(String path, String text) {
        sources.put(path, text);
    }

    /// Reading this blob fails.
    synchronized void unreadable(String blobId) {
        unreadable = blobId;
    }

    private CommitFiles commit() {
        return new CommitFiles() {
            @Override
            public List<CommitFile> files() {
                return sources.keySet().stream()
                        .map(path -> new CommitFile(path, path, true))
                        .toList();
            }

            @Override
            public byte[] read(String blobId) {
                if (blobId.equals(unreadable)) {
                    throw new RefactoryException(
                            ErrorCode.REPOSITORY_UNAVAILABLE, blobId, "The sources are gone: index the commit again.");
                }
                return String.valueOf(sources.get(blobId)).getBytes(StandardCharsets.UTF_8);
            }
        };
    }

    @Override
    public synchronized void writeScip(TenantId tenant, String repositoryId, IndexedCommit commit, OutputStream out)
            throws IOException {
        ScipExport.write(
                new ScipExport.About("file:///" + repositoryId, "1"),
                graphs.view(tenant, commit.snapshotId()),
                commit(),
                out);
    }

    @Override
    public synchronized Imported readScip(
            TenantId tenant, String repositoryId, IndexedCommit commit, String root, Path index) {
        SnapshotKey key = new SnapshotKey(tenant, repositoryId, commit.commitId(), ScipImport.ENGINE_VERSION);
        return ScipImport.read(graphs, key, commit(), root, index, ScipLimits.DEFAULT);
    }

    @Override
    public synchronized String identify(TenantId tenant, String gitUrl) {
        if (gitUrl.startsWith("/forbidden")) {
            throw new RefactoryException(
                    ErrorCode.PATH_NOT_ALLOWED, gitUrl, "The server may not read " + gitUrl + ": give a Git URL.");
        }
        return repositories.values().stream()
                .filter(known -> gitUrl.equals(known.gitUrl()))
                .map(RepositoryInfo::repositoryId)
                .findFirst()
                .orElse("repo_of_" + gitUrl);
    }

    @Override
    public synchronized Stored register(TenantId tenant, String gitUrl) {
        for (RepositoryInfo known : repositories.values()) {
            if (gitUrl.equals(known.gitUrl())) {
                return new Stored(known, false);
            }
        }
        String id = "repo_" + (repositories.size() + 1);
        remote(id, gitUrl);
        return new Stored(info(id), true);
    }

    private RepositoryInfo info(String id) {
        return Optional.ofNullable(repositories.get(id)).orElseThrow();
    }

    @Override
    public synchronized Stored upload(TenantId tenant, String name, Path bundle) {
        String text;
        try {
            text = Files.readString(bundle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!text.startsWith("# v2 git bundle")) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST, "body", "The body is no bundle: git bundle create.");
        }
        String id = "repo_upload" + name;
        RepositoryInfo before = repositories.get(id);
        long bytes = text.length() + (before == null ? 0 : before.bytes());
        repositories.put(id, new RepositoryInfo(id, Kind.UPLOAD, null, name, FakeJobs.START, null, 0, bytes));
        return new Stored(info(id), before == null);
    }

    @Override
    public synchronized Optional<RepositoryInfo> find(TenantId tenant, String repositoryId) {
        return Optional.ofNullable(repositories.get(repositoryId));
    }

    @Override
    public synchronized List<RepositoryInfo> list(TenantId tenant, @Nullable String after, int limit) {
        List<RepositoryInfo> newest = new ArrayList<>(repositories.values()).reversed();
        int from = after == null
                ? 0
                : newest.stream().map(RepositoryInfo::repositoryId).toList().indexOf(after) + 1;
        return newest.stream().skip(from).limit(limit).toList();
    }

    @Override
    public synchronized boolean delete(TenantId tenant, String repositoryId) {
        if (repositoryId.equals(busy)) {
            throw new RefactoryException(
                    ErrorCode.INVALID_STATE, repositoryId, "job_1 works on " + repositoryId + ": cancel it first.");
        }
        return repositories.remove(repositoryId) != null;
    }

    @Override
    public synchronized Optional<IndexedCommit> indexed(
            TenantId tenant,
            String repositoryId,
            @Nullable String ref,
            @Nullable String commit,
            @Nullable GraphSource source) {
        return indexed.getOrDefault(repositoryId, List.of()).reversed().stream()
                .filter(one -> ref == null || ref.equals(one.ref()))
                .filter(one -> commit == null || commit.equals(one.commitId()))
                .findFirst()
                .flatMap(one -> source == GraphSource.SCIP ? imported(tenant, repositoryId, one) : Optional.of(one));
    }

    private Optional<IndexedCommit> imported(TenantId tenant, String repositoryId, IndexedCommit ours) {
        SnapshotKey key = new SnapshotKey(tenant, repositoryId, ours.commitId(), ScipImport.ENGINE_VERSION);
        return graphs.find(key)
                .map(found -> new IndexedCommit(
                        found.snapshotId(), ours.commitId(), ours.ref(), ours.indexedAt(), GraphSource.SCIP));
    }

    @Override
    public synchronized boolean putCredential(TenantId tenant, String host, @Nullable String username, String token) {
        return secrets.put(host, username + " " + token) == null;
    }

    @Override
    public synchronized List<CredentialInfo> credentials(TenantId tenant) {
        return secrets.keySet().stream()
                .map(host -> new CredentialInfo(host, FakeJobs.START))
                .toList();
    }

    @Override
    public synchronized boolean deleteCredential(TenantId tenant, String host) {
        return secrets.remove(host) != null;
    }
}
