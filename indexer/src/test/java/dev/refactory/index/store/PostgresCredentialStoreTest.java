package dev.refactory.index.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.store.CredentialStore.Sealed;
import dev.refactory.kit.tenant.TenantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("containers")
final class PostgresCredentialStoreTest extends CredentialStoreContract {
    private final StoreDatabase database = new StoreDatabase();
    private final PostgresCredentialStore store = new PostgresCredentialStore(database.database());

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    CredentialStore store() {
        return store;
    }

    @Override
    TenantId tenant() {
        return database.newTenant();
    }

    @Test
    void theDatabaseRefusesWhatCannotBeSealed() {
        Sealed plain = new Sealed("0".repeat(16), "token".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        TenantId tenant = tenant();
        assertThatThrownBy(() -> store.put(tenant, "h.org", plain)).hasMessageContaining("git_credential");
    }
}
