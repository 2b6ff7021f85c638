package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("containers")
final class PostgresRepositoryStoreTest extends RepositoryStoreContract {
    private final StoreDatabase database = new StoreDatabase();
    private final PostgresRepositoryStore store = new PostgresRepositoryStore(database.database());

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    RepositoryStore store() {
        return store;
    }

    @Override
    TenantId tenant() {
        return database.newTenant();
    }
}
