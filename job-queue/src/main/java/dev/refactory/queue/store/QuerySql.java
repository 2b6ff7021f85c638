package dev.refactory.queue.store;

/// Statements that only read, for callers of one tenant.
final class QuerySql {
    private QuerySql() {}

    private static final String COLUMNS = """
            select j.job_id, j.submitted_by, j.repository, j.recipe, j.tier, j.status,
                   j.cancel_requested_at is not null as cancelling, j.dry_run, s.version, j.stage,
                   s.tasks_total - s.tasks_remaining as tasks_done, s.tasks_total, s.fraction, j.plan, j.result,
                   j.conflicts, j.error_code, j.error_subject, j.error_message, j.quoted_milli_sau, j.rate_card,
                   j.indexed_lines, j.complexity, j.charged_milli_sau, j.repository_id, j.cached_from,
                   s.prompt_tokens, s.completion_tokens, s.device_micros, s.attempts, j.created_at, j.started_at,
                   j.finished_at, j.deadline_at,
            """;

    private static final String FROM = " as request from job j join stage s using (tenant_id, job_id, stage) ";

    static final String FIND = COLUMNS + "j.request" + FROM + "where j.tenant_id = ? and j.job_id = ?";

    static final String LIST = COLUMNS + "'{}'" + FROM + """
            where j.tenant_id = ?
              and (?::text is null or j.status = ?) and (?::text is null or j.repository = ?)
              and (?::text is null or j.recipe = ?) and (?::text is null or j.submitted_by = ?)
              and (?::text is null or (j.created_at, j.job_id) <
                   (select c.created_at, c.job_id from job c where c.tenant_id = ? and c.job_id = ?))
            order by j.created_at desc, j.job_id desc limit ?
            """;

    static final String EVENTS = """
            select sequence, type, data, at from job_event
            where tenant_id = ? and job_id = ? and sequence > ? order by sequence limit ?
            """;

    static final String ARTIFACT = """
            select media_type, content from artifact where tenant_id = ? and job_id = ? and name = ?
            """;

    static final String TIMELINE = """
            select s.stage, s.tasks_total, s.opened_at, s.started_at, s.finished_at,
                   (select count(*) from attempt a where a.tenant_id = s.tenant_id and a.job_id = s.job_id
                    and a.stage = s.stage) as attempts
            from stage s where s.tenant_id = ? and s.job_id = ? order by s.stage
            """;

    /// One line per (job, kind): what a reservation set aside, a posting took, a voiding gave back.
    static final String LEDGER = """
            select job_id, kind, milli_sau, rate_card, indexed_lines, complexity, at from ledger_entry
            where tenant_id = ? and (?::text is null or job_id = ?)
              and account = case kind when 'reserve' then 'reserved' when 'post' then 'revenue' else 'available' end
            order by entry_id desc limit ?
            """;

    private static final String PER_JOB = """
            (j.created_at at time zone 'UTC')::date as day, j.repository, j.recipe,
            (j.status = 'succeeded' and not j.dry_run and j.cached_from is null)::int as succeeded,
            (j.cached_from is not null)::int as cached, (j.status = 'succeeded' and j.dry_run)::int as quotes,
            (j.status = 'refused')::int as refused, (j.status = 'failed')::int as failed,
            (j.status = 'cancelled')::int as cancelled, (j.finished_at is null)::int as open,
            j.charged_milli_sau as milli_sau, s.prompt_tokens, s.completion_tokens, s.device_micros
            """;

    private static final String SUMS = """
            sum(succeeded) as succeeded, sum(cached) as cached, sum(quotes) as quotes, sum(refused) as refused,
            sum(failed) as failed, sum(cancelled) as cancelled, sum(milli_sau) as milli_sau,
            sum(prompt_tokens) as prompt_tokens, sum(completion_tokens) as completion_tokens,
            sum(device_micros) as device_micros
            """;

    private static final String PAST = """
            succeeded, cached, quotes, refused, failed, cancelled, milli_sau, prompt_tokens, completion_tokens,
            device_micros
            """;

    static final String USAGE = "with counted as (select " + PER_JOB + """
            from job j join stage s using (tenant_id, job_id, stage)
            where j.tenant_id = ? and j.created_at >= ? and j.created_at < ?
            union all
            select day, repository, recipe, succeeded, cached, quotes, refused, failed, cancelled, 0, milli_sau,
                   prompt_tokens, completion_tokens, device_micros
            from usage_past where tenant_id = ? and day between ? and ?)
            select case when ? then day end as day, case when ? then repository end collate "C" as repository,
                   case when ? then recipe end collate "C" as recipe, sum(open) as open,
            """ + SUMS + """
            from counted group by 1, 2, 3 order by 1 desc, 2, 3 limit ?
            """;

    // Forgetting ----------------------------------------------------------------------------------------------------

    /// What is left of jobs that go: their sums, under the repository's name and id or what stands for them.
    private static final String LEAVE_SUMS = """
            past as (
                insert into usage_past as p (tenant_id, day, repository, repository_id, recipe,
            """ + PAST + """
                )
                select tenant_id, day, coalesce(?, repository), coalesce(?, repository_id, ''), recipe,
            """ + SUMS + """
                from gone group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
                on conflict (tenant_id, day, repository_md5, repository_id, recipe) do update set
                    succeeded = p.succeeded + excluded.succeeded, cached = p.cached + excluded.cached,
                    quotes = p.quotes + excluded.quotes, refused = p.refused + excluded.refused,
                    failed = p.failed + excluded.failed, cancelled = p.cancelled + excluded.cancelled,
                    milli_sau = p.milli_sau + excluded.milli_sau,
                    prompt_tokens = p.prompt_tokens + excluded.prompt_tokens,
                    completion_tokens = p.completion_tokens + excluded.completion_tokens,
                    device_micros = p.device_micros + excluded.device_micros)
            """;

    private static final String DELETE_THEM =
            "delete from job where (tenant_id, job_id) in (select tenant_id, job_id from gone)";

    private static final String GOING = "with gone as (select j.tenant_id, j.job_id, j.repository_id, " + PER_JOB
            + " from job j join stage s using (tenant_id, job_id, stage) ";

    static final String DELETE_OLD_JOBS = GOING + """
            where j.finished_at < clock_timestamp() - make_interval(secs => ?)
            order by j.finished_at limit ? for update of j skip locked),
            """ + LEAVE_SUMS + DELETE_THEM;

    /// How lists show a repository, but for names that other repositories share, as inline ones do.
    static final String NAMES_OF_REPOSITORY = """
            select distinct repository from job where tenant_id = ? and repository_id = ?
            except select repository from job where tenant_id = ? and repository_id <> ?
            """;

    /// By its id, or, when none was known before it ended, by its name; those first, while the name is known.
    static final String DELETE_JOBS_OF_REPOSITORY = GOING + """
            where j.tenant_id = ? and (j.repository_id = ? or j.repository_id is null and j.repository = any (?))
              and j.finished_at is not null
            order by j.repository_id nulls first, j.finished_at limit ? for update of j skip locked),
            """ + LEAVE_SUMS + DELETE_THEM;

    /// Takes the name from the sums of jobs that went before. Those without the repository's id go by its names.
    static final String FORGET_NAMES = """
            with gone as (
                delete from usage_past
                where tenant_id = ? and (repository_id = ? or repository_id = '' and repository = any (?))
                returning tenant_id, day, repository, repository_id, recipe,
            """ + PAST + "), " + LEAVE_SUMS + "select count(*) from gone";
}
