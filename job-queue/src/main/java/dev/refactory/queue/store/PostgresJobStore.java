package dev.refactory.queue.store;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Decision.Reply;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobChange;
import dev.refactory.queue.job.JobCommand;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobLifecycle;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.JobTerms;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.ledger.RateCard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Jobs in Postgres: the truth. Leases and deadlines run on the database's clock.
public final class PostgresJobStore implements JobStore, JobQueries {
    private final IdSource ids;
    private final JobTransactions transactions;
    private final PostgresClaims claims;
    private final PostgresQueries queries;

    /// @param database its connections are used for single, short transactions
    /// @param ids makes job ids
    /// @param random draws the jitter of retries; thread-safe
    public PostgresJobStore(Database database, QueueSettings settings, IdSource ids, RandomGenerator random) {
        this.ids = ids;
        this.transactions = new JobTransactions(database, settings, random);
        this.claims = new PostgresClaims(transactions);
        this.queries = new PostgresQueries(transactions);
    }

    @Override
    public SubmitReply submit(SubmitJob command) {
        return transactions.inTenant(command.tenant(), connection -> submit(connection, command));
    }

    private record TenantRow(
            int maxOpenJobs,
            int maxQuotesPerMinute,
            @Nullable Integer maxJobsPerMinute,
            PermitLimits permits,
            Instant now) {}

    private record Remembered(String requestHash, String jobId) {}

    private SubmitReply submit(Connection connection, SubmitJob command) throws SQLException {
        String tenant = command.tenant().value();
        Optional<TenantRow> row = lockTenant(connection, tenant);
        if (row.isEmpty()) {
            Sql.update(connection, JobSql.ENSURE_TENANT, tenant);
            row = lockTenant(connection, tenant);
        }
        TenantRow limits = row.orElseThrow(() -> new SQLException("Tenant " + tenant + " could not be made"));
        if (command.idempotencyKey() != null) {
            Optional<Remembered> before = Sql.first(
                    connection,
                    JobSql.FIND_IDEMPOTENT,
                    found -> new Remembered(found.getString("request_hash"), found.getString("job_id")),
                    tenant,
                    command.idempotencyKey());
            if (before.isPresent()) {
                return before.get().requestHash().equals(command.requestHash())
                        ? new SubmitReply.Accepted(
                                queries.read(
                                        connection,
                                        command.tenant(),
                                        before.get().jobId()),
                                true)
                        : new SubmitReply.IdempotencyConflict(before.get().jobId());
            }
        }
        int open = Sql.first(connection, JobSql.COUNT_OPEN_JOBS, count -> count.getInt(1), tenant, limits.maxOpenJobs())
                .orElse(0);
        if (open >= limits.maxOpenJobs()) {
            return SubmitReply.LimitReached.openJobs(limits.maxOpenJobs());
        }
        Optional<SubmitReply> tooMany = tooMany(connection, command, limits);
        if (tooMany.isPresent()) {
            return tooMany.get();
        }
        return new SubmitReply.Accepted(insert(connection, command, limits), false);
    }

    private static Optional<SubmitReply> tooMany(Connection connection, SubmitJob command, TenantRow limits)
            throws SQLException {
        Optional<Instant> quote = command.dryRun()
                ? oldest(connection, JobSql.OLDEST_QUOTE, command, limits.maxQuotesPerMinute(), limits.now())
                : Optional.empty();
        if (quote.isPresent()) {
            return quote.map(at ->
                    SubmitReply.LimitReached.quotes(limits.maxQuotesPerMinute(), Duration.between(at, limits.now())));
        }
        Integer most = limits.maxJobsPerMinute();
        return most == null
                ? Optional.empty()
                : oldest(connection, JobSql.OLDEST_JOB, command, most, limits.now())
                        .map(at -> SubmitReply.LimitReached.jobs(most, Duration.between(at, limits.now())));
    }

    /// The one that has to be a minute ago before there may be another.
    private static Optional<Instant> oldest(
            Connection connection, String statement, SubmitJob command, int limit, Instant now) throws SQLException {
        return limit == 0
                ? Optional.of(now)
                : Sql.first(
                        connection,
                        statement,
                        row -> Sql.instant(row, "created_at"),
                        command.tenant().value(),
                        now.minus(SubmitReply.LimitReached.WINDOW),
                        limit - 1);
    }

    private static Optional<TenantRow> lockTenant(Connection connection, String tenant) throws SQLException {
        return Sql.first(
                connection,
                JobSql.LOCK_TENANT,
                row -> new TenantRow(
                        row.getInt("max_open_jobs"),
                        row.getInt("max_quotes_per_minute"),
                        Sql.intOrNull(row, "max_jobs_per_minute"),
                        PostgresPermits.limits(row),
                        Sql.instant(row, "now")),
                tenant);
    }

