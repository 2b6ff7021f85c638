package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("containers")
final class PostgresBundleStoreTest extends BundleStoreContract {
    private final StoreDatabase database = new StoreDatabase();
    private final PostgresRepositoryStore repositories = new PostgresRepositoryStore(database.database());
    private final PostgresBundleStore store = new PostgresBundleStore(database.database());

    @AfterAll
    void close() {
        database.close();
    }

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
        return database.newTenant();
    }
}
