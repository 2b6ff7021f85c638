package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.testkit.VirtualClock;

final class MemoryRepositoryStoreTest extends RepositoryStoreContract {
    private final MemoryRepositoryStore store = new MemoryRepositoryStore(new VirtualClock());
    private int tenants;

    @Override
    RepositoryStore store() {
        return store;
    }

    @Override
    TenantId tenant() {
        return new TenantId("tenant-" + ++tenants);
    }
}
