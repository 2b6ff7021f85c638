package dev.refactory.queue.store;

import dev.refactory.kit.jdbc.Database;
import dev.refactory.kit.jdbc.DatabaseException;
import dev.refactory.kit.jdbc.SqlFunction;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Circumstances;
import dev.refactory.queue.job.Decision;
import dev.refactory.queue.job.JobCommand;
import dev.refactory.queue.job.JobLifecycle;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.KeptResult;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskState;
import dev.refactory.queue.ledger.RateCard;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Lock, decide, write: how every command about a job runs.
final class JobTransactions {
    private static final int TRIES = 5;
    private static final long NO_TASK = -1;

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
        return run(connection, tenant, jobId, new TaskState.Dropped(0), NO_TASK, command);
    }

    /// Runs a command about an attempt.
    Decision.Reply command(Connection connection, TenantId tenant, String jobId, AttemptRef attempt, JobCommand command)
            throws SQLException {
        Optional<JobLoader.Locked> locked = JobLoader.lock(connection, tenant, jobId);
        if (locked.isEmpty()) {
            return Decision.Reply.STALE;
        }
        // The task is read under the stage's lock: nobody else can end its attempt now.
        Optional<TaskState> task = JobLoader.task(connection, tenant, attempt);
        return task.isEmpty()
                ? Decision.Reply.STALE
                : decide(connection, tenant, jobId, locked.get(), task.get(), attempt.taskId(), command);
    }

    private Optional<Decision.Reply> run(
            Connection connection, TenantId tenant, String jobId, TaskState task, long taskId, JobCommand command)
            throws SQLException {
        Optional<JobLoader.Locked> locked = JobLoader.lock(connection, tenant, jobId);
        return locked.isEmpty()
                ? Optional.empty()
                : Optional.of(decide(connection, tenant, jobId, locked.get(), task, taskId, command));
    }

    private Decision.Reply decide(
            Connection connection,
            TenantId tenant,
            String jobId,
            JobLoader.Locked locked,
            TaskState task,
            long taskId,
            JobCommand command)
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
        new JobWriter(connection, tenant, jobId, open, locked.now()).write(decision.changes());
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
        return Sql.first(
                        connection,
                        LedgerSql.SPENDABLE,
                        row -> {
                            long value = row.getLong("spendable");
                            return row.wasNull() ? Long.MAX_VALUE : value;
                        },
                        tenant.value())
                .orElse(0L);
    }

    private static RateCard rateCard(Connection connection, TenantId tenant) throws SQLException {
        return Sql.first(
                        connection,
                        LedgerSql.LATEST_RATE_CARD,
                        row -> new RateCard(
                                row.getString("rate_card"),
                                row.getBigDecimal("base_sau"),
                                row.getBigDecimal("kloc_divisor"),
                                row.getBigDecimal("exponent")),
                        tenant.value())
                .orElseThrow(() -> new SQLException("Tenant " + tenant + " has no rate card"));
    }
}
