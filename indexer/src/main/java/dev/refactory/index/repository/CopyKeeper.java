package dev.refactory.index.repository;

import dev.refactory.index.git.RepositoryCopies;
import dev.refactory.index.git.RepositoryCopies.Copy;
import dev.refactory.index.store.RepositoryStore;
import dev.refactory.index.store.RepositoryStore.Standing;
import dev.refactory.kit.lifecycle.Service;
import dev.refactory.kit.tenant.TenantId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Keeps this machine's copies of repositories in bounds: removes what died half made, copies of
/// repositories that were deleted, and, the longest unused first, what there is no space for. What
/// is in use stays until a later round.
public final class CopyKeeper implements Service {
    private final RepositoryCopies copies;
    private final RepositoryStore repositories;

    public CopyKeeper(RepositoryCopies copies, RepositoryStore repositories, MeterRegistry metrics) {
        this.copies = copies;
        this.repositories = repositories;
        Gauge.builder("refactory.repositories.copies.bytes", copies, RepositoryCopies::bytes)
                .description("Bytes of this machine's copies of repositories")
                .baseUnit("bytes")
                .register(metrics);
        FunctionCounter.builder("refactory.repositories.copies.removed", copies, RepositoryCopies::removed)
                .description("Copies of repositories removed for space, or with their repository")
                .register(metrics);
    }

    @Override
    public String title() {
        return "CopyKeeper";
    }

    @Override
    public boolean runOnce() {
        copies.removeDebris();
        Map<TenantId, List<Copy>> byTenant = copies.list().stream().collect(Collectors.groupingBy(Copy::tenant));
        byTenant.forEach(this::removeDeleted);
        copies.evict();
        return false;
    }

    private void removeDeleted(TenantId tenant, List<Copy> ofTenant) {
        Map<String, Standing> standings = repositories.standings(
                tenant, ofTenant.stream().map(Copy::repositoryId).toList());
        for (Copy copy : ofTenant) {
            Standing standing = standings.get(copy.repositoryId());
            if (standing != null
                    && (standing.deleted() || standing.generation() > copies.generation(tenant, copy.repositoryId()))) {
                copies.remove(tenant, copy.repositoryId());
            }
        }
    }
}
