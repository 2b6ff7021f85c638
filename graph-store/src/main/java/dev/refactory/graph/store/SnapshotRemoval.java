package dev.refactory.graph.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.SqlFunction;
import dev.refactory.kit.tenant.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Removes snapshots, and of their pools what no other snapshot has.
final class SnapshotRemoval {
    /// Snapshots removed by one call, so that a round stays short.
    private static final int PER_CALL = 20;

    private final Database database;

    SnapshotRemoval(Database database) {
        this.database = database;
    }

    private record Snapshot(String tenant, long snapshotId) {}

    void delete(TenantId tenant, long snapshotId) {
        database.inTransaction(tenant, connection -> {
            List<Long> pools = new ArrayList<>();
            try (PreparedStatement delete = connection.prepareStatement(SnapshotSql.DELETE)) {
                delete.setString(1, tenant.value());
                delete.setLong(2, snapshotId);
                pools.addAll(numbers(delete));
            }
            sweep(connection, tenant.value(), pools);
            return snapshotId;
        });
    }

    int deleteAbandoned(Duration silence) {
        double seconds = silence.toMillis() / 1000.0;
        List<Snapshot> abandoned = database.inTransactionOfAllTenants(connection -> {
            try (PreparedStatement query = connection.prepareStatement(SnapshotSql.ABANDONED)) {
                query.setDouble(1, seconds);
                query.setInt(2, PER_CALL);
                return snapshots(query);
            }
        });
        int removed = 0;
        for (Snapshot snapshot : abandoned) {
            removed += database.inTransactionOfAllTenants(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(SnapshotSql.DELETE_ABANDONED)) {
                    delete.setString(1, snapshot.tenant());
                    delete.setLong(2, snapshot.snapshotId());
                    delete.setDouble(3, seconds);
                    List<Long> pools = numbers(delete);
                    sweep(connection, snapshot.tenant(), pools);
                    return pools.size();
                }
            });
        }
        return removed;
    }

    int deleteOld(int keep, Duration age, BiConsumer<TenantId, Long> gone) {
        SqlFunction<List<Snapshot>> ask = connection -> {
            try (PreparedStatement query = connection.prepareStatement(SnapshotSql.OLD)) {
                query.setInt(1, keep);
                query.setDouble(2, age.toMillis() / 1000.0);
                query.setInt(3, PER_CALL);
                return snapshots(query);
            }
        };
        List<Snapshot> old = database.inTransactionOfAllTenants(ask);
        for (Snapshot snapshot : old) {
            TenantId tenant = new TenantId(snapshot.tenant());
            gone.accept(tenant, snapshot.snapshotId());
            delete(tenant, snapshot.snapshotId());
        }
        return old.size();
    }

    private static List<Snapshot> snapshots(PreparedStatement query) throws SQLException {
        List<Snapshot> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new Snapshot(row.getString(1), row.getLong(2)));
            }
        }
        return found;
    }

    private static List<Long> numbers(PreparedStatement query) throws SQLException {
        List<Long> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        return found;
    }

    private static void sweep(Connection connection, String tenant, List<Long> pools) throws SQLException {
        for (long pool : pools) {
            sweep(connection, tenant, pool);
        }
    }

    /// Deletes the pool when no snapshot is left in it, else those of its files that are in none;
    /// what segments say of them stays until they are merged, and counts for nobody. A writer holds
    /// the pool from before it numbers its files until they are in a committed snapshot, or gone
    /// again.
    private static void sweep(Connection connection, String tenant, long pool) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(SnapshotSql.LOCK_POOL)) {
            lock.setString(1, tenant);
            lock.setLong(2, pool);
            lock.executeQuery().close();
        }
        Members members = new Members();
        boolean empty = true;
        try (PreparedStatement query = connection.prepareStatement(SnapshotSql.MEMBERS)) {
            query.setString(1, tenant);
            query.setLong(2, pool);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    empty = false;
                    members.addAll(Members.of(row.getString(1)));
                }
            }
        }
        if (empty) {
            for (String statement : SnapshotSql.DELETE_POOL) {
                try (PreparedStatement delete = connection.prepareStatement(statement)) {
                    delete.setString(1, tenant);
                    delete.setLong(2, pool);
                    delete.executeUpdate();
                }
            }
        } else {
            deleteFiles(connection, tenant, pool, members);
        }
    }

    private static void deleteFiles(Connection connection, String tenant, long pool, Members members)
            throws SQLException {
        List<Integer> dead = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(SnapshotSql.FILE_NUMBERS)) {
            query.setString(1, tenant);
            query.setLong(2, pool);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (!members.has(row.getInt(1))) {
                        dead.add(row.getInt(1));
                    }
                }
            }
        }
        if (dead.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(SnapshotSql.DELETE_FILES)) {
            delete.setString(1, tenant);
            delete.setLong(2, pool);
            delete.setArray(3, connection.createArrayOf("integer", dead.toArray()));
            delete.executeUpdate();
        }
    }
}
