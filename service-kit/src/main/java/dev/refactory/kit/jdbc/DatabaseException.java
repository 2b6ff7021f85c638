package dev.refactory.kit.jdbc;

import java.sql.SQLException;

/// Postgres answered with an error: a constraint refused the rows, or the statement is wrong.
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sqlState;

    DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
        this.sqlState = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    /// The five-character SQLSTATE; empty when the driver gave none.
    public String sqlState() {
        return sqlState;
    }

    /// Whether running the same transaction again can succeed (serialization failure or deadlock).
    public boolean retryable() {
        return sqlState.equals("40001") || sqlState.equals("40P01");
    }

    public boolean uniqueViolation() {
        return sqlState.equals("23505");
    }
}
