package dev.refactory.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.testkit.SharedPostgres.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedPostgresTest {
    @Test
    void aDatabaseIsEmptyAndItsOwnerIsNoSuperuser() throws SQLException {
        TestDatabase database = SharedPostgres.newDatabase();
        assertThat(query(database, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(query(database, "select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo("0");
        assertThat(query(database, "show server_version")).startsWith("18.");
    }

    @Test
    void aTemplateIsPreparedOnceAndEveryCopyIsItsOwn() throws SQLException {
        AtomicInteger prepared = new AtomicInteger();
        TestDatabase first = copy(prepared);
        execute(first, "insert into t values (1)");
        TestDatabase second = copy(prepared);
        assertThat(prepared).hasValue(1);
        assertThat(query(second, "select count(*) from t")).isEqualTo("0");
    }

    private static TestDatabase copy(AtomicInteger prepared) {
        return SharedPostgres.newDatabase("shared-postgres-test", database -> {
            prepared.incrementAndGet();
            execute(database, "create table t (id int)");
        });
    }

    private static void execute(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
