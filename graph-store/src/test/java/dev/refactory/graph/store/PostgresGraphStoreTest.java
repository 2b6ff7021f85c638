package dev.refactory.graph.store;

import static dev.refactory.graph.store.Facts.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.migrations.Migrations;
import dev.refactory.testkit.SharedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
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
final class PostgresGraphStoreTest extends GraphStoreContract {
    private static final List<String> TABLES =
            List.of("graph_pool", "graph_snapshot", "graph_file", "graph_segment", "graph_block");

    private SharedPostgres.TestDatabase testDatabase;
    private Database database;
    private PostgresGraphStore store;

    @BeforeAll
    void open() {
        testDatabase = SharedPostgres.newDatabase(
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
    void aWriterThatDiesLeavesNothingVisibleAndTheJanitorRemovesItsRows() {
        store.deleteAbandoned(Duration.ZERO);
        SnapshotKey key = key();
        GraphStore.SnapshotWriter dead = store.begin(key);
        for (int i = 0; i < 300; i++) {
            dead.add(Facts.file("f" + i, List.of(), List.of(Facts.at(0, 1, "s~" + "x".repeat(40_000) + i))));
        }
        assertThat(rowsOfUncommitted("graph_file")).isPositive();
        assertThat(store.find(key)).isEmpty();
        assertThat(store.deleteAbandoned(Duration.ofHours(1))).isZero();

        assertThat(store.deleteAbandoned(Duration.ZERO)).isEqualTo(1);
        for (String table : TABLES) {
            assertThat(rowsOfUncommitted(table)).as(table).isZero();
        }
        assertThatThrownBy(() -> dead.commit(CONTEXT))
                .isInstanceOf(RefactoryException.class)
                .hasMessageContaining("index the commit again");
        assertThat(store.find(key)).isEmpty();
    }

    @Test
    void theLosersRowsAreDropped() {
        store.deleteAbandoned(Duration.ZERO);
        SnapshotKey key = key();
        GraphStore.SnapshotWriter late = store.begin(key);
        late.add(FILE_B);
        write(key, FILE_A);
        late.commit(CONTEXT);
        for (String table : TABLES) {
            assertThat(rowsOfUncommitted(table)).as(table).isZero();
        }
    }

    @Test
    void withoutATenantNoRowIsSeen() throws SQLException {
        write(key(), FILE_A, FILE_B);
        try (Connection connection = testDatabase.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                    row.next();
                    assertThat(row.getLong(1)).as(table).isZero();
                }
            }
        }
    }

    private long rowsOfUncommitted(String table) {
        return database.inTransactionOfAllTenants(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from " + table
                            + " where pool_id not in (select pool_id from graph_snapshot"
                            + " where state = 'committed')")) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
