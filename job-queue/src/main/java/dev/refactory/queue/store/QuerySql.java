package dev.refactory.queue.store;

/// Statements that only read, for callers of one tenant.
final class QuerySql {
    private QuerySql() {}

    private static final String JOB = """
            select j.job_id, j.submitted_by, j.repository, j.recipe, j.tier, j.status,
                   j.cancel_requested_at is not null as cancelling, j.dry_run, s.version, j.request, j.stage,
                   s.tasks_total - s.tasks_remaining as tasks_done, s.tasks_total, s.fraction, j.plan, j.result,
                   j.conflicts, j.error_code, j.error_subject, j.error_message, j.quoted_milli_sau, j.rate_card,
                   j.indexed_lines, j.complexity, j.charged_milli_sau, j.repository_id, j.cached_from,
                   s.prompt_tokens, s.completion_tokens, s.device_micros, s.attempts, j.created_at, j.started_at,
                   j.finished_at, j.deadline_at
            from job j join stage s using (tenant_id, job_id, stage)
            """;

    static final String FIND = JOB + "where j.tenant_id = ? and j.job_id = ?";

    static final String LIST = JOB + """
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

    static final String USAGE = """
            select (j.created_at at time zone 'UTC')::date as day, j.repository, j.recipe, count(*) as jobs,
                   sum(j.charged_milli_sau) as milli_sau, sum(s.prompt_tokens) as prompt_tokens,
                   sum(s.completion_tokens) as completion_tokens, sum(s.device_micros) as device_micros
            from job j join stage s using (tenant_id, job_id, stage)
            where j.tenant_id = ? and j.created_at >= ? and j.created_at < ?
            group by 1, 2, 3 order by 1 desc, 2, 3
            """;
}
