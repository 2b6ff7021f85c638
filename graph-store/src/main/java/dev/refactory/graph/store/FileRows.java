package dev.refactory.graph.store;

import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.codec.PackedFile;
import dev.refactory.graph.codec.StorableText;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
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

    private record Row(int fileNo, PackedFile packed, int occurrences, int unresolved, byte[] outline) {}

    /// @param fileNo not taken in the pool
    /// @param table of the same file
    void add(int fileNo, PackedFile packed, FileTable table, Outline outline) {
        Row row = new Row(fileNo, packed, table.occurrenceCount(), table.unresolvedCount(), outline.toBytes());
        rows.add(row);
        size += row.outline().length + packed.names().length + packed.facts().length;
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
        FileInfo file = row.packed().file();
        String path = StorableText.of(file.path());
        List<FileProblem> problems = file.problems();
        insert.setString(1, into.tenant().value());
        insert.setLong(2, into.poolId());
        insert.setInt(3, row.fileNo());
        insert.setString(4, path);
        insert.setLong(5, StorableText.hash(path));
        insert.setString(6, file.blobId());
        insert.setString(7, StorableText.of(file.language()));
        insert.setInt(8, file.lines());
        insert.setBoolean(9, FactsTally.indexed(problems));
        insert.setInt(10, row.occurrences());
        insert.setInt(11, row.unresolved());
        insert.setString(12, StorableText.ofJson(Json.write(problems)));
        insert.setBytes(13, row.outline());
        insert.setBytes(14, row.packed().names());
        insert.setBytes(15, row.packed().facts());
    }

    void clear() {
        rows.clear();
        size = 0;
    }
}
