package dev.refactory.graph.store;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Snapshots in Postgres. A writer copies its rows in short transactions under a snapshot in state `writing`; the
/// commit is one update of one row. A writer that dies leaves rows that no view reads, until [#deleteAbandoned].
public final class PostgresGraphStore implements GraphStore {
    /// Abandoned snapshots removed by one call, so that a round stays short.
    private static final int ABANDONED_PER_CALL = 20;

    /// Some 60 MB of facts when full, and 30 MB of file lists.
    private static final long CACHED_FACTS = 500_000;

    private static final long CACHED_FILES = 100_000;

    private final Database database;
    private final SnapshotCache cache = new SnapshotCache(CACHED_FILES, CACHED_FACTS);

    public PostgresGraphStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<SnapshotSummary> find(SnapshotKey key) {
        return database.inTransaction(key.tenant(), connection -> {
            try (PreparedStatement find = connection.prepareStatement(GraphSql.FIND_BY_KEY)) {
                find.setString(1, key.tenant().value());
                find.setString(2, key.repositoryId());
                find.setString(3, key.treeId());
                find.setString(4, key.engineVersion());
                return summary(key.tenant(), find);
            }
        });
    }

    @Override
    public Optional<SnapshotSummary> find(TenantId tenant, long snapshotId) {
        return database.inTransaction(tenant, connection -> {
            try (PreparedStatement find = connection.prepareStatement(GraphSql.FIND_BY_ID)) {
                find.setString(1, tenant.value());
                find.setLong(2, snapshotId);
                return summary(tenant, find);
            }
        });
    }

    private static Optional<SnapshotSummary> summary(TenantId tenant, PreparedStatement find) throws SQLException {
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            SnapshotKey key = new SnapshotKey(tenant, row.getString(2), row.getString(3), row.getString(4));
            return Optional.of(new SnapshotSummary(
                    row.getLong(1),
                    key,
                    row.getInt(5),
                    row.getInt(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9),
                    Json.read(row.getString(10), CompileContext.class)));
        }
    }

    @Override
    public SnapshotWriter begin(SnapshotKey key) {
        long snapshotId = database.inTransaction(key.tenant(), connection -> {
            try (PreparedStatement begin = connection.prepareStatement(GraphSql.BEGIN)) {
                begin.setString(1, key.tenant().value());
                begin.setString(2, key.repositoryId());
                begin.setString(3, key.treeId());
                begin.setString(4, key.engineVersion());
                try (ResultSet row = begin.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
        return new PostgresSnapshotWriter(database, this, key, snapshotId);
    }

    @Override
    public GraphView view(TenantId tenant, long snapshotId) {
        return view(find(tenant, snapshotId).orElseThrow(() -> noSuchSnapshot(snapshotId)));
    }

    @Override
    public GraphView view(SnapshotSummary found) {
        return new PostgresGraphView(database, cache, found.key().tenant(), found.snapshotId());
    }

    @Override
    public List<SymbolInfo> search(TenantId tenant, long snapshotId, SymbolSearch search) {
        List<String> spellings = database.inTransaction(tenant, connection -> {
            List<String> found = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(GraphSql.SEARCH)) {
                Object[] kinds = search.kinds().stream().map(Enum::ordinal).toArray();
                query.setBoolean(1, search.bySpelling());
                query.setString(2, StorableText.of(search.text()));
                query.setString(3, tenant.value());
                query.setLong(4, snapshotId);
                query.setArray(5, connection.createArrayOf("integer", kinds));
                query.setArray(6, connection.createArrayOf("integer", kinds));
                query.setInt(7, search.limit());
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(row.getString(1));
                    }
                }
            }
            return found;
        });
        return new PostgresGraphView(database, cache, tenant, snapshotId)
                .symbols(spellings).values().stream().sorted(search.bestFirst()).toList();
    }

    static RefactoryException noSuchSnapshot(long snapshotId) {
        return new RefactoryException(
                ErrorCode.NOT_FOUND,
                "snapshot " + snapshotId,
                "There is no snapshot " + snapshotId + ": submit the job again, which indexes the commit again.");
    }

    @Override
    public void delete(TenantId tenant, long snapshotId) {
        cache.forget(new SnapshotCache.Snapshot(tenant, snapshotId));
        database.inTransaction(tenant, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(GraphSql.DELETE_SNAPSHOT)) {
                delete.setString(1, tenant.value());
                delete.setLong(2, snapshotId);
                delete.executeUpdate();
            }
            deleteFacts(connection, tenant.value(), snapshotId);
            return snapshotId;
        });
    }

    @Override
    public Map<String, Integer> snapshots(TenantId tenant, Collection<String> repositoryIds) {
        return database.inTransaction(tenant, connection -> {
            try (PreparedStatement query = connection.prepareStatement(GraphSql.SNAPSHOTS)) {
                query.setString(1, tenant.value());
                query.setArray(2, connection.createArrayOf("text", repositoryIds.toArray()));
                Map<String, Integer> snapshots = new HashMap<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        snapshots.put(row.getString(1), row.getInt(2));
                    }
                }
                return snapshots;
            }
        });
    }

    /// One snapshot a transaction: each has up to millions of rows.
    @Override
    public boolean deleteRepository(TenantId tenant, String repositoryId, int most) {
        List<Long> found = database.inTransaction(tenant, connection -> {
            try (PreparedStatement query = connection.prepareStatement(GraphSql.OF_REPOSITORY)) {
                query.setString(1, tenant.value());
                query.setString(2, repositoryId);
                query.setInt(3, most + 1);
                List<Long> snapshots = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        snapshots.add(row.getLong(1));
                    }
                }
                return snapshots;
            }
        });
        found.stream().limit(most).forEach(snapshot -> delete(tenant, snapshot));
        return found.size() <= most;
    }

    private static void deleteFacts(Connection connection, String tenant, long snapshotId) throws SQLException {
        for (String statement : GraphSql.DELETE_FACTS) {
            try (PreparedStatement delete = connection.prepareStatement(statement)) {
                delete.setString(1, tenant);
                delete.setLong(2, snapshotId);
                delete.executeUpdate();
            }
        }
    }

    /// Removes snapshots of all tenants whose writer has sent nothing for `silence`, at most 20 a call. A writer that
    /// wakes up later finds its snapshot gone and fails.
    /// @return how many were removed
    public int deleteAbandoned(Duration silence) {
        double seconds = silence.toMillis() / 1000.0;
        List<Abandoned> abandoned = database.inTransactionOfAllTenants(connection -> abandoned(connection, seconds));
        int removed = 0;
        for (Abandoned snapshot : abandoned) {
            removed += database.inTransactionOfAllTenants(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(GraphSql.DELETE_ABANDONED)) {
                    delete.setString(1, snapshot.tenant());
                    delete.setLong(2, snapshot.snapshotId());
                    delete.setDouble(3, seconds);
                    if (delete.executeUpdate() == 0) {
                        return 0;
                    }
                }
                deleteFacts(connection, snapshot.tenant(), snapshot.snapshotId());
                return 1;
            });
        }
        return removed;
    }

    private static List<Abandoned> abandoned(Connection connection, double seconds) throws SQLException {
        List<Abandoned> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(GraphSql.ABANDONED)) {
            query.setDouble(1, seconds);
            query.setInt(2, ABANDONED_PER_CALL);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Abandoned(row.getString(1), row.getLong(2)));
                }
            }
        }
        return found;
    }

    private record Abandoned(String tenant, long snapshotId) {}
}
