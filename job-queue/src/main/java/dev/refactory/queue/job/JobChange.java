package dev.refactory.queue.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has happened to a job or to one of its tasks: the only way its state changes.
public sealed interface JobChange {
    record JobSubmitted(JobTerms terms) implements JobChange {}

    /// @param payloads one per task, at least one
    record StageOpened(Stage stage, List<String> payloads) implements JobChange {
        public StageOpened {
            payloads = List.copyOf(payloads);
        }
    }

    record StageStarted(Stage stage) implements JobChange {}

    /// All its tasks are done.
    record StageClosed(Stage stage) implements JobChange {}

    record AttemptStarted(AttemptRef attempt) implements JobChange {}

    record ProgressMade(AttemptRef attempt, double fraction) implements JobChange {}

    record AttemptCompleted(AttemptRef attempt, TaskOutcome.Completed outcome) implements JobChange {}

    /// @param retryAt null when there will be no other attempt: the task is dead
    /// @param counted whether it is one of the attempts there may be
    record AttemptFailed(
            AttemptRef attempt, JobError error, @Nullable Instant retryAt, boolean counted) implements JobChange {}

    /// @param error null when the task is ready again at once; otherwise it is dead for this reason
    record LeaseExpired(AttemptRef attempt, @Nullable JobError error) implements JobChange {}

    record AttemptReleased(AttemptRef attempt) implements JobChange {}

    record AttemptRefused(AttemptRef attempt) implements JobChange {}

    /// It ended because its job is being cancelled; what it reported was not looked at.
    record AttemptStopped(AttemptRef attempt) implements JobChange {}

    /// The job is answered with the plan, the result and the files of job `from`.
    record ResultReused(String from, @Nullable String plan) implements JobChange {}

    record PlanPublished(@Nullable String plan, Quote quote) implements JobChange {}

    record SauReserved(Quote quote) implements JobChange {}

    /// @param milliSau at most the quote
    record SauPosted(Quote quote, long milliSau) implements JobChange {}

    record SauVoided(Quote quote) implements JobChange {}

    /// No task will be claimed any more; those nobody holds are dropped.
    record CancelRequested() implements JobChange {}

    /// @param result null for a dry run
    record JobSucceeded(@Nullable String result) implements JobChange {}

    /// @param conflicts a JSON array with at least one entry
    record JobRefused(String conflicts) implements JobChange {}

    record JobFailed(JobError error) implements JobChange {}

    record JobCancelled() implements JobChange {}
}
