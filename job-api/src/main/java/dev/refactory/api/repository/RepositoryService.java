package dev.refactory.api.repository;

import dev.refactory.graph.scip.ScipImport.Imported;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The repositories of a deployment and the credentials of private hosts, as the door asks for them. Thread-safe;
/// may block. What does not exist is answered with nothing, what may not be is a
/// [dev.refactory.kit.problem.RefactoryException] that names the way out.
public interface RepositoryService {
    /// Remembers a remote repository; nothing is fetched. The same address again is the same repository.
    ///
    /// @param gitUrl without credentials
    /// @throws dev.refactory.kit.problem.RefactoryException `limit_exceeded` when the tenant has as many as it may,
    ///     `path_not_allowed` or `repository_not_found` for an address that may not be fetched from
    Stored register(TenantId tenant, String gitUrl);

    /// Which repository an address means; nothing is fetched or remembered.
    ///
    /// @return the id that the repository has, or would have
    /// @throws dev.refactory.kit.problem.RefactoryException `path_not_allowed` or `repository_not_found` for an
    ///     address that this deployment does not fetch from, as far as that can be told without a network
    String identify(TenantId tenant, String gitUrl);

    /// Adds the commits and refs of a Git bundle to the uploaded repository of this name, which is made when there
    /// is none. All of it or nothing.
    ///
    /// @param name 1 to 120 characters: letters, digits, `.`, `_`, `-`, not starting with `.` or `-`
    /// @param bundle a file that the caller removes afterwards
    /// @throws dev.refactory.kit.problem.RefactoryException `invalid_request` on the field `body` when it is no
    ///     bundle, or one that lacks commits it builds on; `limit_exceeded` when it is larger than the quota allows
    Stored upload(TenantId tenant, String name, Path bundle);

    Optional<RepositoryInfo> find(TenantId tenant, String repositoryId);

    /// In the order they were made, newest first.
    ///
    /// @param after the id the page before ended with; null for the first page
    List<RepositoryInfo> list(TenantId tenant, @Nullable String after, int limit);

    /// Deletes a repository with everything derived from it: bundle, snapshots, copies on disk, ended jobs. The
    /// ledger stays.
    ///
    /// @return whether there was one
    /// @throws dev.refactory.kit.problem.RefactoryException `repository_in_use` while jobs work on it, naming them
    boolean delete(TenantId tenant, String repositoryId);

    /// The committed graph of a repository to look into: of `commit`, else the newest one made for `ref`, else the
    /// newest of all. Empty when there is none yet, also when there is no such repository.
    ///
    /// @param ref a branch, tag or full ref name as jobs gave it; null together with a commit
    /// @param commit 40 or 64 hex digits
    /// @param source null for the compiler's graph, or the imported one where the compiler's has no facts
    Optional<IndexedCommit> indexed(
            TenantId tenant,
            String repositoryId,
            @Nullable String ref,
            @Nullable String commit,
            @Nullable GraphSource source);

    /// Writes the compiler's graph of a commit as an SCIP index, file by file.
    ///
    /// @param commit of [#indexed]
    /// @throws dev.refactory.kit.problem.RefactoryException when the commit's sources cannot be had
    void writeScip(TenantId tenant, String repositoryId, IndexedCommit commit, OutputStream out) throws IOException;

    /// Keeps an SCIP index as a graph of a commit, in the place of the one imported for it before.
    ///
    /// @param commit of [#indexed]
    /// @param root directory that the index's paths start from; empty for the repository's own
    /// @param index a file that the caller removes afterwards
    /// @throws dev.refactory.kit.problem.RefactoryException `invalid_request` or `limit_exceeded`, naming the
    ///     document; then nothing is kept
    Imported readScip(TenantId tenant, String repositoryId, IndexedCommit commit, String root, Path index);

    /// Keeps the credential of a host, encrypted; one that is there is replaced.
    ///
    /// @param host in lower case, `host` or `host:port`
    /// @param username null where the token alone is enough
    /// @return whether there was none before
    boolean putCredential(TenantId tenant, String host, @Nullable String username, String token);

    /// By host; never a secret.
    List<CredentialInfo> credentials(TenantId tenant);

    /// @return whether there was one
    boolean deleteCredential(TenantId tenant, String host);

    /// Where a repository came from.
    enum Kind {
        REMOTE,
        UPLOAD;

        /// As JSON names it.
        public String wireName() {
            return this == REMOTE ? "remote" : "upload";
        }
    }

    /// @param created false when it was there before
    record Stored(RepositoryInfo repository, boolean created) {}

    /// @param repositoryId `repo_…`
    /// @param gitUrl of a remote one; null for an upload
    /// @param name of an uploaded one; null for a remote
    /// @param lastUsedAt when a job last worked on it; null when none has
    /// @param snapshots graphs kept of it
    /// @param bytes what is kept of it in the database: bundles and, for what is known, graphs
    record RepositoryInfo(
            String repositoryId,
            Kind kind,
            @Nullable String gitUrl,
            @Nullable String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            int snapshots,
            long bytes) {
        public RepositoryInfo {
            if ((gitUrl == null) != (kind == Kind.UPLOAD) || (name == null) != (kind == Kind.REMOTE)) {
                throw new IllegalArgumentException("A remote has a URL, an upload has a name: " + repositoryId);
            }
        }
    }

    /// Where a graph comes from.
    enum GraphSource {
        /// Attributed here.
        COMPILER,
        /// Imported as an SCIP index.
        SCIP;

        /// As JSON and queries name it.
        public String wireName() {
            return this == COMPILER ? "compiler" : "scip";
        }
    }

    /// A commit whose graph is there.
    ///
    /// @param snapshotId of the graph store
    /// @param commitId 40 or 64 hex digits
    /// @param ref how the newest job that wanted it named it; null when by commit
    record IndexedCommit(
            long snapshotId, String commitId, @Nullable String ref, Instant indexedAt, GraphSource source) {}

    /// @param host `host` or `host:port`
    record CredentialInfo(String host, Instant createdAt) {}
}
