package dev.refactory.index.repository;

import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.index.store.RepositoryStore;
import dev.refactory.index.store.RepositoryStore.NamedCommit;
import dev.refactory.index.store.RepositoryStore.StoredRepository;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Repositories that are registered when they are first used, and whose use is remembered. Inline
/// files are not registered: there is nothing to name them by. Thread-safe.
public final class RegisteredRepositories implements Repositories {
    private final JGitRepositories git;
    private final RepositoryStore store;
    private final RepositoryLimits limits;

    public RegisteredRepositories(JGitRepositories git, RepositoryStore store, RepositoryLimits limits) {
        this.git = git;
        this.store = store;
        this.limits = limits;
    }

    /// @throws RefactoryException also `not_ready` right after the repository was deleted
    @Override
    public ResolvedCommit resolve(TenantId tenant, RepositorySource source, BooleanSupplier cancelled) {
        return switch (source) {
            case RepositorySource.Manifest _ -> git.resolve(tenant, source, cancelled);
            case RepositorySource.Remote remote -> {
                RepositoryIdentity identity = git.identify(tenant, remote.gitUrl());
                StoredRepository repository =
                        store.register(tenant, identity, limits.repositories()).repository();
                yield used(tenant, repository, source, remote.ref(), cancelled);
            }
            case RepositorySource.Upload upload -> {
                Optional<StoredRepository> known = store.find(tenant, upload.repositoryId());
                if (known.isEmpty()) {
                    throw new RefactoryException(
                            ErrorCode.REPOSITORY_NOT_FOUND,
                            upload.repositoryId(),
                            "There is no uploaded repository " + upload.repositoryId() + ": upload it (again).");
                }
                yield used(tenant, known.get(), source, upload.ref(), cancelled);
            }
        };
    }

    private ResolvedCommit used(
            TenantId tenant,
            StoredRepository repository,
            RepositorySource source,
            @Nullable String ref,
            BooleanSupplier cancelled) {
        String id = repository.repositoryId();
        if (!git.copies().startGeneration(tenant, id, repository.generation())) {
            throw new RefactoryException(
                    ErrorCode.NOT_READY,
                    repository.source(),
                    "The repository " + repository.source()
                            + " was deleted while work on it went on, which has not ended here: it is tried again.");
        }
        ResolvedCommit commit = git.resolve(tenant, source, cancelled);
        String named = ref == null || ref.equals(commit.commitId()) ? null : ref;
        store.used(tenant, id, new NamedCommit(commit.commitId(), commit.treeId(), named));
        return commit;
    }

    @Override
    public CommitTree open(TenantId tenant, RepositorySource source, ResolvedCommit commit) {
        return git.open(tenant, source, commit);
    }
}
