package dev.refactory.graph.store;

import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.codec.PackedFile;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.segment.SegmentBuilder;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.util.HashSet;
import java.util.Set;

/// Writes a snapshot into a pool of its own: collects files and what they say, and sends them in
/// portions, each in a short transaction, under a snapshot that nobody sees yet.
final class PostgresSnapshotWriter implements GraphStore.SnapshotWriter {
    /// Bytes of heap that a segment is gathered in before it is sealed: some 300,000 lines of Java.
    static final long SEGMENT_BYTES = 64_000_000;

    private final Database database;
    private final PostgresGraphStore store;
    private final SnapshotKey key;
    private final TenantId tenant;
    private final SnapshotRow row;
    private final FileRows files = new FileRows();
    private final SegmentBuilder segment = new SegmentBuilder();
    private final FactsTally tally = new FactsTally();
    private final Set<String> paths = new HashSet<>();
    private int nextSegment = 1;
    private boolean ended;

    PostgresSnapshotWriter(Database database, PostgresGraphStore store, SnapshotKey key) {
        this.database = database;
        this.store = store;
        this.key = key;
        this.tenant = key.tenant();
        this.row = database.inTransaction(tenant, connection -> SnapshotRow.inNewPool(connection, key));
    }

    @Override
    public void add(FileFacts facts, Outline outline) {
        add(PackedFile.of(facts), outline);
    }

    @Override
    public void add(PackedFile packed, Outline outline) {
        if (!paths.add(packed.file().path())) {
            throw addedTwice(packed.file().path());
        }
        FileTable table = packed.table();
        tally.add(packed.file(), table);
        files.add(paths.size(), packed, table, outline);
        segment.add(paths.size(), table);
        flushWhenFull();
    }

    static IllegalArgumentException addedTwice(String path) {
        return new IllegalArgumentException("Added twice: " + path);
    }

    @Override
    public void drop(String path) {
        // There is no base that has it.
    }

    private void flushWhenFull() {
        if (segment.size() > SEGMENT_BYTES) {
            database.inTransaction(tenant, connection -> {
                row.touch(connection);
                nextSegment = new SegmentRows(connection, row).add(nextSegment, segment);
                return nextSegment;
            });
        }
        if (files.full()) {
            database.inTransaction(tenant, connection -> {
                row.touch(connection);
                files.send(connection, row);
                return row.snapshotId();
            });
        }
    }

    @Override
    public SnapshotSummary commit(CompileContext compileContext) {
        SnapshotSummary summary = tally.summary(row.snapshotId(), key, compileContext);
        Members members = new Members();
        for (int fileNo = 1; fileNo <= paths.size(); fileNo++) {
            members.add(fileNo);
        }
        try {
            database.inTransaction(tenant, connection -> {
                row.touch(connection);
                files.send(connection, row);
                SegmentRows segments = new SegmentRows(connection, row);
                nextSegment = segments.add(nextSegment, segment);
                nextSegment = segments.merge(nextSegment, members);
                row.takeNumbers(connection, paths.size() + 1, nextSegment);
                row.makeVisible(connection, summary, members);
                return summary.snapshotId();
            });
        } catch (DatabaseException e) {
            close();
            return store.winner(key, row.snapshotId(), e);
        }
        ended = true;
        return summary;
    }

    static RefactoryException clearedAway(long snapshotId) {
        return new RefactoryException(
                ErrorCode.INTERNAL,
                "snapshot " + snapshotId,
                "The snapshot was cleared away as abandoned while it was written: index the commit again.");
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            files.clear();
            store.delete(tenant, row.snapshotId());
        }
    }
}
