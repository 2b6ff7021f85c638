package dev.refactory.queue.store;

/// Statements on tasks, attempts and announcements. Whatever changes a held task names its fence.
final class TaskSql {
    private TaskSql() {}

    /// Makes a stage's tasks, and announces each in the same transaction.
    static final String INSERT_TASKS = """
            with made as (
                insert into task (tenant_id, job_id, stage, task_index, role, urgency, state, due_at, payload)
                select ?, ?, ?, p.index - 1, ?, ?, 'ready', ?, p.payload
                from unnest(?::text[]) with ordinality as p (payload, index)
                returning tenant_id, task_id, role, urgency)
            insert into outbox (tenant_id, task_id, role, urgency)
            select tenant_id, task_id, role, urgency from made order by task_id
            """;

    /// As [#INSERT_TASKS], but the first task is a worker's from the start and is not announced.
    static final String INSERT_TASKS_FIRST_HELD = """
            with given as (
                select ?::text as tenant_id, ?::bigint as first_id, ?::text as job_id, ?::smallint as stage,
                       ?::text as role, ?::smallint as urgency, ?::bigint as fence, ?::timestamptz as due_at),
            made as (
                insert into task (tenant_id, task_id, job_id, stage, task_index, role, urgency, state, fence, due_at,
                                  payload)
                overriding system value
                select g.tenant_id, case p.index when 1 then g.first_id else nextval('task_task_id_seq') end, g.job_id,
                       g.stage, p.index - 1, g.role, g.urgency, case p.index when 1 then 'held' else 'ready' end,
                       case p.index when 1 then g.fence else 0 end, g.due_at, p.payload
                from given g, unnest(?::text[]) with ordinality as p (payload, index)
                returning tenant_id, task_id, job_id, stage, role, urgency, state, fence),
            announced as (
                insert into outbox (tenant_id, task_id, role, urgency)
                select tenant_id, task_id, role, urgency from made where state = 'ready' order by task_id)
            insert into attempt (tenant_id, task_id, fence, attempt, job_id, stage, worker, state, lease_until,
                                 started_at)
            select tenant_id, task_id, fence, 1, job_id, stage, ?, 'running', ?::timestamptz, ?::timestamptz
            from made where state = 'held'
            """;

    /// The numbers of a task that is handed over; no row when something more urgent waits for the role.
    static final String DRAW_TASK = """
            select nextval('task_task_id_seq') as task_id, nextval('fence_seq') as fence
            where not exists (select from task where state = 'ready' and role = ? and urgency < ?)
            """;

    static final String FIND_TASK = """
            select t.tenant_id, t.job_id, t.stage, s.started_at is not null as started
            from task t join stage s using (tenant_id, job_id, stage)
            where t.task_id = ?
            """;

    /// Takes ready tasks: the fence is drawn after the row is locked, so it only grows.
    static final String CLAIM = """
            with picked as (
                select tenant_id, task_id from task
                where task_id = any (?) and state = 'ready' order by task_id for no key update skip locked),
            held as (
                update task t set state = 'held', fence = nextval('fence_seq')
                from picked p where t.tenant_id = p.tenant_id and t.task_id = p.task_id
                returning t.tenant_id, t.task_id, t.job_id, t.stage, t.task_index, t.fence, t.attempts + 1 as attempt,
                          t.payload),
            begun as (
                insert into attempt (tenant_id, task_id, fence, attempt, job_id, stage, worker, state, lease_until,
                                     started_at)
                select tenant_id, task_id, fence, attempt, job_id, stage, ?, 'running',
                       clock_timestamp() + make_interval(secs => ?), clock_timestamp() from held
                returning tenant_id, task_id, lease_until)
            select h.tenant_id, h.task_id, h.job_id, h.stage, h.task_index, h.fence, h.attempt, h.payload,
                   b.lease_until,
                   j.tier, j.dry_run, j.deadline_at,
                   case when octet_length(j.request) <= ? then j.request end as request
            from held h join begun b using (tenant_id, task_id) join job j using (tenant_id, job_id)
            order by h.task_id
            """;

    /// Which tenants have ready tasks of a role and urgency: one index probe for each.
    static final String TENANTS_WITH_READY = """
            with recursive found (tenant_id) as (
                (select tenant_id from task where state = 'ready' and role = ? and urgency = ?
                 order by tenant_id limit 1)
                union all
                select (select t.tenant_id from task t where t.state = 'ready' and t.role = ? and t.urgency = ?
                          and t.tenant_id > f.tenant_id order by t.tenant_id limit 1)
                from found f where f.tenant_id is not null)
            select tenant_id, n.weight from found join tenant n using (tenant_id) limit 1000
            """;

    static final String READY_TASKS = """
            select t.task_id, s.started_at is not null as started
            from task t join stage s using (tenant_id, job_id, stage)
            where t.state = 'ready' and t.role = ? and t.urgency = ? and t.tenant_id = ?
            order by t.task_id offset ? limit ?
            """;

    static final String RENEW = """
            with mine as (
                select a.tenant_id, a.task_id, a.fence, a.job_id
                from unnest(?::bigint[], ?::bigint[], ?::bigint[]) as r (task_id, attempt, fence)
                join task t on t.task_id = r.task_id and t.fence = r.fence and t.state = 'held'
                join attempt a on a.tenant_id = t.tenant_id and a.task_id = r.task_id and a.fence = r.fence
                              and a.attempt = r.attempt and a.state = 'running'
                order by a.task_id for no key update of a)
            update attempt a set lease_until = clock_timestamp() + make_interval(secs => ?)
            from mine m join job j on j.tenant_id = m.tenant_id and j.job_id = m.job_id
            where a.tenant_id = m.tenant_id and a.task_id = m.task_id and a.fence = m.fence and a.state = 'running'
            returning a.task_id, a.attempt, a.fence, j.cancel_requested_at is not null as stop
            """;

