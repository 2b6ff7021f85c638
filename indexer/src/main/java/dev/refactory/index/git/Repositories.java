package dev.refactory.index.git;

import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Bare, shallow, work-tree-free copies of Git repositories on this machine's disk. Every machine
/// has its own; what is missing is fetched again. Thread-safe.
public interface Repositories {
    /// Finds the commit a source means, fetching it when it is not here yet.
    /// @throws dev.refactory.kit.problem.RefactoryException `repository_unavailable`,
    ///     `unknown_ref`, `repository_empty`, `path_not_allowed`, `limit_exceeded`
    ResolvedCommit resolve(TenantId tenant, RepositorySource source, BooleanSupplier cancelled);

    /// Opens a commit that [#resolve] found, here or on another machine, fetching it when it is not here.
    CommitTree open(TenantId tenant, RepositorySource source, ResolvedCommit commit);

    /// @param repositoryId `repo_` and a hash of tenant and normalised source, the same on every machine
    /// @param commitId 40 hex digits
    /// @param treeId 40 hex digits
    record ResolvedCommit(String repositoryId, String commitId, String treeId) {}

    /// A commit's files. Closed after use; thread-safe for reading.
    interface CommitTree extends AutoCloseable {
        ResolvedCommit commit();

        /// When it was committed, in seconds since the epoch, UTC, by the word of whoever made it; never negative.
        long committedAt();

        /// Every entry, by path; directories are walked, submodules and links are entries. `.sparkignore` is not
        /// applied.
        List<Entry> entries();

        /// A blob's bytes.
        /// @throws dev.refactory.kit.problem.RefactoryException `limit_exceeded` when larger than the limit on
        ///     files
        byte[] read(String blobId);

        /// The paths that the commit's `.sparkignore` files exclude, with gitignore's syntax and verdicts.
        SparkIgnore ignore();

        @Override
        void close();
    }

    /// @param mode Git's octal file mode as a number: 0100644, 0100755, 0120000 (link), 0160000 (submodule)
    record Entry(String path, String blobId, int mode, long size) {
        public boolean regularFile() {
            return (mode & 0170000) == 0100000;
        }
    }

    /// Verdicts of `.sparkignore`.
    interface SparkIgnore {
        boolean ignored(String path);
    }
}
