package dev.refactory.index.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Sealed credentials in Postgres.
public final class PostgresCredentialStore implements CredentialStore {
    private final Database database;

    public PostgresCredentialStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean put(TenantId tenant, String host, Sealed sealed) {
        return database.inTransaction(
                tenant,
                connection -> Statements.first(
                                connection,
                                CredentialSql.PUT,
                                row -> row.getBoolean("inserted"),
                                tenant.value(),
                                host,
                                sealed.keyId(),
                                sealed.bytes())
                        .orElseThrow());
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(row.getString("key_id"), row.getBytes("sealed"));
    }

    @Override
    public Optional<Sealed> find(TenantId tenant, String host) {
        return database.inTransaction(
                tenant,
                connection -> Statements.first(
                        connection, CredentialSql.FIND, PostgresCredentialStore::sealed, tenant.value(), host));
    }

    @Override
    public List<KnownHost> list(TenantId tenant) {
        return database.inTransaction(
                tenant,
                connection -> Statements.list(
                        connection,
                        CredentialSql.LIST,
                        row -> new KnownHost(row.getString("host"), Statements.instant(row, "created_at")),
                        tenant.value()));
    }

    @Override
    public boolean delete(TenantId tenant, String host) {
        return database.inTransaction(
                tenant, connection -> Statements.update(connection, CredentialSql.DELETE, tenant.value(), host) == 1);
    }

    @Override
    public List<Outdated> notUnder(String keyId, int limit) {
        return database.inTransactionOfAllTenants(connection -> Statements.list(
                connection,
                CredentialSql.NOT_UNDER,
                row -> new Outdated(new TenantId(row.getString("tenant_id")), row.getString("host"), sealed(row)),
                keyId,
                limit));
    }

    @Override
    public boolean replace(TenantId tenant, String host, Sealed before, Sealed now) {
        return database.inTransaction(
                tenant,
                connection -> Statements.update(
                                connection,
                                CredentialSql.REPLACE,
                                now.keyId(),
                                now.bytes(),
                                tenant.value(),
                                host,
                                before.keyId(),
                                before.bytes())
                        == 1);
    }
}
