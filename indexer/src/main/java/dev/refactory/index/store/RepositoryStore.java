package dev.refactory.index.store;

import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.index.git.RepositoryIdentity.Kind;
import dev.refactory.kit.tenant.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The repositories each tenant has used or uploaded, and the commits that jobs worked on. Time is the store's own.
/// Thread-safe; one suite of tests holds for every implementation.
public interface RepositoryStore {
    /// Commits remembered of one repository; the longest unused are forgotten first.
    int MOST_COMMITS = 1_000;

    /// Makes the repository known; one that is known stays as it is.
    /// @param most repositories a tenant may have
    /// @throws dev.refactory.kit.problem.RefactoryException `limit_exceeded` when there are as many,
    ///     `not_ready` while what was derived from its former life is still being deleted
    Registration register(TenantId tenant, RepositoryIdentity identity, int most);

    /// Says that a job works on a commit now; nothing when there is no such repository (any more).
    void used(TenantId tenant, String repositoryId, NamedCommit commit);

    Optional<StoredRepository> find(TenantId tenant, String repositoryId);

    /// Newest first.
    /// @param after the id the page before ended with; null for the first page
    List<StoredRepository> list(TenantId tenant, @Nullable String after, int limit);

    /// The commits jobs worked on, the last used first.
    /// @param ref only those named so; null does not filter
    /// @param commitId only this one; null does not filter
    List<UsedCommit> commits(
            TenantId tenant, String repositoryId, @Nullable String ref, @Nullable String commitId, int limit);

    /// Marks the repository as deleted and forgets its source. What was derived from it is deleted by others, who
    /// say [#purged] in the end.
    /// @return whether there was one
    boolean markDeleted(TenantId tenant, String repositoryId);

    /// Deleted repositories of all tenants with something left of them, the longest deleted first.
    List<Tombstone> toPurge(int limit);

    /// Nothing is left of a deleted repository. Its commits are forgotten here; nothing when it is not deleted.
    void purged(TenantId tenant, String repositoryId);

    /// How the ones that were ever known stand, by id.
    Map<String, Standing> standings(TenantId tenant, Collection<String> repositoryIds);

    /// @param created false when it was known before
    record Registration(StoredRepository repository, boolean created) {}

    /// @param source a URL without credentials, an absolute path, or an upload's name
    /// @param generation grows each time it is deleted
    /// @param lastUsedAt when a job last worked on it; null when none has
    record StoredRepository(
            String repositoryId,
            Kind kind,
            String source,
            int generation,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /// @param ref as the job named it; null when by commit or by the remote's HEAD
    record NamedCommit(
            String commitId, String treeId, @Nullable String ref) {}

    record UsedCommit(NamedCommit commit, Instant usedAt) {}

    record Tombstone(TenantId tenant, String repositoryId) {}

    record Standing(int generation, boolean deleted) {}
}
