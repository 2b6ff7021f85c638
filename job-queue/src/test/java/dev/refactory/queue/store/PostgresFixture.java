package dev.refactory.queue.store;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.migrations.Migrations;
import dev.refactory.queue.job.RetryPolicy;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.testkit.SharedPostgres;
import dev.refactory.testkit.SharedPostgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The Postgres store on a database of its own. Time passes by moving everything it remembers into the past.
final class PostgresFixture implements StoreFixture, AutoCloseable {
    final TestDatabase database;
    private final Database pool;
    private final PostgresJobStore store;
    private final PostgresOutbox outbox;
    private final PostgresMaintenance maintenance;

    PostgresFixture() {
        database = SharedPostgres.newDatabase(
                "migrated", empty -> Migrations.migrate(empty.jdbcUrl(), empty.user(), empty.password()));
        pool = Database.open(database.jdbcUrl(), database.user(), database.password(), 20);
        QueueSettings settings = new QueueSettings(Duration.ofSeconds(10), RetryPolicy.DEFAULT);
        store = new PostgresJobStore(pool, settings, IdSource.secure(), ThreadLocalRandom.current()::nextLong);
        outbox = new PostgresOutbox(pool);
        maintenance = new PostgresMaintenance(pool, settings, ThreadLocalRandom.current()::nextLong);
    }

    /// Forgets everything but the schema and the default tenant.
    void empty() {
        execute("truncate tenant, job, stage, task, attempt, job_event, outbox, idempotency, artifact, rate_card,"
                + " account, ledger_entry, result_cache, usage_past cascade");
        execute("insert into tenant (tenant_id) values ('default')");
    }

    Database pool() {
        return pool;
    }

    @Override
    public PostgresJobStore store() {
        return store;
    }

    @Override
    public JobQueries queries() {
        return store;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public JobMaintenance maintenance() {
        return maintenance;
    }

    @Override
    public void pass(Duration time) {
        String past = "- interval '" + time.toMillis() + " milliseconds'";
        execute("alter table job disable trigger job_guard");
        execute("update job set created_at = created_at " + past + ", deadline_at = deadline_at " + past
                + ", finished_at = finished_at " + past);
        execute("alter table job enable trigger job_guard");
        execute("update attempt set lease_until = lease_until " + past + " where state = 'running'");
        execute("update task set due_at = due_at " + past + " where state in ('ready', 'waiting')");
    }

    @Override
    public void creditLimit(TenantId tenant, long milliSau) {
        execute("update tenant set credit_limit_milli_sau = " + milliSau + " where tenant_id = '" + tenant + "'");
    }

    @Override
    public void rateCard(TenantId tenant, RateCard card) {
        execute("alter table rate_card disable trigger rate_card_notice");
        execute("insert into rate_card values ('" + tenant + "', '" + card.version() + "', " + card.baseSau() + ", "
                + card.klocDivisor() + ", " + card.exponent() + ", clock_timestamp())");
        execute("alter table rate_card enable trigger rate_card_notice");
    }

    @Override
    public void weight(TenantId tenant, int weight) {
        execute("update tenant set weight = " + weight + " where tenant_id = '" + tenant + "'");
    }

    @Override
    public void maxOpenJobs(TenantId tenant, int jobs) {
        execute("update tenant set max_open_jobs = " + jobs + " where tenant_id = '" + tenant + "'");
    }

    @Override
    public void maxQuotesPerMinute(TenantId tenant, int quotes) {
        execute("update tenant set max_quotes_per_minute = " + quotes + " where tenant_id = '" + tenant + "'");
    }

    @Override
    public void maxJobsPerMinute(TenantId tenant, int jobs) {
        execute("update tenant set max_jobs_per_minute = " + jobs + " where tenant_id = '" + tenant + "'");
    }

    @Override
    public void permits(TenantId tenant, @Nullable Integer jobs, @Nullable Integer ofBranch) {
        execute("update tenant set max_running_jobs = " + jobs + ", max_running_per_branch = " + ofBranch
                + " where tenant_id = '" + tenant + "'");
    }

    @Override
    public long balance(TenantId tenant, String account) {
        return pool.inTransaction(
                tenant,
                connection -> Sql.first(
                                connection,
                                "select balance_milli_sau from account where tenant_id = ? and account = ?",
                                row -> row.getLong(1),
                                tenant.value(),
                                account)
                        .orElseThrow());
    }

    /// Runs a statement as maintenance does: over all tenants.
    void execute(String sql) {
        pool.inTransactionOfAllTenants(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /// One value, read outside every tenant.
    String queryWithoutTenant(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
