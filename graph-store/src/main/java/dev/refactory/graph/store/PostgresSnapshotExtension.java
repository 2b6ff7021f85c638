package dev.refactory.graph.store;

import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.codec.PackedFile;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.segment.SegmentBuilder;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Writes a snapshot into the pool of another: the files that differ, and which of the pool's files
/// are in it, in one transaction, while no other snapshot is written into the pool.
final class PostgresSnapshotExtension implements GraphStore.SnapshotWriter {
    private final Database database;
    private final PostgresGraphStore store;
    private final SnapshotSummary base;
    private final SnapshotKey key;
    private final TenantId tenant;
    private final SnapshotRow row;
    private final Map<String, Added> added = new LinkedHashMap<>();
    private final Set<String> dropped = new TreeSet<>();
    private boolean ended;

    private record Added(PackedFile packed, Outline outline) {}

    PostgresSnapshotExtension(Database database, PostgresGraphStore store, SnapshotSummary base, SnapshotKey key) {
        this.database = database;
        this.store = store;
        this.base = base;
        this.key = key;
        this.tenant = key.tenant();
        this.row = database.inTransaction(
                tenant,
                connection -> SnapshotRow.inPoolOf(connection, base.snapshotId(), key)
                        .orElseThrow(() -> PostgresGraphStore.noSuchSnapshot(base.snapshotId())));
    }

    @Override
    public void add(FileFacts facts, Outline outline) {
        add(PackedFile.of(facts), outline);
    }

    @Override
    public void add(PackedFile packed, Outline outline) {
        if (added.putIfAbsent(packed.file().path(), new Added(packed, outline)) != null) {
            throw PostgresSnapshotWriter.addedTwice(packed.file().path());
        }
    }

    @Override
    public void drop(String path) {
        dropped.add(path);
    }

    @Override
    public SnapshotSummary commit(CompileContext compileContext) {
        try {
            SnapshotSummary summary = database.inTransaction(
                    tenant, GraphSql.WALK_INDEXES, connection -> write(connection, compileContext));
            ended = true;
            return summary;
        } catch (DatabaseException e) {
            close();
            return store.winner(key, row.snapshotId(), e);
        }
    }

    private SnapshotSummary write(Connection connection, CompileContext compileContext) throws SQLException {
        row.touch(connection);
        FactsTally tally = new FactsTally();
        tally.add(base);
        Pool pool = hold(connection);
        leaveOut(connection, pool.members(), tally);
        FileRows files = new FileRows();
        SegmentBuilder segment = new SegmentBuilder();
        SegmentRows segments = new SegmentRows(connection, row);
        int fileNo = pool.nextFile();
        int nextSegment = pool.nextSegment();
        for (Added each : added.values()) {
            FileTable table = each.packed().table();
            tally.add(each.packed().file(), table);
            pool.members().add(fileNo);
            files.add(fileNo, each.packed(), table, each.outline());
            segment.add(fileNo++, table);
            if (files.full()) {
                files.send(connection, row);
            }
            if (segment.size() > PostgresSnapshotWriter.SEGMENT_BYTES) {
                nextSegment = segments.add(nextSegment, segment);
            }
        }
        files.send(connection, row);
        nextSegment = segments.merge(segments.add(nextSegment, segment), pool.members());
        row.takeNumbers(connection, fileNo, nextSegment);
        SnapshotSummary summary = tally.summary(row.snapshotId(), key, compileContext);
        row.makeVisible(connection, summary, pool.members());
        return summary;
    }

    private record Pool(int nextFile, int nextSegment, Members members) {}

    private Pool hold(Connection connection) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(SnapshotSql.HOLD_POOL)) {
            hold.setString(1, tenant.value());
            hold.setLong(2, base.snapshotId());
            try (ResultSet found = hold.executeQuery()) {
                if (!found.next()) {
                    throw PostgresGraphStore.noSuchSnapshot(base.snapshotId());
                }
                return new Pool(
                        found.getInt("next_file"),
                        found.getInt("next_segment"),
                        Members.of(found.getString("members")));
            }
        }
    }

    /// The files that are dropped, and those another version is added of.
    private void leaveOut(Connection connection, Members members, FactsTally tally) throws SQLException {
        Set<String> paths = new TreeSet<>(dropped);
        paths.addAll(added.keySet());
        try (GraphQuery query = query(connection, SnapshotSql.REPLACED_FILES, base.snapshotId())) {
            ResultSet file = query.texts(paths).snapshot().run();
            while (file.next()) {
                members.remove(file.getInt("file_no"));
                tally.remove(
                        file.getBoolean("indexed"),
                        file.getInt("lines"),
                        file.getInt("occurrences"),
                        file.getInt("unresolved"));
            }
        }
    }

    private GraphQuery query(Connection connection, String statement, long id) throws SQLException {
        return new GraphQuery(connection.prepareStatement(statement), tenant, id);
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            added.clear();
            store.delete(tenant, row.snapshotId());
        }
    }
}
