package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.ledger.RateCard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads jobs for callers: each transaction sees one tenant's rows only.
final class PostgresQueries implements JobQueries {
    private final JobTransactions transactions;

    PostgresQueries(JobTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Job> find(TenantId tenant, String jobId) {
        return transactions.inTenant(tenant, connection -> find(connection, tenant, jobId));
    }

    private static Optional<Job> find(Connection connection, TenantId tenant, String jobId) throws SQLException {
        return Sql.first(connection, QuerySql.FIND, row -> job(row, tenant), tenant.value(), jobId);
    }

    /// A job that is known to exist, read in the caller's transaction.
    Job read(Connection connection, TenantId tenant, String jobId) throws SQLException {
        return find(connection, tenant, jobId).orElseThrow(() -> new SQLException("Job " + jobId + " is missing"));
    }

    @Override
    public List<Job> list(TenantId tenant, Filter filter, @Nullable String after, int limit) {
        String status = filter.status() == null ? null : filter.status().wireName();
        return transactions.inTenant(
                tenant,
                connection -> Sql.list(
                        connection,
                        QuerySql.LIST,
                        row -> job(row, tenant),
                        tenant.value(),
                        status,
                        status,
                        filter.repository(),
                        filter.repository(),
                        filter.recipe(),
                        filter.recipe(),
                        filter.submittedBy(),
                        filter.submittedBy(),
                        after,
                        tenant.value(),
                        after,
                        limit));
    }

    private static Job job(ResultSet row, TenantId tenant) throws SQLException {
        return new Job(
                row.getString("job_id"),
                tenant,
                row.getString("submitted_by"),
                row.getString("repository"),
                row.getString("recipe"),
                Tier.valueOf(row.getString("tier").toUpperCase(Locale.ROOT)),
                JobStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getBoolean("cancelling"),
                row.getBoolean("dry_run"),
                row.getLong("version"),
                row.getString("request"),
                Stage.values()[row.getInt("stage")],
                row.getInt("tasks_done"),
                row.getInt("tasks_total"),
                row.getDouble("fraction"),
                row.getString("plan"),
                row.getString("result"),
                row.getString("conflicts"),
                row.getString("error_code"),
                row.getString("error_subject"),
                row.getString("error_message"),
                JobLoader.quote(row),
                row.getLong("charged_milli_sau"),
                row.getString("repository_id"),
                row.getString("cached_from"),
                JobLoader.usage(row),
                row.getInt("attempts"),
                Sql.instant(row, "created_at"),
                Sql.instantOrNull(row, "started_at"),
                Sql.instantOrNull(row, "finished_at"),
                Sql.instant(row, "deadline_at"));
    }

    @Override
    public List<JobEvent> events(TenantId tenant, String jobId, long after, int limit) {
        return transactions.inTenant(
                tenant,
                connection -> Sql.list(
                        connection,
                        QuerySql.EVENTS,
                        row -> new JobEvent(
                                jobId,
                                row.getLong("sequence"),
                                row.getString("type"),
                                row.getString("data"),
                                Sql.instant(row, "at")),
                        tenant.value(),
                        jobId,
                        after,
                        limit));
    }

    @Override
    public Optional<Artifact> artifact(TenantId tenant, String jobId, String name) {
        return transactions.inTenant(
                tenant,
                connection -> Sql.first(
                        connection,
                        QuerySql.ARTIFACT,
                        row -> new Artifact(name, row.getString("media_type"), row.getBytes("content")),
                        tenant.value(),
                        jobId,
                        name));
    }

    @Override
    public List<StageTiming> timeline(TenantId tenant, String jobId) {
        return transactions.inTenant(
                tenant,
                connection -> Sql.list(
                        connection,
                        QuerySql.TIMELINE,
                        row -> new StageTiming(
                                Stage.values()[row.getInt("stage")].wireName(),
                                row.getInt("tasks_total"),
                                row.getInt("attempts"),
                                Sql.instant(row, "opened_at"),
                                Sql.instantOrNull(row, "started_at"),
                                Sql.instantOrNull(row, "finished_at")),
                        tenant.value(),
                        jobId));
    }

    @Override
    public List<RateCard> rateCards(TenantId tenant) {
        return transactions.inTenant(
                tenant, connection -> JobTransactions.rateCards(connection, tenant, MOST_RATE_CARDS));
    }

    @Override
    public List<LedgerLine> ledger(TenantId tenant, @Nullable String jobId, int limit) {
        return transactions.inTenant(
                tenant,
                connection -> Sql.list(
                        connection,
                        QuerySql.LEDGER,
                        row -> new LedgerLine(
                                row.getString("job_id"),
                                row.getString("kind"),
                                row.getLong("milli_sau"),
                                row.getString("rate_card"),
                                row.getLong("indexed_lines"),
                                row.getBigDecimal("complexity"),
                                Sql.instant(row, "at")),
                        tenant.value(),
                        jobId,
                        jobId,
                        limit));
    }

    @Override
    public List<UsageLine> usage(TenantId tenant, LocalDate from, LocalDate to, Set<UsageBy> by) {
        return transactions.inTenant(
                tenant,
                connection -> Sql.list(
                        connection,
                        QuerySql.USAGE,
                        PostgresQueries::usageLine,
                        tenant.value(),
                        from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        tenant.value(),
                        from,
                        to,
                        by.contains(UsageBy.DAY),
                        by.contains(UsageBy.REPOSITORY),
                        by.contains(UsageBy.RECIPE),
                        MOST_USAGE_LINES));
    }

    private static UsageLine usageLine(ResultSet row) throws SQLException {
        return new UsageLine(
                row.getObject("day", LocalDate.class),
                row.getString("repository"),
                row.getString("recipe"),
                new Outcomes(
                        row.getLong("succeeded"),
                        row.getLong("cached"),
                        row.getLong("quotes"),
                        row.getLong("refused"),
                        row.getLong("failed"),
                        row.getLong("cancelled"),
                        row.getLong("open")),
                row.getLong("milli_sau"),
                JobLoader.usage(row));
    }
}
