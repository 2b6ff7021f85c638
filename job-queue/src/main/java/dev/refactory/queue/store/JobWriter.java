package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.EventText;
import dev.refactory.queue.job.JobChange;
import dev.refactory.queue.job.JobChange.*;
import dev.refactory.queue.job.JobError;
import dev.refactory.queue.job.JobLifecycle;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Quote;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.Tally;
import dev.refactory.queue.job.TaskOutcome.Indexed;
import dev.refactory.queue.ledger.Posting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the changes of one decision about one job, inside its transaction and under its stage's lock.
final class JobWriter {
    private final Connection connection;
    private final TenantId tenant;
    private final String jobId;
    private final Instant now;
    private final AttemptRows attempts;

    private JobState state;
    private boolean stageRowCurrent;
    private boolean jobTouched;
    private @Nullable String plan;
    private @Nullable String result;
    private @Nullable String conflicts;
    private @Nullable JobError error;
    private @Nullable Indexed indexed;
    private @Nullable String cachedFrom;
    private boolean cancelRequested;
    private boolean stageStarted;

    JobWriter(Connection connection, TenantId tenant, String jobId, JobState before, Instant now) {
        this.connection = connection;
        this.tenant = tenant;
        this.jobId = jobId;
        this.state = before;
        this.now = now;
        this.attempts = new AttemptRows(connection, tenant, jobId, now);
        this.stageRowCurrent = before instanceof JobState.Unborn;
    }

