package dev.refactory.queue.job;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.Decision.Reply;
import dev.refactory.queue.job.JobChange.*;
import dev.refactory.queue.job.JobCommand.*;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of a job's life: a state and a command in, changes out. No time, randomness or store of its own.
public final class JobLifecycle {
    /// Tasks a stage may have.
    public static final int MAX_TASKS = 10_000;

    private static final List<String> ONE_EMPTY_TASK = List.of("{}");

    private JobLifecycle() {}

    /// What follows from `command`.
    ///
    /// @param task the task the command is about; ignored by commands about the whole job
    /// @throws IllegalArgumentException when an attempt reports what its stage cannot: a defect of the worker
    public static Decision decide(JobState state, TaskState task, JobCommand command, Circumstances given) {
        return switch (state) {
            case JobState.Unborn unborn ->
                command instanceof OpenJob open ? accepted(submit(open.terms())) : Decision.stale();
            case JobState.Ended ended -> new Decision(List.of(), Reply.FINAL);
            case JobState.Open job ->
                switch (command) {
                    case OpenJob open -> Decision.stale();
                    case StartAttempt start -> startAttempt(job, task, start);
                    case ReportProgress report -> reportProgress(job, task, report);
                    case CompleteAttempt report ->
                        holds(task, report.attempt()) ? report(job, report, given) : Decision.stale();
                    case ExpireLease expiry ->
                        holds(task, expiry.attempt()) ? expire(job, expiry.attempt(), given) : Decision.stale();
                    case RequestCancel request -> requestCancel(job, given);
                    case FinishCancel finish ->
                        job.cancelRequested() && given.otherHeld() == 0
                                ? accepted(end(job, new JobCancelled()))
                                : Decision.stale();
                    case EnforceDeadline enforce -> enforceDeadline(job, given);
                };
        };
    }

    private static boolean holds(TaskState task, AttemptRef attempt) {
        return task instanceof TaskState.Held held && held.attempt().equals(attempt);
    }

    private static Decision accepted(List<JobChange> changes) {
        return new Decision(changes, Reply.ACCEPTED);
    }

    /// How every job begins.
    public static List<JobChange> submit(JobTerms terms) {
        return List.of(new JobSubmitted(terms), new StageOpened(Stage.INDEX, ONE_EMPTY_TASK));
    }

    private static Decision startAttempt(JobState.Open job, TaskState task, StartAttempt command) {
        if (job.cancelRequested()
                || !(task instanceof TaskState.Ready ready)
                || ready.attempts() + 1 != command.attempt().attempt()) {
            return Decision.stale();
        }
        List<JobChange> changes = new ArrayList<>();
        if (!job.started()) {
            changes.add(new StageStarted(job.stage()));
        }
        changes.add(new AttemptStarted(command.attempt()));
        return accepted(changes);
    }

    private static Decision reportProgress(JobState.Open job, TaskState task, ReportProgress command) {
        boolean counts = job.total() == 1
                && holds(task, command.attempt())
                && command.fraction() > job.fraction()
                && command.fraction() <= 1;
        return counts ? accepted(List.of(new ProgressMade(command.attempt(), command.fraction()))) : Decision.stale();
    }

    private static Decision report(JobState.Open job, CompleteAttempt command, Circumstances given) {
        AttemptRef attempt = command.attempt();
        if (job.cancelRequested()) {
            return stop(job, attempt, given);
        }
        return switch (command.outcome()) {
            case TaskOutcome.Released released -> accepted(List.of(new AttemptReleased(attempt)));
            case TaskOutcome.Refused refused ->
                accepted(end(job, new JobRefused(refused.conflicts()), new AttemptRefused(attempt)));
            case TaskOutcome.Failed failed -> fail(job, attempt, failed, given);
            case TaskOutcome.Completed completed -> accepted(complete(job, attempt, completed, given));
        };
    }

    private static Decision stop(JobState.Open job, AttemptRef attempt, Circumstances given) {
        AttemptStopped stopped = new AttemptStopped(attempt);
        return accepted(given.otherHeld() == 0 ? end(job, new JobCancelled(), stopped) : List.of(stopped));
    }

    private static Decision fail(
            JobState.Open job, AttemptRef attempt, TaskOutcome.Failed failed, Circumstances given) {
        JobError error = new JobError(failed.code(), failed.subject(), failed.message());
        if (!failed.retryable()) {
            return accepted(end(job, new JobFailed(error), new AttemptFailed(attempt, error, null, true)));
        }
        if (failed.code().outage()) {
            Instant again = given.now().plus(given.policy().duringOutage(given.jitter()));
            return accepted(List.of(new AttemptFailed(attempt, error, again, false)));
        }
        if (attempt.attempt() >= given.policy().maxAttempts()) {
            JobError last = exhausted(attempt, error);
            return accepted(end(job, new JobFailed(last), new AttemptFailed(attempt, error, null, true)));
        }
        return accepted(List.of(new AttemptFailed(
                attempt, error, given.now().plus(given.policy().backoff(attempt.attempt(), given.jitter())), true)));
    }

    private static Decision expire(JobState.Open job, AttemptRef attempt, Circumstances given) {
        if (job.cancelRequested()) {
            return stop(job, attempt, given);
        }
        if (attempt.attempt() < given.policy().maxAttempts()) {
            return accepted(List.of(new LeaseExpired(attempt, null)));
        }
        JobError lost = new JobError(
                ErrorCode.INTERNAL, job.stage().wireName(), "The worker stopped answering and its lease ended.");
        return accepted(end(job, new JobFailed(exhausted(attempt, lost)), new LeaseExpired(attempt, lost)));
    }

