package dev.refactory.index.store;

/// Every statement of [PostgresRepositoryStore], named after what uses it.
final class RepositorySql {
    private static final String COLUMNS =
            "repository_id, kind, source, generation, created_at, last_used_at, deleted_at, purged_at";

    /// Registrations of one tenant take turns, so that its limit is exact.
    static final String LOCK_TENANT = "select 1 from tenant where tenant_id = ? for no key update";

    static final String FIND_ANY = "select " + COLUMNS + " from repository where tenant_id = ? and repository_id = ?";

    static final String FIND = FIND_ANY + " and deleted_at is null";

    static final String COUNT = """
            select count(*) as known from (
                select 1 from repository where tenant_id = ? and deleted_at is null limit ?) as known_ones""";

    static final String INSERT =
            "insert into repository (tenant_id, repository_id, kind, source) values (?, ?, ?, ?) returning " + COLUMNS;

    static final String REVIVE = """
            update repository set kind = ?, source = ?, created_at = clock_timestamp(), last_used_at = null,
                   deleted_at = null, purged_at = null
            where tenant_id = ? and repository_id = ? and purged_at is not null returning\s""" + COLUMNS;

    static final String LIST = "select " + COLUMNS + """
             from repository where tenant_id = ? and deleted_at is null
              and (?::text is null or (created_at, repository_id) < (
                    select created_at, repository_id from repository where tenant_id = ? and repository_id = ?))
            order by created_at desc, repository_id desc limit ?""";

    static final String TOUCH = """
            update repository set last_used_at = clock_timestamp()
            where tenant_id = ? and repository_id = ? and deleted_at is null""";

    static final String USE_COMMIT = """
            insert into repository_commit (tenant_id, repository_id, commit_id, tree_id, ref) values (?, ?, ?, ?, ?)
            on conflict (tenant_id, repository_id, commit_id)
            do update set used_at = clock_timestamp(), ref = coalesce(excluded.ref, repository_commit.ref)
            returning xmax = 0 as inserted""";

    static final String FORGET_OLDEST_COMMITS = """
            delete from repository_commit where tenant_id = ? and repository_id = ? and used_at < (
                select used_at from repository_commit where tenant_id = ? and repository_id = ?
                order by used_at desc offset ? limit 1)""";

    static final String COMMITS = """
            select commit_id, tree_id, ref, used_at from repository_commit
            where tenant_id = ? and repository_id = ? and (?::text is null or ref = ?)
              and (?::text is null or commit_id = ?)
            order by used_at desc, commit_id limit ?""";

    static final String MARK_DELETED = """
            update repository set kind = null, source = null, generation = generation + 1,
                   deleted_at = clock_timestamp()
            where tenant_id = ? and repository_id = ? and deleted_at is null""";

    static final String TO_PURGE = """
            select tenant_id, repository_id from repository where deleted_at is not null and purged_at is null
            order by deleted_at limit ?""";

    static final String PURGED = """
            update repository set purged_at = clock_timestamp()
            where tenant_id = ? and repository_id = ? and deleted_at is not null and purged_at is null""";

    static final String FORGET_COMMITS = "delete from repository_commit where tenant_id = ? and repository_id = ?";

    static final String STANDINGS = """
            select repository_id, generation, deleted_at is not null as deleted from repository
            where tenant_id = ? and repository_id = any(?)""";

    private RepositorySql() {}
}
