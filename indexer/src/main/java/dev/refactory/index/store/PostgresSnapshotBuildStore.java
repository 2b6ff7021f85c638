package dev.refactory.index.store;

import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Builds in Postgres, by the database's clock.
public final class PostgresSnapshotBuildStore implements SnapshotBuildStore {
    private static final int KEY_COLUMNS = 4;

    private final Database database;

    public PostgresSnapshotBuildStore(Database database) {
        this.database = database;
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(SnapshotKey key, String sql, Use<T> use) {
        return database.inTransaction(key.tenant(), connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                return use.of(statement);
            }
        });
    }

    /// Sets the key's four columns from place `first` on.
    private static void setKey(PreparedStatement statement, int first, SnapshotKey key) throws SQLException {
        statement.setString(first, key.tenant().value());
        statement.setString(first + 1, key.repositoryId());
        statement.setString(first + 2, key.treeId());
        statement.setString(first + 3, key.engineVersion());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    @Override
    public void join(SnapshotKey key, String jobId, Duration patience) {
        run(key, SnapshotBuildSql.JOIN, statement -> {
            setKey(statement, 1, key);
            statement.setString(KEY_COLUMNS + 1, jobId);
            statement.setDouble(KEY_COLUMNS + 2, seconds(patience));
            return statement.executeUpdate();
        });
    }

    @Override
    public void leave(SnapshotKey key, String jobId) {
        run(key, SnapshotBuildSql.LEAVE, statement -> {
            setKey(statement, 1, key);
            statement.setString(KEY_COLUMNS + 1, jobId);
            return statement.executeUpdate();
        });
    }

    @Override
    public int waiters(SnapshotKey key) {
        return run(key, SnapshotBuildSql.WAITERS, statement -> {
            setKey(statement, 1, key);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Override
    public List<String> waitingJobs(TenantId tenant, String repositoryId, int limit) {
        return database.inTransaction(
                tenant,
                connection -> Statements.list(
                        connection,
                        SnapshotBuildSql.WAITING_JOBS,
                        row -> row.getString("job_id"),
                        tenant.value(),
                        repositoryId,
                        limit));
    }

    @Override
    public OptionalLong claim(SnapshotKey key, String builder, Duration lease) {
        return run(key, SnapshotBuildSql.CLAIM, statement -> {
            setKey(statement, 1, key);
            statement.setString(KEY_COLUMNS + 1, builder);
            statement.setDouble(KEY_COLUMNS + 2, seconds(lease));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        });
    }

    @Override
    public boolean renew(SnapshotKey key, long fence, Duration lease) {
        return run(key, SnapshotBuildSql.RENEW, statement -> {
            statement.setDouble(1, seconds(lease));
            setKey(statement, 2, key);
            statement.setLong(2 + KEY_COLUMNS, fence);
            return statement.executeUpdate() == 1;
        });
    }

    @Override
    public boolean built(SnapshotKey key, long fence, long snapshotId) {
        return end(key, fence, "built", snapshotId, null, null);
    }

    @Override
    public boolean failed(SnapshotKey key, long fence, String code, String detail) {
        return end(key, fence, "failed", null, code, detail);
    }

    @Override
    public boolean cancelled(SnapshotKey key, long fence) {
        return end(key, fence, "cancelled", null, null, null);
    }

    @Override
    public void deleteRepository(TenantId tenant, String repositoryId) {
        database.inTransaction(tenant, connection -> {
            for (String sql : SnapshotBuildSql.DELETE_REPOSITORY) {
                Statements.update(connection, sql, tenant.value(), repositoryId);
            }
            return repositoryId;
        });
    }

    private boolean end(
            SnapshotKey key,
            long fence,
            String state,
            @Nullable Long snapshotId,
            @Nullable String code,
            @Nullable String detail) {
        return run(key, SnapshotBuildSql.END, statement -> {
            statement.setString(1, state);
            if (snapshotId == null) {
                statement.setNull(2, Types.BIGINT);
            } else {
                statement.setLong(2, snapshotId);
            }
            statement.setString(3, code);
            statement.setString(4, detail == null ? null : detail.replace('\0', ' '));
            setKey(statement, 5, key);
            statement.setLong(5 + KEY_COLUMNS, fence);
            return statement.executeUpdate() == 1;
        });
    }
}