    /// Writes the changes in order, then what the job has come to.
    void write(List<JobChange> changes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement events = connection.prepareStatement(JobSql.INSERT_EVENT)) {
            for (JobChange change : changes) {
                JobState before = state;
                JobState after = JobLifecycle.evolve(before, change);
                if (tally(after).sequence() > tally(before).sequence()) {
                    Sql.bind(
                            events,
                            tenant.value(),
                            jobId,
                            tally(after).sequence(),
                            EventText.type(change),
                            EventText.data(change, after),
                            now);
                    events.addBatch();
                }
                effect(before, change, after);
                state = after;
            }
            events.executeBatch();
        }
        finish();
    }

    private static Tally tally(JobState state) {
        return switch (state) {
            case JobState.Unborn unborn -> Tally.NONE;
            case JobState.Open job -> job.tally();
            case JobState.Ended job -> job.tally();
        };
    }

    private void effect(JobState before, JobChange change, JobState after) throws SQLException {
        switch (change) {
            case StageOpened opened -> openStage(before, opened, tally(after));
            case StageStarted started -> {
                stageStarted = true;
                jobTouched = true;
                stageRowCurrent = false;
            }
            case AttemptCompleted completed -> {
                attempts.completed(completed.attempt(), completed.outcome());
                indexed = completed.outcome().indexed();
            }
            case AttemptFailed failed ->
                attempts.ended(
                        failed.attempt(),
                        failed.retryAt() == null ? "dead" : "waiting",
                        "failed",
                        1,
                        failed.retryAt(),
                        failed.error());
            case LeaseExpired expired -> {
                attempts.ended(
                        expired.attempt(),
                        expired.error() == null ? "ready" : "dead",
                        "expired",
                        1,
                        null,
                        expired.error());
                attempts.announce(expired.attempt());
            }
            case AttemptReleased released -> {
                attempts.ended(released.attempt(), "ready", "released", 0, null, null);
                attempts.announce(released.attempt());
            }
            case AttemptRefused refused -> attempts.ended(refused.attempt(), "dropped", "refused", 1, null, null);
            case AttemptStopped stopped -> attempts.ended(stopped.attempt(), "dropped", "superseded", 1, null, null);
            case PlanPublished published -> {
                plan = published.plan();
                jobTouched = true;
            }
            case ResultReused reused -> {
                cachedFrom = reused.from();
                plan = reused.plan();
            }
            case SauReserved reserved ->
                post(reserved.quote(), Posting.reserve(reserved.quote().milliSau()));
            case SauPosted posted ->
                post(posted.quote(), Posting.post(posted.quote().milliSau(), posted.milliSau()));
            case SauVoided voided ->
                post(voided.quote(), Posting.voided(voided.quote().milliSau()));
            case CancelRequested requested -> {
                // Tasks nobody holds were dropped before the decision, so that holders could be counted.
                cancelRequested = true;
                jobTouched = true;
            }
            case JobSucceeded succeeded -> {
                result = succeeded.result();
                jobTouched = true;
            }
            case JobRefused refused -> {
                conflicts = refused.conflicts();
                jobTouched = true;
            }
            case JobFailed failed -> {
                error = failed.error();
                jobTouched = true;
            }
            case JobCancelled cancelled -> jobTouched = true;
            case JobSubmitted submitted -> {}
            case StageClosed closed -> {}
            case AttemptStarted started -> {}
            case ProgressMade progress -> {}
        }
    }

    private void openStage(JobState before, StageOpened opened, Tally tally) throws SQLException {
        if (before instanceof JobState.Open job && !stageRowCurrent) {
            updateStage(job.stage(), "done", job.remaining(), job.fraction(), job.tally(), now);
        }
        insertStage(opened, tally);
        stageRowCurrent = true;
        jobTouched = true;
    }

    private void insertStage(StageOpened opened, Tally tally) throws SQLException {
        int tasks = opened.payloads().size();
        Stage stage = opened.stage();
        Sql.update(
                connection,
                JobSql.INSERT_STAGE,
                tenant.value(),
                jobId,
                stage.ordinal(),
                tasks,
                tasks,
                tally.version(),
                tally.sequence(),
                tally.attempts(),
                tally.usage().promptTokens(),
                tally.usage().completionTokens(),
                tally.usage().simulatedDeviceMicros(),
                now);
        Sql.update(
                connection,
                TaskSql.INSERT_TASKS,
                tenant.value(),
                jobId,
                stage.ordinal(),
                stage.role().wireName(),
                urgency(),
                now,
                opened.payloads().toArray(String[]::new));
    }

    private int urgency() {
        return switch (state) {
            case JobState.Open job -> job.terms().tier().ordinal();
            case JobState.Ended job -> job.terms().tier().ordinal();
            case JobState.Unborn unborn -> throw new IllegalStateException("A job is submitted before its stages open");
        };
    }

    private void post(Quote quote, List<Posting> postings) throws SQLException {
        for (Posting posting : postings) {
            Sql.update(
                    connection,
                    LedgerSql.INSERT_ENTRY,
                    tenant.value(),
                    jobId,
                    posting.kind().wireName(),
                    posting.account().wireName(),
                    posting.milliSau(),
                    quote.rateCard(),
                    quote.inputs().indexedLines(),
                    quote.inputs().complexity(),
                    now);
        }
    }

    private void finish() throws SQLException {
        switch (state) {
            case JobState.Unborn unborn -> throw new IllegalStateException("Nothing was submitted");
            case JobState.Open job -> {
                if (!stageRowCurrent) {
                    updateStage(job.stage(), "open", job.remaining(), job.fraction(), job.tally(), null);
                }
                if (jobTouched) {
                    updateJob(job.status().wireName(), job.stage(), job.quote(), 0, null);
                }
            }
            case JobState.Ended job -> {
                Object[] stage = {tenant.value(), jobId, job.stage().ordinal()};
                if (!job.stageDone()) {
                    Sql.update(connection, TaskSql.DROP_OPEN_TASKS, stage);
                    Sql.update(connection, TaskSql.SUPERSEDE_ATTEMPTS, stage);
                }
                updateStage(
                        job.stage(), job.stageDone() ? "done" : "abandoned", job.remaining(), null, job.tally(), now);
                updateJob(job.status().wireName(), job.stage(), job.quote(), job.chargedMilliSau(), now);
                if (job.status() == JobStatus.SUCCEEDED && !job.terms().dryRun()) {
                    keepOrCopyResult();
                }
            }
        }
    }

    /// What was worked out answers equal requests from now on; what was answered so has the files of its model.
    private void keepOrCopyResult() throws SQLException {
        if (cachedFrom == null) {
            Sql.update(connection, JobSql.KEEP_RESULT, tenant.value(), jobId);
        } else {
            Sql.update(connection, JobSql.COPY_ARTIFACTS, jobId, now, tenant.value(), cachedFrom);
        }
    }

    /// @param fraction null keeps what the row has
    private void updateStage(
            Stage stage,
            String stageState,
            int remaining,
            @Nullable Double fraction,
            Tally tally,
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
                stageStarted,
                now,
                finishedAt,
                tenant.value(),
                jobId,
                stage.ordinal());
    }

    private void updateJob(
            String status, Stage stage, @Nullable Quote quote, long charged, @Nullable Instant finishedAt)
            throws SQLException {
        Sql.update(
                connection,
                JobSql.UPDATE_JOB,
                status,
                stage.ordinal(),
                stageStarted ? now : null,
                cancelRequested ? now : null,
                plan,
                result,
                conflicts,
                error == null ? null : error.code().code(),
                error == null ? null : error.subject(),
                error == null ? null : error.message(),
                quote == null ? null : quote.rateCard(),
                quote == null ? null : quote.inputs().indexedLines(),
                quote == null ? null : quote.inputs().complexity(),
                quote == null ? null : quote.milliSau(),
                charged,
                indexed == null ? null : indexed.repositoryId(),
                indexed == null ? null : indexed.resultKey(),
                cachedFrom,
                finishedAt,
                tenant.value(),
                jobId);
    }
}
