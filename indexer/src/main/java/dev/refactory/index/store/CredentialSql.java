package dev.refactory.index.store;

/// Every statement of [PostgresCredentialStore], named after the method that uses it.
final class CredentialSql {
    static final String PUT = """
            insert into git_credential (tenant_id, host, key_id, sealed) values (?, ?, ?, ?)
            on conflict (tenant_id, host) do update
            set key_id = excluded.key_id, sealed = excluded.sealed, created_at = clock_timestamp()
            returning xmax = 0 as inserted""";

    static final String FIND = "select key_id, sealed from git_credential where tenant_id = ? and host = ?";

    static final String LIST = "select host, created_at from git_credential where tenant_id = ? order by host";

    static final String DELETE = "delete from git_credential where tenant_id = ? and host = ?";

    static final String NOT_UNDER = """
            select tenant_id, host, key_id, sealed from git_credential where key_id <> ?
            order by tenant_id, host limit ?""";

    static final String REPLACE = """
            update git_credential set key_id = ?, sealed = ?
            where tenant_id = ? and host = ? and key_id = ? and sealed = ?""";

    private CredentialSql() {}
}
