package dev.refactory.queue.job;

import dev.refactory.queue.job.JobChange.*;
import org.jspecify.annotations.Nullable;

/// How changes change states: the fold behind [JobLifecycle#evolve].
final class Evolution {
    private Evolution() {}

    static JobState of(JobState state, JobChange change) {
        return switch (state) {
            case JobState.Unborn unborn -> {
                if (!(change instanceof JobSubmitted submitted)) {
                    throw impossible(state, change);
                }
                yield new JobState.Open(
                        submitted.terms(),
                        JobStatus.QUEUED,
                        Stage.INDEX,
                        false,
                        1,
                        1,
                        0,
                        false,
                        null,
                        false,
                        tally(Tally.NONE, change, 1));
            }
            case JobState.Open job -> open(job, change);
            case JobState.Ended ended -> throw impossible(state, change);
        };
    }

    private static JobState open(JobState.Open job, JobChange change) {
        JobState.Open next = with(job, tally(job.tally(), change, job.total()));
        return switch (change) {
            case JobSubmitted submitted -> throw impossible(job, change);
            case StageOpened opened -> opened(next, opened);
            case StageStarted started -> started(next);
            case AttemptCompleted completed -> remaining(next, job.remaining() - 1);
            case ProgressMade progress -> fraction(next, progress.fraction());
            case PlanPublished published -> quoted(next, published.quote(), false);
            case SauReserved reserved -> quoted(next, reserved.quote(), true);
            case SauPosted posted -> quoted(next, posted.quote(), false);
            case SauVoided voided -> quoted(next, voided.quote(), false);
            case CancelRequested requested -> cancelRequested(next);
            case StageClosed closed -> next;
            case ResultReused reused -> next;
            case AttemptStarted started -> job;
            case AttemptFailed failed -> next;
            case LeaseExpired expired -> next;
            case AttemptReleased released -> next;
            case AttemptRefused refused -> next;
            case AttemptStopped stopped -> next;
            case JobSucceeded succeeded ->
                ended(
                        next,
                        JobStatus.SUCCEEDED,
                        job.quote() == null || job.terms().dryRun()
                                ? 0
                                : job.quote().milliSau());
            case JobRefused refused -> ended(next, JobStatus.REFUSED, 0);
            case JobFailed failed -> ended(next, JobStatus.FAILED, 0);
            case JobCancelled cancelled -> ended(next, JobStatus.CANCELLED, 0);
        };
    }

    private static Tally tally(Tally tally, JobChange change, int total) {
        Tally next = tally.changed();
        next = switch (change) {
            case AttemptCompleted completed ->
                next.attempted(completed.outcome().usage());
            case AttemptFailed failed -> next.attempted(Usage.NONE);
            case LeaseExpired expired -> next.attempted(Usage.NONE);
            case AttemptRefused refused -> next.attempted(Usage.NONE);
            case AttemptStopped stopped -> next.attempted(Usage.NONE);
            case JobSubmitted s -> next;
            case StageOpened s -> next;
            case StageStarted s -> next;
            case StageClosed s -> next;
            case AttemptStarted s -> next;
            case ProgressMade s -> next;
            case AttemptReleased s -> next;
            case ResultReused s -> next;
            case PlanPublished s -> next;
            case SauReserved s -> next;
            case SauPosted s -> next;
            case SauVoided s -> next;
            case CancelRequested s -> next;
            case JobSucceeded s -> next;
            case JobRefused s -> next;
            case JobFailed s -> next;
            case JobCancelled s -> next;
        };
        return EventText.told(change, tally.sequence(), total) ? next.told() : next;
    }

    private static JobState.Open with(JobState.Open j, Tally tally) {
        return new JobState.Open(
                j.terms(),
                j.status(),
                j.stage(),
                j.started(),
                j.total(),
                j.remaining(),
                j.fraction(),
                j.cancelRequested(),
                j.quote(),
                j.reserved(),
                tally);
    }

    private static JobState.Open opened(JobState.Open j, StageOpened opened) {
        int tasks = opened.payloads().size();
        return new JobState.Open(
                j.terms(),
                j.status(),
                opened.stage(),
                false,
                tasks,
                tasks,
                0,
                j.cancelRequested(),
                j.quote(),
                j.reserved(),
                j.tally());
    }

    private static JobState.Open started(JobState.Open j) {
        return new JobState.Open(
                j.terms(),
                j.stage().status(),
                j.stage(),
                true,
                j.total(),
                j.remaining(),
                j.fraction(),
                j.cancelRequested(),
                j.quote(),
                j.reserved(),
                j.tally());
    }

