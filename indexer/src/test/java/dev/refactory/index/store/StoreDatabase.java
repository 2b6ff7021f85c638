package dev.refactory.index.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.migrations.Migrations;
import dev.refactory.testkit.SharedPostgres;
import java.util.concurrent.atomic.AtomicInteger;

/// A migrated database of one test class.
public final class StoreDatabase implements AutoCloseable {
    private final AtomicInteger tenants = new AtomicInteger();
    private final SharedPostgres.TestDatabase test;
    private final Database database;

    public StoreDatabase() {
        test = SharedPostgres.newDatabase(
                "migrated", empty -> Migrations.migrate(empty.jdbcUrl(), empty.user(), empty.password()));
        database = Database.open(test.jdbcUrl(), test.user(), test.password(), 4);
    }

    public Database database() {
        return database;
    }

    /// A tenant the database knows, another each time.
    public TenantId newTenant() {
        TenantId tenant = new TenantId("tenant-" + tenants.incrementAndGet());
        database.inTransactionOfAllTenants(connection -> Statements.update(
                connection, "insert into tenant (tenant_id) values (?) on conflict do nothing", tenant.value()));
        return tenant;
    }

    @Override
    public void close() {
        database.close();
    }
}
