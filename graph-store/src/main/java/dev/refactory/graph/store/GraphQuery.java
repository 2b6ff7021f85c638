package dev.refactory.graph.store;

import dev.refactory.graph.codec.StorableText;
import dev.refactory.kit.tenant.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;

/// A question with its parameters, set from left to right.
final class GraphQuery implements AutoCloseable {
    private final PreparedStatement statement;
    private final TenantId tenant;
    private final long id;
    private int place = 1;

    /// @param id of a snapshot or a pool
    GraphQuery(PreparedStatement statement, TenantId tenant, long id) {
        this.statement = statement;
        this.tenant = tenant;
        this.id = id;
    }

    /// The tenant and the snapshot, or the pool.
    GraphQuery snapshot() throws SQLException {
        statement.setString(place++, tenant.value());
        statement.setLong(place++, id);
        return this;
    }

    /// Texts, as two arrays of equal length: their hashes, and themselves.
    GraphQuery texts(Collection<String> texts) throws SQLException {
        Collection<String> distinct = new LinkedHashSet<>();
        for (String text : texts) {
            distinct.add(StorableText.of(text));
        }
        Object[] hashes = distinct.stream().map(StorableText::hash).toArray();
        statement.setArray(place++, statement.getConnection().createArrayOf("bigint", hashes));
        statement.setArray(place++, statement.getConnection().createArrayOf("text", distinct.toArray()));
        return this;
    }

    GraphQuery numbers(Collection<Integer> numbers) throws SQLException {
        statement.setArray(place++, statement.getConnection().createArrayOf("integer", numbers.toArray()));
        return this;
    }

    /// So many rows at a time are fetched.
    GraphQuery inPortionsOf(int rows) throws SQLException {
        statement.setFetchSize(rows);
        return this;
    }

    /// The rows; closed with this.
    ResultSet run() throws SQLException {
        return statement.executeQuery();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
