package dev.refactory.graph.store;

import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.codec.StorableText;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Outline;
import dev.refactory.kit.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Files as rows of a pool, gathered until they are sent.
final class FileRows {
    /// Files, and bytes of theirs, held before they are sent. So many are a sign of life as well.
    private static final int MOST = 256;

    private static final long MOST_BYTES = 4_000_000;

    private final List<Row> rows = new ArrayList<>();
    private long size;

    private record Row(
            int fileNo,
            String path,
            FileFacts facts,
            int occurrences,
            int unresolved,
            byte[] outline,
            byte[] names,
            byte[] rest) {}

    /// @param fileNo not taken in the pool
    /// @param table of the same facts
    void add(int fileNo, FileFacts facts, FileTable table, Outline outline) {
        FileFacts shown = new FileFacts(
                facts.path(),
                facts.blobId(),
                facts.language(),
                facts.lines(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                facts.problems());
        Row row = new Row(
                fileNo,
                StorableText.of(facts.path()),
                shown,
                facts.occurrences().size(),
                FactsTally.unresolved(facts),
                outline.toBytes(),
                table.names(),
                table.facts());
        rows.add(row);
        size += row.outline().length + row.names().length + row.rest().length;
    }

    /// Whether it is time to send them.
    boolean full() {
        return rows.size() >= MOST || size > MOST_BYTES;
    }

    /// Holds none afterwards.
    void send(Connection connection, SnapshotRow into) throws SQLException {
        PreparedStatement insert = connection.prepareStatement(SnapshotSql.ADD_FILE);
        try (Batch batch = new Batch(insert)) {
            for (Row row : rows) {
                set(insert, row, into);
                batch.add();
            }
            batch.send();
        }
        clear();
    }

    private static void set(PreparedStatement insert, Row row, SnapshotRow into) throws SQLException {
        FileFacts facts = row.facts();
        insert.setString(1, into.tenant().value());
        insert.setLong(2, into.poolId());
        insert.setInt(3, row.fileNo());
        insert.setString(4, row.path());
        insert.setLong(5, StorableText.hash(row.path()));
        insert.setString(6, facts.blobId());
        insert.setString(7, StorableText.of(facts.language()));
        insert.setInt(8, facts.lines());
        insert.setBoolean(9, FactsTally.indexed(facts));
        insert.setInt(10, row.occurrences());
        insert.setInt(11, row.unresolved());
        insert.setString(12, StorableText.ofJson(Json.write(facts.problems())));
        insert.setBytes(13, row.outline());
        insert.setBytes(14, row.names());
        insert.setBytes(15, row.rest());
    }

    void clear() {
        rows.clear();
        size = 0;
    }
}
