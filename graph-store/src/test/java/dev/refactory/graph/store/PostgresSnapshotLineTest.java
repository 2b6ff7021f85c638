package dev.refactory.graph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.migrations.Migrations;
import dev.refactory.testkit.SharedPostgres;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("containers")
final class PostgresSnapshotLineTest extends SnapshotLineContract {
    private Database database;
    private PostgresGraphStore store;

    @BeforeAll
    void open() {
        SharedPostgres.TestDatabase testDatabase = SharedPostgres.newDatabase(
                "migrated", empty -> Migrations.migrate(empty.jdbcUrl(), empty.user(), empty.password()));
        database = Database.open(testDatabase.jdbcUrl(), testDatabase.user(), testDatabase.password(), 4);
        store = new PostgresGraphStore(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Override
    GraphStore store() {
        return store;
    }

    @Test
    void oldSnapshotsGoWithWhatNoOtherSnapshotHas() {
        twoBranchesOfOneSnapshotDoNotSeeEachOther();
        assertThat(store.deleteOld(1_000, Duration.ZERO)).isZero();
        assertThat(store.deleteOld(0, Duration.ofHours(1))).isZero();

        while (store.deleteOld(1, Duration.ZERO) > 0) {
            assertThat(rows("graph_snapshot")).isPositive();
        }
        assertThat(rows("graph_snapshot")).isEqualTo(1);
        assertThat(rows("graph_pool")).isEqualTo(1);
        assertThat(rows("graph_file")).isEqualTo(2);

        assertThat(store.deleteOld(0, Duration.ZERO)).isEqualTo(1);
        for (String table : List.of("graph_pool", "graph_file", "graph_segment", "graph_block")) {
            assertThat(rows(table)).as(table).isZero();
        }
    }

    /// A job that was given it this morning may come back to it tonight.
    @Test
    void aSnapshotThatWasLookedUpIsNotOld() {
        SnapshotKey key = new SnapshotKey(GraphStoreContract.TENANT, "repo_used", "e".repeat(40), "1");
        SnapshotSummary used;
        try (GraphStore.SnapshotWriter writer = store.begin(key)) {
            used = writer.commit(Facts.CONTEXT);
        }
        for (Runnable lookUp : List.<Runnable>of(
                () -> assertThat(store.find(key)).contains(used),
                () -> assertThat(store.find(key.tenant(), used.snapshotId())).contains(used))) {
            database.inTransactionOfAllTenants(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("update graph_snapshot set touched_at = touched_at"
                            + " - interval '2 days' where repository_id = 'repo_used'");
                }
            });
            lookUp.run();
            store.deleteOld(0, Duration.ofDays(1));
            assertThat(store.find(key)).contains(used);
        }
        store.delete(key.tenant(), used.snapshotId());
    }

    private long rows(String table) {
        return database.inTransactionOfAllTenants(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
