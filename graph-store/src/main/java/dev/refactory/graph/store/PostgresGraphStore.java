package dev.refactory.graph.store;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
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
import java.util.function.BiConsumer;

/// Snapshots in Postgres. The files of a snapshot lie in a pool, under numbers of that pool; a
/// snapshot that begins from another adds to its pool what differs. A writer copies its rows under
/// a snapshot in state `writing`; the commit is one update of one row. A writer that dies leaves
/// rows that no view reads, until [#deleteAbandoned].
public final class PostgresGraphStore implements GraphStore {
    private static final int OUTLINES_AT_ONCE = 500;

    /// Some 60 MB of facts when full, and 30 MB of file lists.
    private static final long CACHED_FACTS = 500_000;

    private static final long CACHED_FILES = 100_000;

    private static final long CACHED_BYTES = 32_000_000;

    private final Database database;
    private final SnapshotRemoval removal;
    private final SnapshotCache cache = new SnapshotCache(CACHED_FILES, CACHED_FACTS, CACHED_BYTES);

    public PostgresGraphStore(Database database) {
        this.database = database;
        this.removal = new SnapshotRemoval(database);
    }

    @Override
    public Optional<SnapshotSummary> find(SnapshotKey key) {
        return database.inTransaction(key.tenant(), connection -> {
            try (PreparedStatement find = connection.prepareStatement(SnapshotSql.FIND_BY_KEY)) {
                for (int first = 1; first <= 5; first += 4) {
                    find.setString(first, key.tenant().value());
                    find.setString(first + 1, key.repositoryId());
                    find.setString(first + 2, key.treeId());
                    find.setString(first + 3, key.engineVersion());
                }
                return summary(key.tenant(), find);
            }
        });
    }

    @Override
    public Optional<SnapshotSummary> find(TenantId tenant, long snapshotId) {
        return database.inTransaction(tenant, connection -> {
            try (PreparedStatement find = connection.prepareStatement(SnapshotSql.FIND_BY_ID)) {
                for (int first = 1; first <= 3; first += 2) {
                    find.setString(first, tenant.value());
                    find.setLong(first + 1, snapshotId);
                }
                return summary(tenant, find);
            }
        });
    }

    private static Optional<SnapshotSummary> summary(TenantId tenant, PreparedStatement find) throws SQLException {
        return summaries(tenant, find).stream().findFirst();
    }

    private static List<SnapshotSummary> summaries(TenantId tenant, PreparedStatement find) throws SQLException {
        List<SnapshotSummary> found = new ArrayList<>();
        try (ResultSet row = find.executeQuery()) {
            while (row.next()) {
                SnapshotKey key = new SnapshotKey(tenant, row.getString(2), row.getString(3), row.getString(4));
                found.add(new SnapshotSummary(
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
        return found;
    }

    @Override
    public SnapshotWriter begin(SnapshotKey key) {
        return new PostgresSnapshotWriter(database, this, key);
    }

    @Override
    public SnapshotWriter beginFrom(SnapshotSummary base, SnapshotKey key) {
        return new PostgresSnapshotExtension(database, this, base, key);
    }

    /// The snapshot of the writer that was first.
    SnapshotSummary winner(SnapshotKey key, long loser, DatabaseException lost) {
        if (!lost.uniqueViolation()) {
            throw lost;
        }
        return find(key)
                .orElseThrow(() -> new RefactoryException(
                        ErrorCode.INTERNAL,
                        "snapshot " + loser,
                        "Another snapshot of the same tree was committed and deleted: index the commit again.",
                        lost));
    }

    @Override
    public List<SnapshotSummary> latest(TenantId tenant, String repositoryId, String engineVersion, int most) {
        return database.inTransaction(tenant, connection -> {
            try (PreparedStatement latest = connection.prepareStatement(SnapshotSql.LATEST)) {
                latest.setString(1, tenant.value());
                latest.setString(2, repositoryId);
                latest.setString(3, engineVersion);
                latest.setInt(4, most);
                return summaries(tenant, latest);
            }
        });
    }

    @Override
    public Map<String, Outline> outlines(TenantId tenant, long snapshotId, Collection<String> paths) {
        return database.inTransaction(tenant, GraphSql.WALK_INDEXES, connection -> {
            Map<String, Outline> outlines = new HashMap<>();
            try (GraphQuery query =
                    new GraphQuery(connection.prepareStatement(SnapshotSql.OUTLINES), tenant, snapshotId)) {
                ResultSet row = query.texts(paths).snapshot().run();
                while (row.next()) {
                    Outline outline = Outline.of(row.getBytes(2));
                    if (!outline.equals(Outline.NONE)) {
                        outlines.put(row.getString(1), outline);
                    }
                }
            }
            return outlines;
        });
    }

    @Override
    public void eachOutline(TenantId tenant, long snapshotId, BiConsumer<String, Outline> reader) {
        database.inTransaction(tenant, GraphSql.WALK_INDEXES, connection -> {
            PreparedStatement all = connection.prepareStatement(SnapshotSql.ALL_OUTLINES);
            all.setFetchSize(OUTLINES_AT_ONCE);
            try (GraphQuery query = new GraphQuery(all, tenant, snapshotId)) {
                ResultSet row = query.snapshot().run();
                while (row.next()) {
                    reader.accept(row.getString(1), Outline.of(row.getBytes(2)));
                }
            }
            return snapshotId;
        });
    }

    @Override
    public GraphView view(TenantId tenant, long snapshotId) {
        return view(find(tenant, snapshotId).orElseThrow(() -> noSuchSnapshot(snapshotId)));
    }

    @Override
    public GraphView view(SnapshotSummary found) {
        return view(new SnapshotCache.Snapshot(found.key().tenant(), found.snapshotId()));
    }

    @Override
    public List<SymbolInfo> search(TenantId tenant, long snapshotId, SymbolSearch search) {
        return view(new SnapshotCache.Snapshot(tenant, snapshotId)).search(search);
    }

    private PostgresGraphView view(SnapshotCache.Snapshot snapshot) {
        return new PostgresGraphView(database, cache, snapshot);
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
        removal.delete(tenant, snapshotId);
    }

    @Override
    public Map<String, Integer> snapshots(TenantId tenant, Collection<String> repositoryIds) {
        return database.inTransaction(tenant, connection -> {
            try (PreparedStatement query = connection.prepareStatement(SnapshotSql.SNAPSHOTS)) {
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
            try (PreparedStatement query = connection.prepareStatement(SnapshotSql.OF_REPOSITORY)) {
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

    /// Removes snapshots of all tenants whose writer has sent nothing for `silence`, at most 20 a
    /// call. A writer that wakes up later finds its snapshot gone and fails.
    /// @return how many were removed
    public int deleteAbandoned(Duration silence) {
        return removal.deleteAbandoned(silence);
    }

    /// Removes committed snapshots of all tenants that nobody has looked up for `age`, less an hour
    /// at most, but the newest `keep` of each repository; at most 20 a call, and what of their
    /// files no other snapshot has.
    /// @return how many were removed
    public int deleteOld(int keep, Duration age) {
        return removal.deleteOld(
                keep, age, (tenant, snapshotId) -> cache.forget(new SnapshotCache.Snapshot(tenant, snapshotId)));
    }
}
