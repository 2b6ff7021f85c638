package dev.refactory.graph.store;

import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Rows that are sent a few at a time. What goes wrong is said in the server's words: those of the
/// driver quote the rows, and with them text of a repository.
final class Batch implements AutoCloseable {
    private static final int AT_ONCE = 64;

    private final PreparedStatement insert;
    private int waiting;

    /// @param insert closed with this
    Batch(PreparedStatement insert) {
        this.insert = insert;
    }

    /// The row that was set.
    void add() throws SQLException {
        insert.addBatch();
        if (++waiting == AT_ONCE) {
            send();
        }
    }

    /// Those that wait.
    void send() throws SQLException {
        waiting = 0;
        try {
            insert.executeBatch();
        } catch (BatchUpdateException e) {
            SQLException server = e.getNextException();
            throw server == null ? new SQLException("A row was refused", e.getSQLState()) : server;
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
