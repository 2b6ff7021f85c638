package dev.refactory.graph.store;

import dev.refactory.graph.codec.StorableText;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// The row of a snapshot that is being written.
record SnapshotRow(TenantId tenant, long snapshotId, long poolId) {
    static SnapshotRow inNewPool(Connection connection, SnapshotKey key) throws SQLException {
        long poolId;
        try (PreparedStatement pool = connection.prepareStatement(SnapshotSql.NEW_POOL)) {
            pool.setString(1, key.tenant().value());
            pool.setString(2, key.repositoryId());
            poolId = number(pool).orElseThrow();
        }
        try (PreparedStatement begin = connection.prepareStatement(SnapshotSql.BEGIN)) {
            begin.setString(1, key.tenant().value());
            begin.setString(2, key.repositoryId());
            begin.setString(3, key.treeId());
            begin.setString(4, key.engineVersion());
            begin.setLong(5, poolId);
            return new SnapshotRow(key.tenant(), number(begin).orElseThrow(), poolId);
        }
    }

    /// In the pool of a committed snapshot; empty when that is gone.
    static Optional<SnapshotRow> inPoolOf(Connection connection, long base, SnapshotKey key) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(SnapshotSql.BEGIN_FROM)) {
            begin.setString(1, key.treeId());
            begin.setString(2, key.engineVersion());
            begin.setString(3, key.tenant().value());
            begin.setLong(4, base);
            try (ResultSet row = begin.executeQuery()) {
                return row.next()
                        ? Optional.of(new SnapshotRow(key.tenant(), row.getLong(1), row.getLong(2)))
                        : Optional.empty();
            }
        }
    }

    private static Optional<Long> number(PreparedStatement insert) throws SQLException {
        try (ResultSet row = insert.executeQuery()) {
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /// Holds the row for the length of the transaction.
    /// @throws dev.refactory.kit.problem.RefactoryException when it was cleared away as abandoned
    void touch(Connection connection) throws SQLException {
        try (PreparedStatement touch = connection.prepareStatement(SnapshotSql.TOUCH)) {
            touch.setString(1, tenant.value());
            touch.setLong(2, snapshotId);
            requireWriting(touch.executeUpdate());
        }
    }

    private void requireWriting(int rows) {
        if (rows != 1) {
            throw PostgresSnapshotWriter.clearedAway(snapshotId);
        }
    }

    void takeNumbers(Connection connection, int nextFile, int nextSegment) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(SnapshotSql.TAKE_NUMBERS)) {
            take.setInt(1, nextFile);
            take.setInt(2, nextSegment);
            take.setString(3, tenant.value());
            take.setLong(4, poolId);
            take.executeUpdate();
        }
    }

    void makeVisible(Connection connection, SnapshotSummary summary, Members members) throws SQLException {
        try (PreparedStatement commit = connection.prepareStatement(SnapshotSql.COMMIT)) {
            commit.setInt(1, summary.files());
            commit.setInt(2, summary.indexedFiles());
            commit.setLong(3, summary.indexedLines());
            commit.setLong(4, summary.occurrences());
            commit.setLong(5, summary.unresolved());
            commit.setString(6, StorableText.ofJson(Json.write(summary.compileContext())));
            commit.setString(7, members.toString());
            commit.setString(8, tenant.value());
            commit.setLong(9, snapshotId);
            requireWriting(commit.executeUpdate());
        }
    }
}
