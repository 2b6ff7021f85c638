package dev.refactory.index.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.migrations.Migrations;
import dev.refactory.testkit.SharedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("containers")
final class PostgresSnapshotBuildStoreTest extends SnapshotBuildStoreContract {
    private Database database;
    private PostgresSnapshotBuildStore store;

    @BeforeAll
    void open() {
        SharedPostgres.TestDatabase test = SharedPostgres.newDatabase(
                "migrated", empty -> Migrations.migrate(empty.jdbcUrl(), empty.user(), empty.password()));
        database = Database.open(test.jdbcUrl(), test.user(), test.password(), 2);
        store = new PostgresSnapshotBuildStore(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    SnapshotBuildStore store() {
        return store;
    }
}
