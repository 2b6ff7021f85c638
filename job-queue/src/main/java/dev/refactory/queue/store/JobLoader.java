package dev.refactory.queue.store;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.JobError;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.JobTerms;
import dev.refactory.queue.job.Quote;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.Tally;
import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import dev.refactory.queue.job.TaskState;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a decision is about, and locks it: the open stage of a job, and a task of it.
final class JobLoader {
    private static final int LOCK_ROUNDS = 16;

    private JobLoader() {}

    /// Stands for the task in commands about the whole job.
    static final long NO_TASK = -1;

    /// A job under its stage's lock; `open` is null when the job is over, `task` when it has no such task; `counted`
    /// when it has a permit, or waits for one.
    record Locked(JobState.@Nullable Open open, @Nullable TaskState task, Instant now, boolean counted) {}

    /// Waits for the lock of the job's open stage. Empty when there is no such job.
    static Optional<Locked> lock(Connection connection, TenantId tenant, String jobId, long taskId)
            throws SQLException {
        for (int round = 0; round < LOCK_ROUNDS; round++) {
            Optional<StageRow> stage =
                    Sql.first(connection, JobSql.LOCK_OPEN_STAGE, JobLoader::stage, tenant.value(), jobId);
            Optional<JobRow> job = Sql.first(
                    connection, JobSql.READ_JOB, row -> job(row, tenant, jobId, taskId), taskId, tenant.value(), jobId);
            if (job.isEmpty()) {
                return Optional.empty();
            }
            if (job.get().finished()) {
                return Optional.of(new Locked(null, job.get().task(), job.get().now(), false));
            }
            // Without a row the stage we waited for was closed and another one opened: look again.
            if (stage.isPresent()) {
                return Optional.of(new Locked(
                        open(job.get(), stage.get()),
                        job.get().task(),
                        job.get().now(),
                        job.get().counted()));
            }
        }
        throw new SQLException("The open stage of job " + jobId + " could not be locked", "40001");
    }

    private static @Nullable TaskState task(ResultSet row, long taskId) throws SQLException {
        int attempts = row.getInt("task_attempts");
        String state = row.getString("state");
        return switch (state) {
            case null -> null;
            case "ready" -> new TaskState.Ready(attempts);
            case "waiting" -> new TaskState.Waiting(attempts, Sql.instant(row, "due_at"));
            case "held" -> new TaskState.Held(new AttemptRef(taskId, attempts + 1, row.getLong("fence")));
            case "done" -> new TaskState.Done(attempts);
            case "dead" ->
                new TaskState.Dead(
                        attempts,
                        new JobError(
                                ErrorCode.valueOf(row.getString("error_code").toUpperCase(Locale.ROOT)),
                                row.getString("error_subject"),
                                row.getString("error_message")));
            case "dropped" -> new TaskState.Dropped(attempts);
            default -> throw new SQLException("Unknown task state " + state);
        };
    }

    private record StageRow(Stage stage, int total, int remaining, double fraction, boolean started, Tally tally) {}

    private record JobRow(
            JobTerms terms,
            JobStatus status,
            boolean cancelling,
            @Nullable Quote quote,
            boolean finished,
            @Nullable TaskState task,
            Instant now,
            boolean counted) {}

    private static JobState.Open open(JobRow job, StageRow stage) {
        return new JobState.Open(
                job.terms(),
                job.status(),
                stage.stage(),
                stage.started(),
                stage.total(),
                stage.remaining(),
                stage.fraction(),
                job.cancelling(),
                job.quote(),
                // A stage after PLAN opens in the transaction that reserves.
                job.quote() != null && stage.stage().compareTo(Stage.PLAN) > 0,
                stage.tally());
    }

    private static StageRow stage(ResultSet row) throws SQLException {
        return new StageRow(
                Stage.values()[row.getInt("stage")],
                row.getInt("tasks_total"),
                row.getInt("tasks_remaining"),
                row.getDouble("fraction"),
                row.getBoolean("started"),
                new Tally(row.getLong("version"), row.getLong("last_sequence"), row.getInt("attempts"), usage(row)));
    }

    static Usage usage(ResultSet row) throws SQLException {
        return new Usage(row.getLong("prompt_tokens"), row.getLong("completion_tokens"), row.getLong("device_micros"));
    }

    static @Nullable Quote quote(ResultSet row) throws SQLException {
        Long quoted = Sql.longOrNull(row, "quoted_milli_sau");
        return quoted == null
                ? null
                : new Quote(
                        row.getString("rate_card"),
                        new QuoteInputs(row.getLong("indexed_lines"), row.getBigDecimal("complexity")),
                        quoted);
    }

    private static JobRow job(ResultSet row, TenantId tenant, String jobId, long taskId) throws SQLException {
        return new JobRow(
                new JobTerms(
                        jobId,
                        tenant,
                        Tier.valueOf(row.getString("tier").toUpperCase(Locale.ROOT)),
                        row.getBoolean("dry_run"),
                        Sql.longOrNull(row, "max_milli_sau"),
                        Sql.instant(row, "deadline_at")),
                JobStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getBoolean("cancelling"),
                quote(row),
                row.getBoolean("finished"),
                task(row, taskId),
                Sql.instant(row, "now"),
                row.getBoolean("counted"));
    }
}