    private static JobError exhausted(AttemptRef attempt, JobError last) {
        return new JobError(
                ErrorCode.ATTEMPTS_EXHAUSTED,
                last.subject(),
                "All " + attempt.attempt() + " attempts failed; the last one with "
                        + last.code().code() + ": " + last.message());
    }

    private static Decision requestCancel(JobState.Open job, Circumstances given) {
        List<JobChange> changes = new ArrayList<>();
        if (!job.cancelRequested()) {
            changes.add(new CancelRequested());
        }
        if (given.otherHeld() == 0) {
            changes.addAll(end(job, new JobCancelled()));
        }
        return accepted(changes);
    }

    private static Decision enforceDeadline(JobState.Open job, Circumstances given) {
        if (given.now().isBefore(job.terms().deadlineAt())) {
            return Decision.stale();
        }
        if (job.cancelRequested()) {
            return accepted(end(job, new JobCancelled()));
        }
        JobError late = new JobError(
                ErrorCode.DEADLINE_EXCEEDED,
                job.stage().wireName(),
                "The job was not over by its deadline, " + job.terms().deadlineAt()
                        + ": submit it again, with a longer deadline or a smaller scope.");
        return accepted(end(job, new JobFailed(late)));
    }

    private static List<JobChange> complete(
            JobState.Open job, AttemptRef attempt, TaskOutcome.Completed outcome, Circumstances given) {
        Outcomes.check(job.stage(), outcome);
        List<JobChange> changes = new ArrayList<>();
        changes.add(new AttemptCompleted(attempt, outcome));
        if (job.remaining() > 1) {
            return changes;
        }
        changes.add(new StageClosed(job.stage()));
        List<String> next = outcome.next().isEmpty() ? ONE_EMPTY_TASK : outcome.next();
        switch (job.stage()) {
            case INDEX -> indexed(job, given.kept(), next, changes);
            case PLAN -> plan(job, outcome, given, changes);
            case TRANSFORM -> changes.add(new StageOpened(Stage.VERIFY, next));
            case VERIFY -> changes.add(new StageOpened(Stage.PUBLISH, next));
            case PUBLISH -> {
                if (job.quote() != null && job.reserved()) {
                    changes.add(new SauPosted(job.quote(), job.quote().milliSau()));
                }
                changes.add(new JobSucceeded(outcome.published()));
            }
        }
        return changes;
    }

    /// An equal request that succeeded before answers the job; a quote says what the work would cost all the same.
    private static void indexed(
            JobState.Open job, @Nullable KeptResult kept, List<String> next, List<JobChange> changes) {
        if (kept == null || job.terms().dryRun()) {
            changes.add(new StageOpened(Stage.PLAN, next));
        } else {
            changes.add(new ResultReused(kept.jobId(), kept.plan()));
            changes.add(new JobSucceeded(kept.served()));
        }
    }

    private static void plan(
            JobState.Open job, TaskOutcome.Completed outcome, Circumstances given, List<JobChange> changes) {
        Quote quote = Outcomes.quote(outcome, given.rateCard());
        changes.add(new PlanPublished(outcome.published(), quote));
        Long cap = job.terms().maxMilliSau();
        if (job.terms().dryRun()) {
            changes.add(new JobSucceeded(null));
        } else if (cap != null && quote.milliSau() > cap) {
            changes.add(new JobFailed(new JobError(
                    ErrorCode.BUDGET_EXCEEDED,
                    "max_sau",
                    "The job would cost " + sau(quote.milliSau()) + " SAU, its cap is " + sau(cap)
                            + ": raise max_sau, or narrow the job.")));
        } else if (quote.milliSau() > given.spendableMilliSau()) {
            changes.add(new JobFailed(new JobError(
                    ErrorCode.BUDGET_EXCEEDED,
                    "balance",
                    "The job would cost " + sau(quote.milliSau()) + " SAU, the balance allows "
                            + sau(Math.max(0, given.spendableMilliSau())) + ": top up, or narrow the job.")));
        } else {
            changes.add(new SauReserved(quote));
            changes.add(
                    outcome.next().isEmpty()
                            ? new StageOpened(Stage.VERIFY, ONE_EMPTY_TASK)
                            : new StageOpened(Stage.TRANSFORM, outcome.next()));
        }
    }

    private static String sau(long milliSau) {
        return java.math.BigDecimal.valueOf(milliSau, 3).stripTrailingZeros().toPlainString();
    }

    /// The changes that end a job: what led to it, then what becomes of its money, then the end.
    private static List<JobChange> end(JobState.Open job, JobChange last, JobChange... before) {
        List<JobChange> changes = new ArrayList<>(List.of(before));
        if (job.quote() != null && job.reserved()) {
            changes.add(new SauVoided(job.quote()));
        }
        changes.add(last);
        return changes;
    }

    /// The state after `change`.
    /// @throws IllegalStateException when it cannot have happened in this state
    public static JobState evolve(JobState state, JobChange change) {
        return Evolution.of(state, change);
    }

    /// The state of a task after `change`, which is about that task or about its whole job.
    public static TaskState evolve(TaskState task, JobChange change) {
        return Evolution.of(task, change);
    }
}
