package dev.refactory.queue.store;

import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.EventText;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobChange;
import dev.refactory.queue.job.JobChange.AttemptCompleted;
import dev.refactory.queue.job.JobChange.CancelRequested;
import dev.refactory.queue.job.JobChange.JobFailed;
import dev.refactory.queue.job.JobChange.JobRefused;
import dev.refactory.queue.job.JobChange.JobSucceeded;
import dev.refactory.queue.job.JobChange.PlanPublished;
import dev.refactory.queue.job.JobChange.ResultReused;
import dev.refactory.queue.job.JobChange.StageOpened;
import dev.refactory.queue.job.JobChange.StageStarted;
import dev.refactory.queue.job.JobError;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobLifecycle;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.JobTerms;
import dev.refactory.queue.job.KeptResult;
import dev.refactory.queue.job.Quote;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.Tally;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.TaskOutcome.Indexed;
import dev.refactory.queue.job.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A job of the in-memory twin, with its stages, tasks, events and files. Guarded by the twin's lock.
final class MemoryJob {
    final SubmitJob request;
    final JobTerms terms;
    final Instant createdAt;
    final List<MemoryStage> stages = new ArrayList<>();
    final List<JobEvent> events = new ArrayList<>();
    final Map<String, Artifact> artifacts = new LinkedHashMap<>();

    private JobState state = new JobState.Unborn();
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private boolean cancelRequested;
    private @Nullable String plan;
    private @Nullable String result;
    private String conflicts = "[]";
    private @Nullable JobError error;
    private @Nullable Indexed indexed;
    private @Nullable String cachedFrom;

    MemoryJob(SubmitJob request, JobTerms terms, Instant createdAt) {
        this.request = request;
        this.terms = terms;
        this.createdAt = createdAt;
    }

    static final class MemoryStage {
        final Stage stage;
        final Instant openedAt;
        final List<MemoryTask> tasks = new ArrayList<>();

        @Nullable
        Instant startedAt;

        @Nullable
        Instant finishedAt;

        double fraction;
        int remaining;
        int attempts;

        MemoryStage(Stage stage, Instant openedAt) {
            this.stage = stage;
            this.openedAt = openedAt;
        }
    }

    static final class MemoryTask {
        final long id;
        final int index;
        final Stage stage;
        final String payload;
        final MemoryJob job;
        TaskState state = new TaskState.Ready(0);
        long fence;
        Instant leaseUntil = Instant.MIN;
        int urgency;
        Instant dueAt = Instant.MIN;
        String result = "";

        MemoryTask(long id, int index, Stage stage, String payload, MemoryJob job) {
            this.id = id;
            this.index = index;
            this.stage = stage;
            this.payload = payload;
            this.job = job;
            this.urgency = job.terms.tier().ordinal();
        }

        /// What is handed to the worker that holds it.
        Claim claim(AttemptRef attempt) {
            return new Claim(
                    attempt,
                    job.terms.jobId(),
                    job.terms.tenant(),
                    job.terms.tier(),
                    stage,
                    index,
                    job.request.request(),
                    payload,
                    job.terms.dryRun(),
                    leaseUntil,
                    job.terms.deadlineAt());
        }
    }

    JobState state() {
        return state;
    }

    @Nullable
    Instant finishedAt() {
        return finishedAt;
    }

    MemoryStage stage() {
        return stages.getLast();
    }

    /// Of the tasks of a stage that are done, by task index.
    List<String> results(Stage stage) {
        return stages.stream()
                .filter(opened -> opened.stage == stage)
                .flatMap(opened -> opened.tasks.stream())
                .filter(task -> task.state instanceof TaskState.Done)
                .map(task -> task.result)
                .toList();
    }

    int otherHeld(long taskId) {
        return (int) stage().tasks.stream()
                .filter(task -> task.id != taskId && task.state instanceof TaskState.Held)
                .count();
    }

    /// Applies a change; `task` is the one it is about, if any.
    void apply(JobChange change, @Nullable MemoryTask task, Instant now, LongSupplier taskIds) {
        JobState before = state;
        state = JobLifecycle.evolve(before, change);
        if (tally(state).sequence() > tally(before).sequence()) {
            events.add(new JobEvent(
                    terms.jobId(),
                    tally(state).sequence(),
                    EventText.type(change),
                    EventText.data(change, state),
                    now));
        }
        effect(change, task, now, taskIds);
        tasksFollow(change, task);
        switch (state) {
            case JobState.Open open -> {
                if (!stages.isEmpty()) {
                    stage().fraction = open.fraction();
                    stage().remaining = open.remaining();
                }
            }
            case JobState.Ended ended -> {
                stage().finishedAt = now;
                finishedAt = now;
            }
            case JobState.Unborn unborn -> throw new IllegalStateException("A change makes a job");
        }
    }

