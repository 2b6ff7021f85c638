package dev.refactory.queue.store;

/// Statements on jobs, stages, events and what hangs on a job. Each is named after what it does.
final class JobSql {
    private JobSql() {}

    static final String ENSURE_TENANT = "insert into tenant (tenant_id) values (?) on conflict do nothing";

    /// Submissions of one tenant take turns, so that its limit and its idempotency keys are exact.
    static final String LOCK_TENANT = """
            select max_open_jobs, max_quotes_per_minute, max_jobs_per_minute, max_running_jobs, max_running_per_branch,
                   clock_timestamp() as now
            from tenant where tenant_id = ? for no key update
            """;

    static final String COUNT_OPEN_JOBS = """
            select count(*) from (select 1 from job where tenant_id = ? and finished_at is null limit ?) as open
            """;

    /// When the quote was asked for that is the oldest of as many as are allowed; no row when there were fewer.
    static final String OLDEST_QUOTE = """
            select created_at from job where tenant_id = ? and dry_run and created_at > ?
            order by created_at desc offset ? limit 1
            """;

    /// The same of jobs of any kind.
    static final String OLDEST_JOB = """
            select created_at from job where tenant_id = ? and created_at > ?
            order by created_at desc offset ? limit 1
            """;

    static final String FIND_IDEMPOTENT = """
            select request_hash, job_id from idempotency where tenant_id = ? and idempotency_key = ?
            """;

    static final String INSERT_IDEMPOTENT = """
            insert into idempotency (tenant_id, idempotency_key, request_hash, job_id) values (?, ?, ?, ?)
            """;

    static final String INSERT_JOB = """
            insert into job (tenant_id, job_id, submitted_by, repository, recipe, tier, status, stage, dry_run,
                             request, max_milli_sau, created_at, deadline_at, repository_id)
            values (?, ?, ?, ?, ?, ?, 'queued', 0, ?, ?, ?, ?, ?, ?)
            """;

    static final String LOCK_OPEN_STAGE = """
            select stage, tasks_total, tasks_remaining, fraction, started_at is not null as started, version,
                   last_sequence, attempts, prompt_tokens, completion_tokens, device_micros
            from stage where tenant_id = ? and job_id = ? and state = 'open' for no key update
            """;

    /// Read after the stage is locked: its own statement, so that it sees what the former holder of the lock
    /// wrote. With the task a command is about: nobody else can end its attempt now.
    static final String READ_JOB = """
            select j.tier, j.status, j.dry_run, j.max_milli_sau, j.deadline_at,
                   j.cancel_requested_at is not null as cancelling, j.rate_card, j.indexed_lines, j.complexity,
                   j.quoted_milli_sau, j.finished_at is not null as finished, clock_timestamp() as now,
                   exists (select from permit p where p.tenant_id = j.tenant_id and p.job_id = j.job_id) as counted,
                   t.state, t.attempts as task_attempts, t.fence, t.due_at, t.error_code, t.error_subject,
                   t.error_message
            from job j left join task t on t.tenant_id = j.tenant_id and t.task_id = ?
            where j.tenant_id = ? and j.job_id = ?
            """;

    static final String READ_REQUEST = "select request from job where tenant_id = ? and job_id = ?";

    static final String INSERT_STAGE = """
            insert into stage (tenant_id, job_id, stage, state, tasks_total, tasks_remaining, version, last_sequence,
                               attempts, prompt_tokens, completion_tokens, device_micros, opened_at, started_at)
            values (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String UPDATE_STAGE = """
            update stage set state = ?, tasks_remaining = ?, fraction = coalesce(?, fraction), version = ?,
                   last_sequence = ?, attempts = ?,
                   prompt_tokens = ?, completion_tokens = ?, device_micros = ?,
                   started_at = coalesce(started_at, ?::timestamptz), finished_at = ?::timestamptz
            where tenant_id = ? and job_id = ? and stage = ? and state = 'open'
            """;

    static final String UPDATE_JOB = """
            update job set status = ?, stage = ?, started_at = coalesce(started_at, ?::timestamptz),
                   cancel_requested_at = coalesce(cancel_requested_at, ?::timestamptz),
                   plan = coalesce(?, plan), result = coalesce(?, result), conflicts = coalesce(?, conflicts),
                   error_code = ?, error_subject = ?, error_message = ?,
                   rate_card = ?, indexed_lines = ?::bigint, complexity = ?::numeric, quoted_milli_sau = ?::bigint,
                   charged_milli_sau = ?, repository_id = coalesce(?, repository_id),
                   result_key = coalesce(?, result_key), cached_from = ?, finished_at = ?::timestamptz
            where tenant_id = ? and job_id = ? and finished_at is null
            """;

    static final String INSERT_EVENTS = """
            insert into job_event (tenant_id, job_id, sequence, type, data, at)
            select ?, ?, e.sequence, e.type, e.data, ?
            from unnest(?::bigint[], ?::text[], ?::text[]) as e (sequence, type, data) order by e.sequence
            """;

    static final String INSERT_ARTIFACT = """
            insert into artifact (tenant_id, job_id, name, media_type, content, created_at) values (?, ?, ?, ?, ?, ?)
            on conflict (tenant_id, job_id, name)
            do update set media_type = excluded.media_type, content = excluded.content
            """;

    /// Locks the job that was first, so that it is not deleted while its files are copied.
    static final String FIND_KEPT_RESULT = """
            select j.job_id, j.plan, j.result from result_cache c join job j using (tenant_id, job_id)
            where c.tenant_id = ? and c.result_key = ? for key share of j
            """;

    static final String KEEP_RESULT = """
            insert into result_cache (tenant_id, result_key, job_id)
            select tenant_id, result_key, job_id from job where tenant_id = ? and job_id = ? and result_key is not null
            on conflict do nothing
            """;

    static final String COPY_ARTIFACTS = """
            insert into artifact (tenant_id, job_id, name, media_type, content, created_at)
            select tenant_id, ?, name, media_type, content, ? from artifact where tenant_id = ? and job_id = ?
            """;

    static final String STAGE_RESULTS = """
            select stage, result from task
            where tenant_id = ? and job_id = ? and stage = any (?::smallint[]) and state = 'done'
            order by stage, task_index
            """;

    static final String OVERDUE_JOBS = """
            select tenant_id, job_id from job where finished_at is null and deadline_at <= clock_timestamp()
            order by deadline_at limit ?
            """;

    static final String CANCELS_TO_FINISH = """
            select j.tenant_id, j.job_id from job j
            where j.finished_at is null and j.cancel_requested_at is not null
              and not exists (select from task t where t.tenant_id = j.tenant_id and t.job_id = j.job_id
                              and t.stage = j.stage and t.state = 'held')
            order by j.cancel_requested_at limit ?
            """;

    static final String OPEN_JOBS_OF_REPOSITORY = """
            select job_id from job where tenant_id = ? and repository_id = ? and finished_at is null
            order by created_at, job_id limit ?
            """;
}
