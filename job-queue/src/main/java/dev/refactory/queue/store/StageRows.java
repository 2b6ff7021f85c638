package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.JobChange.StageOpened;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes a job's stages, and the tasks they open with.
final class StageRows {
    private final Connection connection;
    private final TenantId tenant;
    private final String jobId;
    private final Instant now;
    private boolean announced;

    StageRows(Connection connection, TenantId tenant, String jobId, Instant now) {
        this.connection = connection;
        this.tenant = tenant;
        this.jobId = jobId;
        this.now = now;
    }

    /// A stage that opens, and the one before it, done; null when it is the first.
    record Opening(StageOpened opened, JobState.@Nullable Open before) {}

    /// The first task of a stage that opens, when it is a worker's from the start.
    record HandedOver(long taskId, long fence, String worker, Instant leaseUntil) {}

    /// Opens a stage with its tasks and announces those that are nobody's yet.
    /// @param job the job with the new stage open
    void open(Opening opening, JobState.Open job, @Nullable HandedOver first) throws SQLException {
        JobState.Open before = opening.before();
        if (before != null) {
            update(before.stage(), "done", before.remaining(), before.fraction(), before.tally(), false, now);
        }
        Tally tally = job.tally();
        Sql.update(
                connection,
                JobSql.INSERT_STAGE,
                tenant.value(),
                jobId,
                job.stage().ordinal(),
                job.total(),
                job.remaining(),
                tally.version(),
                tally.sequence(),
                tally.attempts(),
                tally.usage().promptTokens(),
                tally.usage().completionTokens(),
                tally.usage().simulatedDeviceMicros(),
                now,
                job.started() ? now : null);
        insertTasks(opening.opened(), job, first);
    }

    private void insertTasks(StageOpened opened, JobState.Open job, @Nullable HandedOver first) throws SQLException {
        Stage stage = opened.stage();
        String[] payloads = opened.payloads().toArray(String[]::new);
        int urgency = job.terms().tier().ordinal();
        announced = payloads.length > (first == null ? 0 : 1);
        if (first == null) {
            Sql.update(
                    connection,
                    TaskSql.INSERT_TASKS,
                    tenant.value(),
                    jobId,
                    stage.ordinal(),
                    stage.role().wireName(),
                    urgency,
                    now,
                    payloads);
        } else {
            Sql.update(
                    connection,
                    TaskSql.INSERT_TASKS_FIRST_HELD,
                    tenant.value(),
                    first.taskId(),
                    jobId,
                    stage.ordinal(),
                    stage.role().wireName(),
                    urgency,
                    first.fence(),
                    now,
                    payloads,
                    first.worker(),
                    first.leaseUntil(),
                    now);
        }
    }

    /// Whether tasks were announced.
    boolean announced() {
        return announced;
    }

    /// @param fraction null keeps what the row has
    /// @param started whether its first task was claimed just now
    void update(
            Stage stage,
            String stageState,
            int remaining,
            @Nullable Double fraction,
            Tally tally,
            boolean started,
            @Nullable Instant finishedAt)
            throws SQLException {
        Sql.update(
                connection,
                JobSql.UPDATE_STAGE,
                stageState,
                remaining,
                fraction,
                tally.version(),
                tally.sequence(),
                tally.attempts(),
                tally.usage().promptTokens(),
                tally.usage().completionTokens(),
                tally.usage().simulatedDeviceMicros(),
                started ? now : null,
                finishedAt,
                tenant.value(),
                jobId,
                stage.ordinal());
    }

    /// Drops what is left of a stage whose job is over.
    void abandon(Stage stage) throws SQLException {
        Sql.update(connection, TaskSql.DROP_OPEN_TASKS, tenant.value(), jobId, stage.ordinal());
        Sql.update(connection, TaskSql.SUPERSEDE_ATTEMPTS, tenant.value(), jobId, stage.ordinal());
    }
}
