package dev.refactory.graph.store;

import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Rows of one table of one pool in COPY's text format, sent in one go.
final class CopyBuffer {
    private final SnapshotSql.Copy copy;
    private final StringBuilder rows = new StringBuilder();
    private boolean atStart = true;

    CopyBuffer(SnapshotSql.Copy copy) {
        this.copy = copy;
    }

    CopyBuffer text(@Nullable String value) {
        separate();
        if (value == null) {
            rows.append("\\N");
            return this;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> rows.append("\\\\");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                case '\t' -> rows.append("\\t");
                default -> rows.append(c);
            }
        }
        return this;
    }

    CopyBuffer number(long value) {
        separate();
        rows.append(value);
        return this;
    }

    CopyBuffer numberOrNull(@Nullable Long value) {
        return value == null ? text(null) : number(value);
    }

    CopyBuffer bool(boolean value) {
        separate();
        rows.append(value ? 't' : 'f');
        return this;
    }

    CopyBuffer numbers(int[] values, int length) {
        separate();
        rows.append('{');
        for (int i = 0; i < length; i++) {
            if (i > 0) {
                rows.append(',');
            }
            rows.append(values[i]);
        }
        rows.append('}');
        return this;
    }

    CopyBuffer bytes(byte[] value) {
        separate();
        rows.append("\\\\x").append(HexFormat.of().formatHex(value));
        return this;
    }

    void endRow() {
        rows.append('\n');
        atStart = true;
    }

    private void separate() {
        if (!atStart) {
            rows.append('\t');
        }
        atStart = false;
    }

    int size() {
        return rows.length();
    }

    /// Adds the rows to the table, once per transaction.
    void send(Connection connection, TenantId tenant, long poolId) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (Statement stage = connection.createStatement()) {
            stage.execute(copy.stage());
        }
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy.copy(), new StringReader(rows.toString()));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory cannot fail", e);
        }
        try (PreparedStatement insert = connection.prepareStatement(copy.insert())) {
            insert.setString(1, tenant.value());
            insert.setLong(2, poolId);
            insert.executeUpdate();
        }
    }

    void clear() {
        rows.setLength(0);
    }
}
