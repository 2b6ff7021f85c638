package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.JobError;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.TaskOutcome.Completed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes what became of attempts and their tasks. Every statement names the fence.
final class AttemptRows {
    private final Connection connection;
    private final TenantId tenant;
    private final String jobId;
    private final Instant now;
    private boolean announced;

    AttemptRows(Connection connection, TenantId tenant, String jobId, Instant now) {
        this.connection = connection;
        this.tenant = tenant;
        this.jobId = jobId;
        this.now = now;
    }

    void completed(AttemptRef attempt, Completed outcome) throws SQLException {
        end(attempt, "done", "completed", attempt.attempt(), null, outcome.result(), null);
        for (Artifact artifact : outcome.artifacts()) {
            Sql.update(
                    connection,
                    JobSql.INSERT_ARTIFACT,
                    tenant.value(),
                    jobId,
                    artifact.name(),
                    artifact.mediaType(),
                    artifact.content(),
                    now);
        }
    }

    /// @param counts 1 when the attempt counts, 0 when it was given back
    void ended(
            AttemptRef attempt,
            String taskState,
            String attemptState,
            int counts,
            @Nullable Instant dueAt,
            @Nullable JobError failure)
            throws SQLException {
        end(attempt, taskState, attemptState, attempt.attempt() - 1 + counts, dueAt, null, failure);
    }

    private void end(
            AttemptRef attempt,
            String taskState,
            String attemptState,
            int attempts,
            @Nullable Instant dueAt,
            @Nullable String taskResult,
            @Nullable JobError failure)
            throws SQLException {
        String code = failure == null ? null : failure.code().code();
        String message = failure == null ? null : failure.message();
        int rows = Sql.update(
                connection,
                TaskSql.END_HELD_TASK,
                attemptState,
                code,
                message,
                tenant.value(),
                attempt.taskId(),
                attempt.fence(),
                attempt.attempt(),
                taskState,
                attempts,
                dueAt,
                taskResult,
                code,
                failure == null ? null : failure.subject(),
                message);
        if (rows != 1) {
            throw new IllegalStateException(
                    "Fence " + attempt.fence() + " of task " + attempt.taskId() + " was held a moment ago: " + rows);
        }
    }

    void announce(AttemptRef attempt) throws SQLException {
        announced = true;
        Sql.update(connection, TaskSql.ANNOUNCE_TASK, tenant.value(), attempt.taskId());
    }

    boolean announced() {
        return announced;
    }
}
