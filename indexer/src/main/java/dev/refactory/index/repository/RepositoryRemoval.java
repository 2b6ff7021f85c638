package dev.refactory.index.repository;

import dev.refactory.graph.store.GraphStore;
import dev.refactory.index.git.RepositoryCopies;
import dev.refactory.index.store.BundleStore;
import dev.refactory.index.store.RepositoryStore;
import dev.refactory.index.store.RepositoryStore.Tombstone;
import dev.refactory.index.store.SnapshotBuildStore;
import dev.refactory.kit.lifecycle.Service;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes repositories with everything that was derived from them: snapshots, builds, bundles,
/// ended jobs with their events and files, copies on disk. The ledger and the credentials stay. It
/// is refused while jobs work on the repository. What a process that died did not get to is done by
/// the service. Thread-safe.
public final class RepositoryRemoval implements Service {
    private static final Logger log = LoggerFactory.getLogger(RepositoryRemoval.class);
    private static final int SNAPSHOTS_A_STEP = 2;
    private static final int BUNDLES_A_STEP = 2;
    private static final int JOBS_A_STEP = 100;
    private static final int REPOSITORIES_A_ROUND = 20;
    private static final int JOBS_NAMED = 5;

    /// Steps the caller of [#delete] waits for; the service does the rest.
    private static final int STEPS_AT_ONCE = 1_000;

    private final RepositoryStore repositories;
    private final BundleStore bundles;
    private final GraphStore graphs;
    private final SnapshotBuildStore builds;
    private final JobsOfRepositories jobs;
    private final RepositoryCopies copies;

    public RepositoryRemoval(
            RepositoryStore repositories,
            BundleStore bundles,
            GraphStore graphs,
            SnapshotBuildStore builds,
            JobsOfRepositories jobs,
            RepositoryCopies copies) {
        this.repositories = repositories;
        this.bundles = bundles;
        this.graphs = graphs;
        this.builds = builds;
        this.jobs = jobs;
        this.copies = copies;
    }

    /// The jobs of a repository, as the queue has them.
    public interface JobsOfRepositories {
        /// Ids of jobs that have not ended, at most `limit`.
        List<String> open(TenantId tenant, String repositoryId, int limit);

        /// Deletes up to `most` ended jobs with all that hangs on them but the ledger.
        /// @return whether none is left
        boolean deleteEnded(TenantId tenant, String repositoryId, int most);
    }

    /// @return whether there was one
    /// @throws RefactoryException `repository_in_use` naming jobs that work on it
    public boolean delete(TenantId tenant, String repositoryId) {
        if (repositories.find(tenant, repositoryId).isEmpty()) {
            return false;
        }
        // Those that were submitted without their repository's id are known by the snapshot they wait for.
        List<String> open = Stream.concat(
                        jobs.open(tenant, repositoryId, JOBS_NAMED + 1).stream(),
                        builds.waitingJobs(tenant, repositoryId, JOBS_NAMED + 1).stream())
                .distinct()
                .toList();
        if (!open.isEmpty()) {
            String named = String.join(", ", open.subList(0, Math.min(JOBS_NAMED, open.size())))
                    + (open.size() > JOBS_NAMED ? " and others" : "");
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_IN_USE,
                    repositoryId,
                    "Jobs work on the repository " + repositoryId + " (" + named
                            + "): cancel them or wait until they have ended, then delete it.");
        }
        if (!repositories.markDeleted(tenant, repositoryId)) {
            return false;
        }
        log.info("repository deleted repository={}", repositoryId);
        Tombstone tombstone = new Tombstone(tenant, repositoryId);
        for (int step = 0; step < STEPS_AT_ONCE && !purge(tombstone); step++) {
            log.debug("repository purged further repository={}", repositoryId);
        }
        return true;
    }

    /// One bounded step.
    /// @return whether nothing is left in the database
    private boolean purge(Tombstone tombstone) {
        TenantId tenant = tombstone.tenant();
        String id = tombstone.repositoryId();
        // Builders first: without a lease they begin nothing new.
        builds.deleteRepository(tenant, id);
        boolean gone = graphs.deleteRepository(tenant, id, SNAPSHOTS_A_STEP);
        gone &= bundles.delete(tenant, id, BUNDLES_A_STEP);
        gone &= jobs.deleteEnded(tenant, id, JOBS_A_STEP);
        // Other machines' copies go when they look; one in use here goes with the next look, too.
        copies.remove(tenant, id);
        if (gone) {
            repositories.purged(tenant, id);
        }
        return gone;
    }

    @Override
    public String title() {
        return "RepositoryPurger";
    }

    @Override
    public boolean runOnce() {
        List<Tombstone> left = repositories.toPurge(REPOSITORIES_A_ROUND);
        left.forEach(this::purge);
        return !left.isEmpty();
    }
}