    private static JobState.Open remaining(JobState.Open j, int remaining) {
        return new JobState.Open(
                j.terms(),
                j.status(),
                j.stage(),
                j.started(),
                j.total(),
                remaining,
                j.fraction(),
                j.cancelRequested(),
                j.quote(),
                j.reserved(),
                j.tally());
    }

    private static JobState.Open fraction(JobState.Open j, double fraction) {
        return new JobState.Open(
                j.terms(),
                j.status(),
                j.stage(),
                j.started(),
                j.total(),
                j.remaining(),
                fraction,
                j.cancelRequested(),
                j.quote(),
                j.reserved(),
                j.tally());
    }

    private static JobState.Open quoted(JobState.Open j, Quote quote, boolean reserved) {
        return new JobState.Open(
                j.terms(),
                j.status(),
                j.stage(),
                j.started(),
                j.total(),
                j.remaining(),
                j.fraction(),
                j.cancelRequested(),
                quote,
                reserved,
                j.tally());
    }

    private static JobState.Open cancelRequested(JobState.Open j) {
        return new JobState.Open(
                j.terms(),
                j.status(),
                j.stage(),
                j.started(),
                j.total(),
                j.remaining(),
                j.fraction(),
                true,
                j.quote(),
                j.reserved(),
                j.tally());
    }

    private static JobState.Ended ended(JobState.Open j, JobStatus status, long charged) {
        return new JobState.Ended(j.terms(), status, j.stage(), j.remaining(), j.quote(), charged, j.tally());
    }

    static TaskState of(TaskState task, JobChange change) {
        return switch (change) {
            case AttemptStarted started when task instanceof TaskState.Ready -> new TaskState.Held(started.attempt());
            case AttemptCompleted completed
            when holds(task, completed.attempt()) -> new TaskState.Done(task.attempts() + 1);
            case AttemptFailed failed
            when holds(task, failed.attempt()) ->
                failed.retryAt() == null
                        ? new TaskState.Dead(task.attempts() + 1, failed.error())
                        : new TaskState.Waiting(task.attempts() + (failed.counted() ? 1 : 0), failed.retryAt());
            case LeaseExpired expired when holds(task, expired.attempt()) -> expired(task, expired.error());
            case AttemptReleased released when holds(task, released.attempt()) -> new TaskState.Ready(task.attempts());
            case AttemptRefused refused
            when holds(task, refused.attempt()) -> new TaskState.Dropped(task.attempts() + 1);
            case AttemptStopped stopped
            when holds(task, stopped.attempt()) -> new TaskState.Dropped(task.attempts() + 1);
            case CancelRequested requested -> task instanceof TaskState.Held ? task : dropped(task);
            case JobSucceeded succeeded -> dropped(task);
            case JobRefused refused -> dropped(task);
            case JobFailed failed -> dropped(task);
            case JobCancelled cancelled -> dropped(task);
            case JobSubmitted s -> task;
            case StageOpened s -> task;
            case StageStarted s -> task;
            case StageClosed s -> task;
            case ProgressMade s -> task;
            case ResultReused s -> task;
            case PlanPublished s -> task;
            case SauReserved s -> task;
            case SauPosted s -> task;
            case SauVoided s -> task;
            case AttemptStarted s -> throw impossible(task, change);
            case AttemptCompleted s -> throw impossible(task, change);
            case AttemptFailed s -> throw impossible(task, change);
            case LeaseExpired s -> throw impossible(task, change);
            case AttemptReleased s -> throw impossible(task, change);
            case AttemptRefused s -> throw impossible(task, change);
            case AttemptStopped s -> throw impossible(task, change);
        };
    }

    private static TaskState expired(TaskState task, @Nullable JobError error) {
        int attempts = task.attempts() + 1;
        return error == null ? new TaskState.Ready(attempts) : new TaskState.Dead(attempts, error);
    }

    private static TaskState dropped(TaskState task) {
        return switch (task) {
            case TaskState.Ready ready -> new TaskState.Dropped(ready.attempts());
            case TaskState.Waiting waiting -> new TaskState.Dropped(waiting.attempts());
            case TaskState.Held held -> new TaskState.Dropped(held.attempts());
            case TaskState.Done done -> done;
            case TaskState.Dead dead -> dead;
            case TaskState.Dropped dropped -> dropped;
        };
    }

    private static boolean holds(TaskState task, AttemptRef attempt) {
        return task instanceof TaskState.Held held && held.attempt().equals(attempt);
    }

    private static IllegalStateException impossible(Object state, JobChange change) {
        return new IllegalStateException(change.getClass().getSimpleName() + " cannot happen to "
                + state.getClass().getSimpleName());
    }
}