    static final String COUNT_OTHER_HELD = """
            select count(*) from task
            where tenant_id = ? and job_id = ? and stage = ? and state = 'held' and task_id <> ?
            """;

    /// Ends an attempt and with it the hold on its task. One row when the fence was still the current one.
    static final String END_HELD_TASK = """
            with ended as (
                update attempt set state = ?, finished_at = clock_timestamp(), error_code = ?, error_message = ?
                where tenant_id = ? and task_id = ? and fence = ? and attempt = ? and state = 'running'
                returning tenant_id, task_id, fence)
            update task t set state = ?, attempts = ?, due_at = coalesce(?::timestamptz, t.due_at), result = ?,
                   error_code = coalesce(?, t.error_code), error_subject = coalesce(?, t.error_subject),
                   error_message = coalesce(?, t.error_message)
            from ended e
            where t.tenant_id = e.tenant_id and t.task_id = e.task_id and t.fence = e.fence and t.state = 'held'
            """;

    static final String DROP_UNHELD_TASKS = """
            update task set state = 'dropped'
            where tenant_id = ? and job_id = ? and stage = ? and state in ('ready', 'waiting')
            """;

    static final String DROP_OPEN_TASKS = """
            update task set state = 'dropped'
            where tenant_id = ? and job_id = ? and stage = ? and state in ('ready', 'waiting', 'held')
            """;

    static final String SUPERSEDE_ATTEMPTS = """
            update attempt set state = 'superseded', finished_at = clock_timestamp()
            where tenant_id = ? and job_id = ? and stage = ? and state = 'running'
            """;

    static final String ANNOUNCE_TASK = """
            insert into outbox (tenant_id, task_id, role, urgency)
            select tenant_id, task_id, role, urgency from task where tenant_id = ? and task_id = ? and state = 'ready'
            """;

    static final String EXPIRED_LEASES = """
            select tenant_id, job_id, task_id, attempt, fence from attempt
            where state = 'running' and lease_until < clock_timestamp() order by lease_until limit ?
            """;

    /// Locks the attempt, so that a renewal either came before or will find it over.
    static final String LEASE_STILL_EXPIRED = """
            select 1 from attempt
            where tenant_id = ? and task_id = ? and fence = ? and state = 'running' and lease_until < clock_timestamp()
            for no key update
            """;

    static final String READY_DUE_TASKS = """
            with due as (
                select tenant_id, task_id from task where state = 'waiting' and due_at <= clock_timestamp()
                order by due_at limit ? for no key update skip locked),
            readied as (
                update task t set state = 'ready' from due d
                where t.tenant_id = d.tenant_id and t.task_id = d.task_id
                returning t.tenant_id, t.task_id, t.role, t.urgency)
            insert into outbox (tenant_id, task_id, role, urgency)
            select tenant_id, task_id, role, urgency from readied
            """;

    /// One step more urgent than they were, those that have waited longest first.
    static final String AGE = """
            with aged as (
                select tenant_id, task_id from task
                where state = 'ready' and urgency > 0 and due_at <= clock_timestamp() - make_interval(secs => ?)
                order by due_at limit ? for no key update skip locked),
            raised as (
                update task t set urgency = t.urgency - 1, due_at = clock_timestamp() from aged a
                where t.tenant_id = a.tenant_id and t.task_id = a.task_id
                returning t.tenant_id, t.task_id, t.role, t.urgency)
            insert into outbox (tenant_id, task_id, role, urgency)
            select tenant_id, task_id, role, urgency from raised
            """;

    // The outbox ----------------------------------------------------------------------------------------------------

    /// Whose announcements wait, most urgent first: one index probe for each.
    static final String TENANTS_WITH_ANNOUNCEMENTS = """
            with recursive found (urgency, tenant_id) as (
                (select urgency, tenant_id from outbox order by urgency, tenant_id limit 1)
                union all
                select n.urgency, n.tenant_id from found f, lateral (
                    select o.urgency, o.tenant_id from outbox o
                    where (o.urgency, o.tenant_id) > (f.urgency, f.tenant_id)
                    order by o.urgency, o.tenant_id limit 1) n)
            select urgency, tenant_id, n.weight from found join tenant n using (tenant_id) limit 3000
            """;

    /// Takes rows nobody else is taking; no cursor, so a row that commits late is only taken later.
    static final String TAKE_ANNOUNCEMENTS = """
            delete from outbox where (tenant_id, outbox_id) in (
                select tenant_id, outbox_id from outbox where urgency = ? and tenant_id = ?
                order by outbox_id limit ? for update skip locked)
            returning outbox_id, tenant_id, task_id, role, urgency
            """;

    static final String COUNT_ANNOUNCEMENTS = "select count(*) from (select 1 from outbox limit 100000) as waiting";

    static final String ANNOUNCE_READY_AGAIN = """
            insert into outbox (tenant_id, task_id, role, urgency)
            select tenant_id, task_id, role, urgency from task t
            where state = 'ready' and not exists (select from outbox o
                where o.urgency = t.urgency and o.tenant_id = t.tenant_id and o.task_id = t.task_id)
            order by role, urgency, tenant_id, task_id limit ?
            """;
}
