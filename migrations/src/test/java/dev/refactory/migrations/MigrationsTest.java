package dev.refactory.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.migrations.SchemaException.Reason;
import dev.refactory.testkit.SharedPostgres;
import dev.refactory.testkit.SharedPostgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class MigrationsTest {
    @Test
    void anEmptyDatabaseGetsTheSchemaAndASecondRunChangesNothing() {
        TestDatabase database = SharedPostgres.newDatabase();
        int version = migrate(database);
        assertThat(version).isPositive();
        assertThat(migrate(database)).isEqualTo(version);
    }

    @Test
    void aDatabaseALaterVersionHasUsedIsRefusedAndNamesBothVersions() throws SQLException {
        TestDatabase database = SharedPostgres.newDatabase();
        int version = migrate(database);
        execute(
                database,
                "insert into flyway_schema_history select 999, '999', 'later', 'SQL', 'V999__later.sql',"
                        + " 1, current_user,"
                        + " now(), 1, true");
        assertThatThrownBy(() -> migrate(database))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NEWER))
                .hasMessageContaining("999")
                .hasMessageContaining(String.valueOf(version));
    }

    @Test
    void aDatabaseWithForeignTablesIsRefusedAndLeftAlone() throws SQLException {
        TestDatabase database = SharedPostgres.newDatabase();
        execute(database, "create table somebody_elses (id int)");
        assertReason(database, Reason.FOREIGN);
        execute(database, "drop table somebody_elses");
        assertThat(migrate(database)).isPositive();
    }

    @Test
    void aMigrationAppliedWithAnotherContentIsRefused() throws SQLException {
        TestDatabase database = SharedPostgres.newDatabase();
        migrate(database);
        execute(database, "update flyway_schema_history set checksum = 1 where version = '001'");
        assertReason(database, Reason.CHANGED);
    }

    @Test
    void aServerThatDoesNotAnswerIsSaid() {
        TestDatabase nowhere = new TestDatabase("x", "jdbc:postgresql://127.0.0.1:1/x?connectTimeout=1", "x", "x");
        assertReason(nowhere, Reason.UNREACHABLE);
    }

    private static void assertReason(TestDatabase database, Reason reason) {
        assertThatThrownBy(() -> migrate(database))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static int migrate(TestDatabase database) {
        return Migrations.migrate(database.jdbcUrl(), database.user(), database.password());
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
