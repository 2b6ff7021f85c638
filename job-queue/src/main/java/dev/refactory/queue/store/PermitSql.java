package dev.refactory.queue.store;

/// Statements on permits. All but the last run under the lock of the tenant's row.
final class PermitSql {
    private PermitSql() {}

    static final String LOCK_LIMITS = """
            select max_running_jobs, max_running_per_branch from tenant where tenant_id = ? for no key update
            """;

    static final String COUNT_TAKEN = """
            select count(*) as jobs, count(*) filter (where repository = ? and branch = ?) as of_branch
            from permit where tenant_id = ? and taken
            """;

    static final String INSERT = """
            insert into permit (tenant_id, job_id, repository, branch, taken) values (?, ?, ?, ?, ?)
            """;

    /// The only task of a job that was submitted just now is not announced, and waits until long after the job's
    /// deadline.
    static final String PARK = """
            with parked as (
                update task set state = 'waiting', due_at = ? where tenant_id = ? and job_id = ? and state = 'ready'
                returning tenant_id, task_id, urgency)
            delete from outbox o using parked p
            where o.urgency = p.urgency and o.tenant_id = p.tenant_id and o.task_id = p.task_id
            """;

    static final String LEAVE = "delete from permit where tenant_id = ? and job_id = ?";

    /// The next that may run, but for those given: the more urgent first, each minute of waiting a step, then the
    /// older.
    static final String NEXT = """
            select p.job_id from permit p join job j using (tenant_id, job_id)
            where p.tenant_id = ? and not p.taken and p.job_id <> all (?::text[])
              and (?::int is null or ?::int > (select count(*) from permit o where o.tenant_id = p.tenant_id
                   and o.repository = p.repository and o.branch = p.branch and o.taken))
            order by array_position(array['interactive', 'standard', 'bulk'], j.tier)
                     - floor(extract(epoch from clock_timestamp() - j.created_at) / 60), j.created_at, j.job_id
            limit 1
            """;

    /// Whoever has locked the task is ending the job, and looks for the next one itself.
    static final String ADMIT = """
            with parked as (
                select tenant_id, task_id from task
                where tenant_id = ? and job_id = ? and state = 'waiting' for no key update skip locked),
            readied as (
                update task t set state = 'ready', due_at = clock_timestamp() from parked p
                where t.tenant_id = p.tenant_id and t.task_id = p.task_id
                returning t.tenant_id, t.task_id, t.role, t.urgency),
            announced as (
                insert into outbox (tenant_id, task_id, role, urgency)
                select tenant_id, task_id, role, urgency from readied)
            update permit set taken = true where tenant_id = ? and job_id = ? and exists (select from readied)
            """;

    static final String TENANTS_WAITING = "select distinct tenant_id from permit where not taken limit ?";
}
