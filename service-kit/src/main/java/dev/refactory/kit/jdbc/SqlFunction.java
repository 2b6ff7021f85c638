package dev.refactory.kit.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/// Work inside one transaction.
@FunctionalInterface
public interface SqlFunction<T> {
    T apply(Connection connection) throws SQLException;
}
