package dev.refactory.kit.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/// A pool of connections to Postgres. Every unit of work is one transaction that acts for one tenant, or, for the
/// maintenance of all tenants, says so by name. Thread-safe.
///
/// Row-level security reads the settings `refactory.tenant_id` and `refactory.all_tenants`, which are set for the
/// transaction only, so nothing leaks through the pool.
public final class Database implements AutoCloseable {
    private static final String SET = "set_config(?, ?, true)";
    private static final Map<String, String> FOR_ALL = Map.of("refactory.all_tenants", "on");

    private final DataSource pool;

    public Database(DataSource pool) {
        this.pool = pool;
    }

    /// Opens a pool of at most `maxConnections`. Does not fail when the server is away: the first use does.
    public static Database open(String jdbcUrl, String user, String password, int maxConnections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(maxConnections);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        config.setInitializationFailTimeout(-1);
        config.setPoolName("refactory");
        return new Database(new HikariDataSource(config));
    }

    /// Runs `work` in one transaction that sees the rows of `tenant` only, and commits.
    /// @throws RefactoryException `database_unavailable` when Postgres cannot be reached; then it
    ///     is unknown whether a commit that was under way took effect
    public <T> T inTransaction(TenantId tenant, SqlFunction<T> work) {
        return inTransaction(tenant, Map.of(), work);
    }

    /// The same, with other settings of the server that hold in this transaction only. They cost no
    /// question of their own.
    /// @param settings by name; never from outside
    public <T> T inTransaction(TenantId tenant, Map<String, String> settings, SqlFunction<T> work) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("refactory.tenant_id", tenant.value());
        return run(all, work);
    }

    /// Runs `work` in one transaction over the rows of all tenants; for maintenance and delivery, never for a
    /// caller.
    public <T> T inTransactionOfAllTenants(SqlFunction<T> work) {
        return run(FOR_ALL, work);
    }

    /// Asks the server for a sign of life.
    /// @throws RefactoryException `database_unavailable` when there is none
    public void ask() {
        inTransactionOfAllTenants(connection -> connection.isValid(1));
    }

    private <T> T run(Map<String, String> settings, SqlFunction<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                set(connection, settings);
                T result = work.apply(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private static void set(Connection connection, Map<String, String> settings) throws SQLException {
        String all = "select " + String.join(", ", Collections.nCopies(settings.size(), SET));
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            int place = 1;
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                statement.setString(place++, setting.getKey());
                statement.setString(place++, setting.getValue());
            }
            statement.execute();
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static RuntimeException translate(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (e instanceof java.sql.SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")) {
            return new RefactoryException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "postgres",
                    "Postgres does not answer (" + e.getMessage() + "): the work is kept and goes on when it is back.",
                    e);
        }
        return new DatabaseException(e);
    }

    @Override
    public void close() {
        if (pool instanceof HikariDataSource hikari) {
            hikari.close();
        }
    }
}
