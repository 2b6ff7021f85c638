package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.testkit.VirtualClock;

final class MemoryCredentialStoreTest extends CredentialStoreContract {
    private final MemoryCredentialStore store = new MemoryCredentialStore(new VirtualClock());
    private int tenants;

    @Override
    CredentialStore store() {
        return store;
    }

    @Override
    TenantId tenant() {
        return new TenantId("tenant-" + ++tenants);
    }
}
