package dev.refactory.graph.store;

import dev.refactory.graph.segment.BlockSink;
import dev.refactory.graph.segment.BlockSource;
import dev.refactory.graph.segment.SegmentBlock;
import dev.refactory.graph.segment.SegmentBuilder;
import dev.refactory.graph.segment.SegmentDirectory;
import dev.refactory.graph.segment.SegmentMerge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Segments as rows of a pool, written in one transaction by whoever holds the pool or is alone in
/// it.
final class SegmentRows {
    /// Segments of a pool that are looked into side by side; with more, small ones are merged.
    /// Twice as many as a build of three million lines writes.
    static final int MOST = 24;

    private static final int AT_ONCE = 64;

    private final Connection connection;
    private final SnapshotRow row;

    SegmentRows(Connection connection, SnapshotRow row) {
        this.connection = connection;
        this.row = row;
    }

    /// Writes what was gathered, when there is anything.
    /// @param segmentNo not taken in the pool
    /// @return the next number
    int add(int segmentNo, SegmentBuilder gathered) throws SQLException {
        if (gathered.isEmpty()) {
            return segmentNo;
        }
        try (Blocks blocks = new Blocks(segmentNo)) {
            blocks.end(gathered.seal(blocks));
        }
        return segmentNo + 1;
    }

    /// Merges segments when there are many, and leaves out what leads to files that no snapshot of
    /// the pool has.
    /// @param members of the snapshot that is being written
    /// @return the next number
    int merge(int segmentNo, Members members) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        try (PreparedStatement query = prepare(SnapshotSql.SEGMENT_SIZES);
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                numbers.add(found.getInt(1));
                sizes.add(found.getLong(2));
            }
        }
        List<Integer> chosen = SegmentMerge.choose(sizes, MOST);
        if (chosen.isEmpty()) {
            return segmentNo;
        }
        Members wanted = new Members();
        wanted.addAll(members);
        try (PreparedStatement query = prepare(SnapshotSql.MEMBERS);
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                wanted.addAll(Members.of(found.getString(1)));
            }
        }
        TreeSet<Integer> merged = new TreeSet<>();
        List<BlockSource<SQLException>> sources = new ArrayList<>();
        for (int place : chosen) {
            merged.add(numbers.get(place));
            sources.add(new Stored(numbers.get(place)));
        }
        try (Blocks blocks = new Blocks(segmentNo)) {
            blocks.end(SegmentMerge.merge(sources, wanted::has, blocks));
        }
        for (String statement : SnapshotSql.DELETE_SEGMENTS) {
            try (PreparedStatement delete = prepare(statement)) {
                delete.setArray(3, connection.createArrayOf("integer", merged.toArray()));
                delete.executeUpdate();
            }
        }
        return segmentNo + 1;
    }

    /// With the tenant and the pool as its first parameters.
    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, row.tenant().value());
        statement.setLong(2, row.poolId());
        return statement;
    }

    /// Blocks on their way into the database.
    private final class Blocks implements BlockSink<SQLException>, AutoCloseable {
        private final PreparedStatement insert = prepare(SnapshotSql.ADD_BLOCK);
        private final Batch batch = new Batch(insert);
        private final int segmentNo;
        private int count;
        private long bytes;

        Blocks(int segmentNo) throws SQLException {
            this.segmentNo = segmentNo;
        }

        @Override
        public void accept(byte[] block) throws SQLException {
            insert.setInt(3, segmentNo);
            insert.setInt(4, count++);
            insert.setBytes(5, block);
            batch.add();
            bytes += block.length;
        }

        void end(SegmentDirectory directory) throws SQLException {
            batch.send();
            try (PreparedStatement segment = prepare(SnapshotSql.ADD_SEGMENT)) {
                segment.setInt(3, segmentNo);
                segment.setInt(4, count);
                segment.setLong(5, bytes);
                segment.setBytes(6, directory.toBytes());
                segment.executeUpdate();
            }
        }

        @Override
        public void close() throws SQLException {
            batch.close();
        }
    }

    /// Blocks on their way out of the database, a few at a time.
    private final class Stored implements BlockSource<SQLException> {
        private final int segmentNo;
        private final Queue<SegmentBlock> waiting = new ArrayDeque<>();
        private int next;

        Stored(int segmentNo) {
            this.segmentNo = segmentNo;
        }

        @Override
        public @Nullable SegmentBlock next() throws SQLException {
            if (waiting.isEmpty()) {
                try (PreparedStatement query = prepare(SnapshotSql.BLOCKS_FROM)) {
                    query.setInt(3, segmentNo);
                    query.setInt(4, next);
                    query.setInt(5, next + AT_ONCE);
                    try (ResultSet found = query.executeQuery()) {
                        while (found.next()) {
                            waiting.add(SegmentBlock.of(found.getBytes(1)));
                        }
                    }
                }
                next += AT_ONCE;
            }
            return waiting.poll();
        }
    }
}
