package dev.refactory.index.store;

/// Every statement of [PostgresBundleStore], named after what uses it.
final class BundleSql {
    private static final String OF_REPOSITORY = " where tenant_id = ? and repository_id = ?";

    static final String BUNDLES = "select bundle_no, sha256, bytes, created_at from repository_bundle" + OF_REPOSITORY
            + " order by bundle_no";

    static final String REFS = "select name, object_id from repository_ref" + OF_REPOSITORY;

    /// Uploads of one tenant take turns, so that its quota is exact.
    static final String LOCK_TENANT = "select 1 from tenant where tenant_id = ? for no key update";

    static final String LOCK_REPOSITORY =
            "select 1 from repository" + OF_REPOSITORY + " and deleted_at is null for no key update";

    static final String TENANT_BYTES =
            "select coalesce(sum(bytes), 0)::bigint as bytes from repository_bundle where tenant_id = ?";

    static final String LAST = "select coalesce(max(bundle_no), 0) as last from repository_bundle" + OF_REPOSITORY;

    static final String KNOWN = "select 1 from repository_bundle" + OF_REPOSITORY + " and sha256 = ?";

    static final String INSERT = """
            insert into repository_bundle (tenant_id, repository_id, bundle_no, sha256, bytes) values (?, ?, ?, ?, ?)""";

    static final String INSERT_CHUNK = """
            insert into repository_bundle_chunk (tenant_id, repository_id, bundle_no, chunk_no, content)
            values (?, ?, ?, ?, ?)""";

    static final String MOVE_REFS = """
            insert into repository_ref (tenant_id, repository_id, name, object_id)
            select ?, ?, name, object_id from unnest(?::text[], ?::text[]) as moved(name, object_id)
            on conflict (tenant_id, repository_id, name) do update set object_id = excluded.object_id""";

    static final String CHUNK =
            "select content from repository_bundle_chunk" + OF_REPOSITORY + " and bundle_no = ? and chunk_no = ?";

    static final String BYTES = """
            select repository_id, sum(bytes)::bigint as bytes from repository_bundle
            where tenant_id = ? and repository_id = any(?) group by repository_id""";

    static final String DELETE_LAST = """
            delete from repository_bundle where tenant_id = ? and repository_id = ? and bundle_no in (
                select bundle_no from repository_bundle where tenant_id = ? and repository_id = ?
                order by bundle_no desc limit ?)""";

    static final String DELETE_REFS = "delete from repository_ref" + OF_REPOSITORY
            + " and not exists (select 1 from repository_bundle" + OF_REPOSITORY + ")";

    private BundleSql() {}
}
