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
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A pool of connections to Postgres. Every unit of work is one transaction that acts for one tenant, or, for the
/// maintenance of all tenants, says so by name. Thread-safe.
///
/// Row-level security reads the settings `refactory.tenant_id` and `refactory.all_tenants`, which are set for the
/// transaction only, so nothing leaks through the pool.
public final class Database implements AutoCloseable {
    private static final String ACT_FOR_TENANT = "select set_config('refactory.tenant_id', ?, true)";
    private static final String ACT_FOR_ALL = "select set_config('refactory.all_tenants', 'on', true)";

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
    /// @throws RefactoryException `database_unavailable` when Postgres cannot be reached; then it is unknown
    ///     whether
    ///     a commit that was under way took effect
    public <T> T inTransaction(TenantId tenant, SqlFunction<T> work) {
        return run(ACT_FOR_TENANT, tenant.value(), work);
    }

    /// Runs `work` in one transaction over the rows of all tenants; for maintenance and delivery, never for a
    /// caller.
    public <T> T inTransactionOfAllTenants(SqlFunction<T> work) {
        return run(ACT_FOR_ALL, null, work);
    }

    /// Asks the server for a sign of life.
    /// @throws RefactoryException `database_unavailable` when there is none
    public void ask() {
        inTransactionOfAllTenants(connection -> connection.isValid(1));
    }

    private <T> T run(String actFor, @Nullable String tenant, SqlFunction<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                try (PreparedStatement statement = connection.prepareStatement(actFor)) {
                    if (tenant != null) {
                        statement.setString(1, tenant);
                    }
                    statement.execute();
                }
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