    private void effect(JobChange change, @Nullable MemoryTask task, Instant now, LongSupplier taskIds) {
        if (change instanceof StageOpened opened) {
            open(opened, now, taskIds);
        } else if (change instanceof StageStarted) {
            stage().startedAt = now;
            startedAt = startedAt == null ? now : startedAt;
        } else if (change instanceof PlanPublished published) {
            plan = published.plan();
        } else if (change instanceof ResultReused reused) {
            plan = reused.plan();
            cachedFrom = reused.from();
        } else if (change instanceof CancelRequested) {
            cancelRequested = true;
        } else if (change instanceof JobSucceeded succeeded) {
            result = succeeded.result();
        } else if (change instanceof JobRefused refused) {
            conflicts = refused.conflicts();
        } else if (change instanceof JobFailed failed) {
            error = failed.error();
        } else if (change instanceof AttemptCompleted completed && task != null) {
            task.result = completed.outcome().result();
            indexed = completed.outcome().indexed() == null
                    ? indexed
                    : completed.outcome().indexed();
            completed.outcome().artifacts().forEach(artifact -> artifacts.put(artifact.name(), artifact));
        }
    }

    private void open(StageOpened opened, Instant now, LongSupplier taskIds) {
        if (!stages.isEmpty()) {
            stage().finishedAt = now;
        }
        MemoryStage next = new MemoryStage(opened.stage(), now);
        for (String payload : opened.payloads()) {
            next.tasks.add(new MemoryTask(taskIds.getAsLong(), next.tasks.size(), opened.stage(), payload, this));
        }
        stages.add(next);
    }

    private void tasksFollow(JobChange change, @Nullable MemoryTask task) {
        if (task != null) {
            task.state = JobLifecycle.evolve(task.state, change);
        }
        boolean aboutAll = change instanceof CancelRequested || state instanceof JobState.Ended;
        for (MemoryTask other : aboutAll ? stage().tasks : List.<MemoryTask>of()) {
            if (other != task) {
                other.state = JobLifecycle.evolve(other.state, change);
            }
        }
    }

    static Tally tally(JobState state) {
        return switch (state) {
            case JobState.Unborn unborn -> Tally.NONE;
            case JobState.Open job -> job.tally();
            case JobState.Ended job -> job.tally();
        };
    }

    private JobStatus status() {
        return switch (state) {
            case JobState.Unborn unborn -> JobStatus.QUEUED;
            case JobState.Open job -> job.status();
            case JobState.Ended job -> job.status();
        };
    }

    private @Nullable Quote quote() {
        return switch (state) {
            case JobState.Unborn unborn -> null;
            case JobState.Open job -> job.quote();
            case JobState.Ended job -> job.quote();
        };
    }

    /// The attempt that holds the task, if any.
    static @Nullable AttemptRef holder(MemoryTask task) {
        return task.state instanceof TaskState.Held held ? held.attempt() : null;
    }

    /// What others with the same key may be answered with; null when this job's result is not to be kept.
    @Nullable
    String keptAs() {
        boolean own = state instanceof JobState.Ended ended
                && ended.status() == JobStatus.SUCCEEDED
                && !terms.dryRun()
                && cachedFrom == null;
        return own && indexed != null ? indexed.resultKey() : null;
    }

    KeptResult kept() {
        if (result == null) {
            throw new IllegalStateException("Job " + terms.jobId() + " has no result");
        }
        return new KeptResult(terms.jobId(), plan, result);
    }

    /// The job as readers see it.
    Job view() {
        return view(request.request());
    }

    /// The job as lists have it: without its request.
    Job listed() {
        return view("{}");
    }

    private Job view(String shownRequest) {
        MemoryStage stage = stage();
        Quote quote = quote();
        Tally tally = tally(state);
        return new Job(
                terms.jobId(),
                terms.tenant(),
                request.submittedBy(),
                request.repository(),
                request.recipe(),
                terms.tier(),
                status(),
                cancelRequested,
                terms.dryRun(),
                tally.version(),
                shownRequest,
                stage.stage,
                stage.tasks.size() - stage.remaining,
                stage.tasks.size(),
                stage.fraction,
                plan,
                result,
                conflicts,
                error == null ? null : error.code().code(),
                error == null ? null : error.subject(),
                error == null ? null : error.message(),
                quote,
                state instanceof JobState.Ended ended ? ended.chargedMilliSau() : 0,
                indexed == null ? request.repositoryId() : indexed.repositoryId(),
                cachedFrom,
                tally.usage(),
                tally.attempts(),
                createdAt,
                startedAt,
                finishedAt,
                terms.deadlineAt());
    }
}