    private Job insert(Connection connection, SubmitJob command, TenantRow limits) throws SQLException {
        Instant now = limits.now();
        String jobId = ids.next("job_");
        JobTerms terms = new JobTerms(
                jobId,
                command.tenant(),
                command.tier(),
                command.dryRun(),
                command.maxMilliSau(),
                now.plus(command.deadline()));
        Sql.update(
                connection,
                JobSql.INSERT_JOB,
                command.tenant().value(),
                jobId,
                command.submittedBy(),
                command.repository(),
                command.recipe(),
                command.tier().wireName(),
                command.dryRun(),
                command.request(),
                command.maxMilliSau(),
                now,
                terms.deadlineAt(),
                command.repositoryId());
        if (command.idempotencyKey() != null) {
            Sql.update(
                    connection,
                    JobSql.INSERT_IDEMPOTENT,
                    command.tenant().value(),
                    command.idempotencyKey(),
                    command.requestHash(),
                    jobId);
        }
        List<JobChange> changes = JobLifecycle.submit(terms);
        new JobWriter(connection, command.tenant(), jobId, new JobState.Unborn(), now).write(changes);
        PostgresPermits.take(connection, command, terms, limits.permits());
        return queries.read(connection, command.tenant(), jobId);
    }

    @Override
    public CancelReply cancel(TenantId tenant, String jobId) {
        Optional<Reply> reply = transactions.inTenant(
                tenant, connection -> transactions.command(connection, tenant, jobId, new JobCommand.RequestCancel()));
        if (reply.isEmpty()) {
            return CancelReply.NOT_FOUND;
        }
        return reply.get() == Reply.FINAL ? CancelReply.ALREADY_FINAL : CancelReply.ACCEPTED;
    }

    @Override
    public Optional<Claim> claim(long taskId, String worker) {
        return claims.claim(taskId, worker);
    }

    @Override
    public List<Claim> claimReady(Role role, String worker, int max) {
        return claims.claimReady(role, worker, max);
    }

    @Override
    public Map<AttemptRef, Boolean> renew(Collection<AttemptRef> attempts) {
        return claims.renew(attempts);
    }

    @Override
    public void progress(AttemptRef attempt, double fraction) {
        command(attempt, new JobCommand.ReportProgress(attempt, fraction));
    }

    @Override
    public boolean complete(AttemptRef attempt, TaskOutcome outcome) {
        return command(attempt, new JobCommand.CompleteAttempt(attempt, outcome)) == Reply.ACCEPTED;
    }

    @Override
    public HandOver complete(Claim claim, TaskOutcome outcome, String worker, Set<Role> takes) {
        return transactions.acrossTenants(connection -> transactions.report(connection, claim, outcome, worker, takes));
    }

    private record JobKey(TenantId tenant, String jobId) {}

    private Reply command(AttemptRef attempt, JobCommand command) {
        return transactions.acrossTenants(connection -> {
            Optional<JobKey> job = Sql.first(
                    connection,
                    TaskSql.FIND_TASK,
                    row -> new JobKey(new TenantId(row.getString("tenant_id")), row.getString("job_id")),
                    attempt.taskId());
            return job.isEmpty()
                    ? Reply.STALE
                    : transactions.command(
                            connection, job.get().tenant(), job.get().jobId(), attempt, command);
        });
    }

    @Override
    public Map<Stage, List<String>> stageResults(String jobId, TenantId tenant, Set<Stage> stages) {
        Map<Stage, List<String>> results = new EnumMap<>(Stage.class);
        stages.forEach(stage -> results.put(stage, new ArrayList<>()));
        Long[] numbers = stages.stream().map(stage -> (long) stage.ordinal()).toArray(Long[]::new);
        transactions
                .inTenant(
                        tenant,
                        connection -> Sql.list(
                                connection,
                                JobSql.STAGE_RESULTS,
                                row -> new StageResult(Stage.values()[row.getInt("stage")], row.getString("result")),
                                tenant.value(),
                                jobId,
                                numbers))
                .forEach(found ->
                        Objects.requireNonNull(results.get(found.stage())).add(found.result()));
        return results;
    }

    private record StageResult(Stage stage, String result) {}

    @Override
    public Optional<Job> find(TenantId tenant, String jobId) {
        return queries.find(tenant, jobId);
    }

    @Override
    public List<Job> list(TenantId tenant, Filter filter, @Nullable String after, int limit) {
        return queries.list(tenant, filter, after, limit);
    }

    @Override
    public List<JobEvent> events(TenantId tenant, String jobId, long after, int limit) {
        return queries.events(tenant, jobId, after, limit);
    }

    @Override
    public Optional<Artifact> artifact(TenantId tenant, String jobId, String name) {
        return queries.artifact(tenant, jobId, name);
    }

    @Override
    public List<StageTiming> timeline(TenantId tenant, String jobId) {
        return queries.timeline(tenant, jobId);
    }

    @Override
    public List<RateCard> rateCards(TenantId tenant) {
        return queries.rateCards(tenant);
    }

    @Override
    public List<LedgerLine> ledger(TenantId tenant, @Nullable String jobId, int limit) {
        return queries.ledger(tenant, jobId, limit);
    }

    @Override
    public List<UsageLine> usage(TenantId tenant, LocalDate from, LocalDate to, Set<UsageBy> by) {
        return queries.usage(tenant, from, to, by);
    }
}
