package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.testkit.VirtualClock;

final class MemoryBundleStoreTest extends BundleStoreContract {
    private final MemoryRepositoryStore repositories = new MemoryRepositoryStore(new VirtualClock());
    private final MemoryBundleStore store = new MemoryBundleStore(new VirtualClock(), repositories);
    private int tenants;

    @Override
    RepositoryStore repositories() {
        return repositories;
    }

    @Override
    BundleStore store() {
        return store;
    }

    @Override
    TenantId tenant() {
        return new TenantId("tenant-" + ++tenants);
    }
}
