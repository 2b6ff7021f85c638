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
import dev.refactory.queue.store.StageRows.HandedOver;
import dev.refactory.queue.store.StageRows.Opening;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes the changes of one decision about one job, inside its transaction and under its stage's lock.
final class JobWriter {
    private final Connection connection;
    private final TenantId tenant;
    private final String jobId;
    private final Instant now;
    private final AttemptRows attempts;
    private final StageRows stages;

    private JobState state;
    private final List<Long> sequences = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private boolean changed;
    private @Nullable Opening opening;
    private @Nullable HandedOver first;
    private boolean jobTouched;
    private @Nullable String plan;
    private @Nullable String result;
    private @Nullable String conflicts;
    private @Nullable JobError error;
    private @Nullable Indexed indexed;
    private @Nullable String cachedFrom;
    private boolean cancelRequested;
    private boolean stageStarted;

    /// A line of the ledger that is to be written.
    private record Entry(Quote quote, Posting posting) {}

    JobWriter(Connection connection, TenantId tenant, String jobId, JobState before, Instant now) {
        this.connection = connection;
        this.tenant = tenant;
        this.jobId = jobId;
        this.state = before;
        this.now = now;
        this.attempts = new AttemptRows(connection, tenant, jobId, now);
        this.stages = new StageRows(connection, tenant, jobId, now);
    }

    /// Writes the changes in order, then what the job has come to.
    void write(List<JobChange> changes) throws SQLException {
        apply(changes);
        finish();
    }

    /// Takes in changes, in order; they are written by [#finish].
    void apply(List<JobChange> changes) throws SQLException {
        for (JobChange change : changes) {
            JobState before = state;
            state = JobLifecycle.evolve(before, change);
            if (tally(state).sequence() > tally(before).sequence()) {
                sequences.add(tally(state).sequence());
                types.add(EventText.type(change));
                data.add(EventText.data(change, state));
            }
            changed = true;
            effect(before, change);
        }
    }

    /// The stage that the changes have opened, null when none.
    JobState.@Nullable Open opened() {
        return opening != null && state instanceof JobState.Open open ? open : null;
    }

    /// Whether a task of the job waits in the outbox because of what was written.
    boolean announced() {
        return attempts.announced() || stages.announced();
    }

    /// Whether the job is over now.
    boolean over() {
        return state instanceof JobState.Ended;
    }

    private static Tally tally(JobState state) {
        return switch (state) {
            case JobState.Unborn unborn -> Tally.NONE;
            case JobState.Open job -> job.tally();
            case JobState.Ended job -> job.tally();
        };
    }

    private void effect(JobState before, JobChange change) throws SQLException {
        switch (change) {
            case StageOpened opened -> {
                opening = new Opening(opened, before instanceof JobState.Open job ? job : null);
                jobTouched = true;
            }
            case StageStarted started -> {
                stageStarted = true;
                jobTouched = true;
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
                        failed.counted() ? 1 : 0,
                        failed.retryAt(),
                        failed.error());
            case LeaseExpired expired -> expired(expired);
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

    private void expired(LeaseExpired expired) throws SQLException {
        attempts.ended(
                expired.attempt(), expired.error() == null ? "ready" : "dead", "expired", 1, null, expired.error());
        attempts.announce(expired.attempt());
    }

    /// The tenant's accounts are rows that all its jobs change: they are locked last, and always in one order.
    private void post(Quote quote, List<Posting> postings) {
        for (Posting posting : postings) {
            entries.add(new Entry(quote, posting));
        }
    }

    private void writeEntries() throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        entries.sort(Comparator.comparing(entry -> entry.posting().account()));
        try (PreparedStatement insert = connection.prepareStatement(LedgerSql.INSERT_ENTRY)) {
            for (Entry entry : entries) {
                Sql.bind(
                        insert,
                        tenant.value(),
                        jobId,
                        entry.posting().kind().wireName(),
                        entry.posting().account().wireName(),
                        entry.posting().milliSau(),
                        entry.quote().rateCard(),
                        entry.quote().inputs().indexedLines(),
                        entry.quote().inputs().complexity(),
                        now);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    Instant now() {
        return now;
    }

    /// Who has the first task of the stage that opens.
    void first(HandedOver taken) {
        first = taken;
    }

    /// The payload of the first task of the stage that opens.
    String firstPayload() {
        return Objects.requireNonNull(opening).opened().payloads().getFirst();
    }

    void finish() throws SQLException {
        if (!changed) {
            return;
        }
        if (!sequences.isEmpty()) {
            Sql.update(
                    connection,
                    JobSql.INSERT_EVENTS,
                    tenant.value(),
                    jobId,
                    now,
                    sequences.toArray(Long[]::new),
                    types.toArray(String[]::new),
                    data.toArray(String[]::new));
        }
        switch (state) {
            case JobState.Unborn unborn -> throw new IllegalStateException("Nothing was submitted");
            case JobState.Open job -> {
                if (opening == null) {
                    stages.update(
                            job.stage(), "open", job.remaining(), job.fraction(), job.tally(), stageStarted, null);
                } else {
                    stages.open(opening, job, first);
                }
                if (jobTouched) {
                    updateJob(job.status().wireName(), job.stage(), job.quote(), 0, null);
                }
            }
            case JobState.Ended job -> {
                if (!job.stageDone()) {
                    stages.abandon(job.stage());
                }
                String end = job.stageDone() ? "done" : "abandoned";
                stages.update(job.stage(), end, job.remaining(), null, job.tally(), stageStarted, now);
                updateJob(job.status().wireName(), job.stage(), job.quote(), job.chargedMilliSau(), now);
                if (job.status() == JobStatus.SUCCEEDED && !job.terms().dryRun()) {
                    keepOrCopyResult();
                }
            }
        }
        writeEntries();
    }

    /// What was worked out answers equal requests from now on; what was answered so has the files of its model.
    private void keepOrCopyResult() throws SQLException {
        if (cachedFrom == null) {
            Sql.update(connection, JobSql.KEEP_RESULT, tenant.value(), jobId);
        } else {
            Sql.update(connection, JobSql.COPY_ARTIFACTS, jobId, now, tenant.value(), cachedFrom);
        }
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
