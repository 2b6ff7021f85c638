package dev.refactory.index.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Bundles in Postgres, in chunks, so that every machine can read them.
public final class PostgresBundleStore implements BundleStore {
    private final Database database;

    public PostgresBundleStore(Database database) {
        this.database = database;
    }

    @Override
    public List<StoredBundle> bundles(TenantId tenant, String repositoryId) {
        return database.inTransaction(
                tenant,
                connection -> Statements.list(
                        connection,
                        BundleSql.BUNDLES,
                        row -> new StoredBundle(
                                row.getInt("bundle_no"),
                                row.getString("sha256"),
                                row.getLong("bytes"),
                                Statements.instant(row, "created_at")),
                        tenant.value(),
                        repositoryId));
    }

    @Override
    public SortedMap<String, String> refs(TenantId tenant, String repositoryId) {
        SortedMap<String, String> refs = new TreeMap<>();
        database.inTransaction(
                tenant,
                connection -> Statements.list(
                        connection,
                        BundleSql.REFS,
                        row -> refs.put(row.getString("name"), row.getString("object_id")),
                        tenant.value(),
                        repositoryId));
        return refs;
    }

    @Override
    public Appended append(TenantId tenant, String repositoryId, int after, NewBundle bundle, InputStream content)
            throws IOException {
        try {
            return database.inTransaction(tenant, connection -> {
                String[] key = {tenant.value(), repositoryId};
                Statements.first(connection, BundleSql.LOCK_TENANT, row -> row.getInt(1), key[0]);
                if (Statements.first(connection, BundleSql.LOCK_REPOSITORY, row -> row.getInt(1), key[0], key[1])
                        .isEmpty()) {
                    throw BundleFaults.unknown(repositoryId);
                }
                if (Statements.first(connection, BundleSql.KNOWN, row -> row.getInt(1), key[0], key[1], bundle.sha256())
                        .isPresent()) {
                    moveRefs(connection, tenant, repositoryId, bundle.refs());
                    return Appended.KNOWN;
                }
                int last = number(connection, BundleSql.LAST, key[0], key[1]).intValue();
                if (last != after) {
                    return Appended.OUTRUN;
                }
                if (number(connection, BundleSql.TENANT_BYTES, key[0]) + bundle.bytes() > bundle.quota()) {
                    throw BundleFaults.overQuota(bundle.quota());
                }
                Statements.update(
                        connection, BundleSql.INSERT, key[0], key[1], after + 1, bundle.sha256(), bundle.bytes());
                insertChunks(connection, key, after + 1, bundle.bytes(), content);
                moveRefs(connection, tenant, repositoryId, bundle.refs());
                return Appended.APPENDED;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Long number(Connection connection, String sql, Object... parameters) throws SQLException {
        return Statements.first(connection, sql, row -> row.getLong(1), parameters)
                .orElse(0L);
    }

    private static void insertChunks(Connection connection, String[] key, int bundle, long bytes, InputStream content)
            throws SQLException {
        long left = bytes;
        try {
            for (int number = 0; ; number++) {
                byte[] chunk = BundleFaults.nextChunk(content, left);
                if (chunk.length == 0) {
                    return;
                }
                left -= chunk.length;
                Statements.update(connection, BundleSql.INSERT_CHUNK, key[0], key[1], bundle, number, chunk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void moveRefs(Connection connection, TenantId tenant, String repositoryId, Map<String, String> refs)
            throws SQLException {
        SortedMap<String, String> sorted = new TreeMap<>(refs);
        Statements.update(
                connection,
                BundleSql.MOVE_REFS,
                tenant.value(),
                repositoryId,
                sorted.keySet().toArray(String[]::new),
                sorted.values().toArray(String[]::new));
    }

    @Override
    public Optional<byte[]> chunk(TenantId tenant, String repositoryId, int bundle, int chunk) {
        return database.inTransaction(
                tenant,
                connection -> Statements.first(
                        connection,
                        BundleSql.CHUNK,
                        row -> row.getBytes("content"),
                        tenant.value(),
                        repositoryId,
                        bundle,
                        chunk));
    }

    @Override
    public Map<String, Long> bytes(TenantId tenant, Collection<String> repositoryIds) {
        Map<String, Long> bytes = new HashMap<>();
        database.inTransaction(
                tenant,
                connection -> Statements.list(
                        connection,
                        BundleSql.BYTES,
                        row -> bytes.put(row.getString("repository_id"), row.getLong("bytes")),
                        tenant.value(),
                        repositoryIds.toArray(String[]::new)));
        return bytes;
    }

    @Override
    public boolean delete(TenantId tenant, String repositoryId, int most) {
        return database.inTransaction(tenant, connection -> {
            String[] key = {tenant.value(), repositoryId};
            Statements.update(connection, BundleSql.DELETE_LAST, key[0], key[1], key[0], key[1], most);
            Statements.update(connection, BundleSql.DELETE_REFS, key[0], key[1], key[0], key[1]);
            return number(connection, BundleSql.LAST, key[0], key[1]) == 0;
        });
    }
}
