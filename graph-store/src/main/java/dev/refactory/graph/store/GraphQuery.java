package dev.refactory.graph.store;

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
    private final long snapshotId;
    private int place = 1;

    GraphQuery(PreparedStatement statement, TenantId tenant, long snapshotId) {
        this.statement = statement;
        this.tenant = tenant;
        this.snapshotId = snapshotId;
    }

    GraphQuery snapshot() throws SQLException {
        statement.setString(place++, tenant.value());
        statement.setLong(place++, snapshotId);
        return this;
    }

    /// A text, as its hash and itself.
    GraphQuery text(String text) throws SQLException {
        String storable = StorableText.of(text);
        statement.setLong(place++, StorableText.hash(storable));
        statement.setString(place++, storable);
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

    GraphQuery number(int number) throws SQLException {
        statement.setInt(place++, number);
        return this;
    }

    /// A text that is not looked up by its hash.
    GraphQuery plain(String text) throws SQLException {
        statement.setString(place++, StorableText.of(text));
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
