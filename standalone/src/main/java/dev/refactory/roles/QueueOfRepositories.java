package dev.refactory.roles;

import dev.refactory.index.repository.RepositoryRemoval.JobsOfRepositories;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.store.JobMaintenance;
import java.util.List;

/// The queue's jobs, as the removal of repositories asks for them.
record QueueOfRepositories(JobMaintenance jobs) implements JobsOfRepositories {
    @Override
    public List<String> open(TenantId tenant, String repositoryId, int limit) {
        return jobs.openOf(tenant, repositoryId, limit);
    }

    @Override
    public boolean deleteEnded(TenantId tenant, String repositoryId, int most) {
        return jobs.deleteOf(tenant, repositoryId, most) < most;
    }
}
