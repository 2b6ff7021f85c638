package dev.refactory.index.store;

/// Every statement of [PostgresSnapshotBuildStore], named after the method that uses it.
final class SnapshotBuildSql {
    private static final String OF_KEY =
            " where tenant_id = ? and repository_id = ? and tree_id = ? and engine_version = ?";

    static final String JOIN = """
            insert into snapshot_build_waiter (tenant_id, repository_id, tree_id, engine_version, job_id, waiting_until)
            values (?, ?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?))
            on conflict (tenant_id, repository_id, tree_id, engine_version, job_id)
            do update set waiting_until = excluded.waiting_until""";

    static final String LEAVE = "delete from snapshot_build_waiter" + OF_KEY + " and job_id = ?";

    static final String WAITERS =
            "select count(*) from snapshot_build_waiter" + OF_KEY + " and waiting_until >= clock_timestamp()";

    static final String WAITING_JOBS = """
            select distinct job_id from snapshot_build_waiter
            where tenant_id = ? and repository_id = ? and waiting_until >= clock_timestamp()
            order by job_id limit ?""";

    static final String CLAIM = """
            insert into snapshot_build (tenant_id, repository_id, tree_id, engine_version, state, fence, builder,
                lease_expires_at)
            values (?, ?, ?, ?, 'building', 1, ?, clock_timestamp() + make_interval(secs => ?))
            on conflict (tenant_id, repository_id, tree_id, engine_version)
            do update set state = 'building', fence = snapshot_build.fence + 1, builder = excluded.builder,
                lease_expires_at = excluded.lease_expires_at, snapshot_id = null, problem_code = null,
                problem_detail = null
            where snapshot_build.state <> 'building' or snapshot_build.lease_expires_at < clock_timestamp()
            returning fence""";

    static final String RENEW =
            "update snapshot_build set lease_expires_at = clock_timestamp() + make_interval(secs => ?)" + OF_KEY
                    + " and fence = ? and state = 'building' and lease_expires_at >= clock_timestamp()";

    static final String END =
            "update snapshot_build set state = ?, snapshot_id = ?, problem_code = ?, problem_detail = ?, "
                    + "builder = null, lease_expires_at = null" + OF_KEY + " and fence = ? and state = 'building'";

    static final String[] DELETE_REPOSITORY = {
        "delete from snapshot_build_waiter where tenant_id = ? and repository_id = ?",
        "delete from snapshot_build where tenant_id = ? and repository_id = ?",
    };

    private SnapshotBuildSql() {}
}
