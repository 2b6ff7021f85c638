package dev.refactory.queue.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.kit.jdbc.SqlFunction;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Circumstances;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Decision;
import dev.refactory.queue.job.JobCommand;
import dev.refactory.queue.job.JobLifecycle;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.KeptResult;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskState;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.queue.store.JobStore.HandOver;
import dev.refactory.queue.store.StageRows.HandedOver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Lock, decide, write: how every command about a job runs.
final class JobTransactions {
    private static final int TRIES = 5;

    private final Database database;
    private final QueueSettings settings;
    private final RandomGenerator random;

    JobTransactions(Database database, QueueSettings settings, RandomGenerator random) {
        this.database = database;
        this.settings = settings;
        this.random = random;
    }

    QueueSettings settings() {
        return settings;
    }

    <T> T inTenant(TenantId tenant, SqlFunction<T> work) {
        return retried(() -> database.inTransaction(tenant, work));
    }

    <T> T acrossTenants(SqlFunction<T> work) {
        return retried(() -> database.inTransactionOfAllTenants(work));
    }

    /// Deadlocks and serialization failures are tried again, a few times.
    private static <T> T retried(Supplier<T> transaction) {
        for (int tries = 1; ; tries++) {
            try {
                return transaction.get();
            } catch (DatabaseException e) {
                if (!e.retryable() || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /// Runs a command about the whole job. Empty when there is no such job.
    Optional<Decision.Reply> command(Connection connection, TenantId tenant, String jobId, JobCommand command)
            throws SQLException {
        Optional<JobLoader.Locked> locked = JobLoader.lock(connection, tenant, jobId, JobLoader.NO_TASK);
        if (locked.isEmpty()) {
            return Optional.empty();
        }
        TaskState none = new TaskState.Dropped(0);
        return Optional.of(
                decide(connection, tenant, jobId, locked.get(), none, JobLoader.NO_TASK, command, writer -> {}));
    }

    /// Runs a command about an attempt.
    Decision.Reply command(Connection connection, TenantId tenant, String jobId, AttemptRef attempt, JobCommand command)
            throws SQLException {
        return command(connection, tenant, jobId, attempt, command, writer -> {});
    }

    private Decision.Reply command(
            Connection connection, TenantId tenant, String jobId, AttemptRef attempt, JobCommand command, Sequel sequel)
            throws SQLException {
        Optional<JobLoader.Locked> locked = JobLoader.lock(connection, tenant, jobId, attempt.taskId());
        TaskState task = locked.isEmpty() ? null : locked.get().task();
        return locked.isEmpty() || task == null
                ? Decision.Reply.STALE
                : decide(connection, tenant, jobId, locked.get(), task, attempt.taskId(), command, sequel);
    }

    /// What follows a decision in the same transaction, before it is written.
    private interface Sequel {
        void follow(JobWriter writer) throws SQLException;
    }

    /// Reports an attempt; when that opens a stage of a role the worker takes, takes its first task for it.
    HandOver report(Connection connection, Claim claim, TaskOutcome outcome, String worker, Set<Role> takes)
            throws SQLException {
        AtomicReference<@Nullable Claim> taken = new AtomicReference<>();
        AtomicReference<@Nullable JobWriter> written = new AtomicReference<>();
        Decision.Reply reply = command(
                connection,
                claim.tenant(),
                claim.jobId(),
                claim.attempt(),
                new JobCommand.CompleteAttempt(claim.attempt(), outcome),
                writer -> {
                    written.set(writer);
                    taken.set(handOver(connection, claim, writer, worker, takes));
                });
        JobWriter writer = written.get();
        return writer == null || reply != Decision.Reply.ACCEPTED
                ? HandOver.REFUSED
                : new HandOver(true, taken.get(), writer.announced(), writer.over());
    }

    /// Nothing is handed over while something more urgent waits for the role: then the worker takes that.
    private @Nullable Claim handOver(
            Connection connection, Claim before, JobWriter writer, String worker, Set<Role> takes) throws SQLException {
        JobState.Open open = writer.opened();
        if (open == null || !takes.contains(open.stage().role())) {
            return null;
        }
        Optional<AttemptRef> drawn = Sql.first(
                connection,
                TaskSql.DRAW_TASK,
                row -> new AttemptRef(row.getLong("task_id"), 1, row.getLong("fence")),
                open.stage().role().wireName(),
                open.terms().tier().ordinal());
        if (drawn.isEmpty()) {
            return null;
        }
        Circumstances given =
                new Circumstances(writer.now(), 0, Long.MAX_VALUE, 0, settings.retries(), RateCard.CARD_1, null);
        Decision start =
                JobLifecycle.decide(open, new TaskState.Ready(0), new JobCommand.StartAttempt(drawn.get()), given);
        if (start.reply() != Decision.Reply.ACCEPTED) {
            return null;
        }
        Instant leaseUntil = writer.now().plus(settings.leaseTtl());
        writer.apply(start.changes());
        writer.first(new HandedOver(drawn.get().taskId(), drawn.get().fence(), worker, leaseUntil));
        return before.followedBy(drawn.get(), open.stage(), writer.firstPayload(), leaseUntil);
    }

    private Decision.Reply decide(
            Connection connection,
            TenantId tenant,
            String jobId,
            JobLoader.Locked locked,
            TaskState task,
            long taskId,
            JobCommand command,
            Sequel sequel)
            throws SQLException {
        JobState.Open open = locked.open();
        if (open == null) {
            return Decision.Reply.FINAL;
        }
        if (command instanceof JobCommand.RequestCancel) {
            // Tasks nobody holds go first: a claim under way then either sees its task dropped or is seen as a holder.
            Sql.update(
                    connection,
                    TaskSql.DROP_UNHELD_TASKS,
                    tenant.value(),
                    jobId,
                    open.stage().ordinal());
        }
        Decision decision = JobLifecycle.decide(
                open, task, command, circumstances(connection, tenant, jobId, locked, open, taskId, command));
        JobWriter writer = new JobWriter(connection, tenant, jobId, open, locked.now());
        writer.apply(decision.changes());
        sequel.follow(writer);
        writer.finish();
        if (locked.counted() && writer.over()) {
            PostgresPermits.leave(connection, tenant, jobId);
        }
        return decision.reply();
    }

    private Circumstances circumstances(
            Connection connection,
            TenantId tenant,
            String jobId,
            JobLoader.Locked locked,
            JobState.Open open,
            long taskId,
            JobCommand command)
            throws SQLException {
        boolean countHeld = open.cancelRequested() || command instanceof JobCommand.RequestCancel;
        int otherHeld = countHeld ? otherHeld(connection, tenant, jobId, open.stage(), taskId) : 0;
        boolean plans = open.stage() == Stage.PLAN
                && command instanceof JobCommand.CompleteAttempt report
                && report.outcome() instanceof TaskOutcome.Completed;
        long spendable = plans ? spendable(connection, tenant) : Long.MAX_VALUE;
        RateCard card = plans ? rateCard(connection, tenant) : RateCard.CARD_1;
        String key = open.terms().dryRun() ? null : resultKey(command);
        return new Circumstances(
                locked.now(),
                otherHeld,
                spendable,
                random.nextDouble(),
                settings.retries(),
                card,
                key == null ? null : kept(connection, tenant, key));
    }

    /// What INDEX reports with its success; null for any other command.
    static @Nullable String resultKey(JobCommand command) {
        return command instanceof JobCommand.CompleteAttempt report
                        && report.outcome() instanceof TaskOutcome.Completed completed
                        && completed.indexed() != null
                ? completed.indexed().resultKey()
                : null;
    }

    private static @Nullable KeptResult kept(Connection connection, TenantId tenant, String resultKey)
            throws SQLException {
        return Sql.first(
                        connection,
                        JobSql.FIND_KEPT_RESULT,
                        row -> new KeptResult(row.getString("job_id"), row.getString("plan"), row.getString("result")),
                        tenant.value(),
                        resultKey)
                .orElse(null);
    }

    private static int otherHeld(Connection connection, TenantId tenant, String jobId, Stage stage, long taskId)
            throws SQLException {
        return Sql.first(
                        connection,
                        TaskSql.COUNT_OTHER_HELD,
                        row -> row.getInt(1),
                        tenant.value(),
                        jobId,
                        stage.ordinal(),
                        taskId)
                .orElse(0);
    }

    private static long spendable(Connection connection, TenantId tenant) throws SQLException {
        return Sql.first(connection, LedgerSql.SPENDABLE, row -> row.getLong("spendable"), tenant.value())
                .orElse(Long.MAX_VALUE);
    }

    private static RateCard rateCard(Connection connection, TenantId tenant) throws SQLException {
        return rateCards(connection, tenant, 1).stream()
                .findFirst()
                .orElseThrow(() -> new SQLException("Tenant " + tenant + " has no rate card"));
    }

    /// Those that are or were in force, the latest first.
    static List<RateCard> rateCards(Connection connection, TenantId tenant, int limit) throws SQLException {
        return Sql.list(
                connection,
                LedgerSql.RATE_CARDS,
                row -> new RateCard(
                        row.getString("rate_card"),
                        row.getBigDecimal("base_sau"),
                        row.getBigDecimal("kloc_divisor"),
                        row.getBigDecimal("exponent")),
                tenant.value(),
                limit);
    }
}
