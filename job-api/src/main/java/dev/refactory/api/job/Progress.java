package dev.refactory.api.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Stage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a job is. Never goes down while its counters do not: each stage has a fixed share of the whole.
///
/// @param percent 0 to 100; 100 only when the job has succeeded
/// @param etaSeconds null when unknown
record Progress(
        Stage stage,
        int tasksDone,
        int tasksTotal,
        int percent,
        @Nullable Long etaSeconds) {
    /// Below this much of the whole an extrapolation says nothing.
    private static final int LEAST_PERCENT_FOR_ETA = 10;

    static Progress of(Job job, Instant now) {
        int percent = percent(job);
        return new Progress(job.stage(), job.tasksDone(), job.tasksTotal(), percent, eta(job, percent, now));
    }

    private static int percent(Job job) {
        if (job.status() == JobStatus.SUCCEEDED) {
            return 100;
        }
        double byTasks = job.tasksTotal() == 0 ? 0 : (double) job.tasksDone() / job.tasksTotal();
        double within = Math.clamp(Math.max(byTasks, job.stageFraction()), 0, 1);
        int from = startsAt(job.stage());
        return Math.min(99, (int) (from + within * (endsAt(job.stage()) - from)));
    }

    /// The shares are what the stages of a rename over a library of 100,000 lines roughly take, INDEX not
    /// being warm.
    private static int startsAt(Stage stage) {
        return switch (stage) {
            case INDEX -> 0;
            case PLAN -> 40;
            case TRANSFORM -> 50;
            case VERIFY -> 75;
            case PUBLISH -> 95;
        };
    }

    private static int endsAt(Stage stage) {
        return stage == Stage.PUBLISH ? 100 : startsAt(Stage.values()[stage.ordinal() + 1]);
    }

    private static @Nullable Long eta(Job job, int percent, Instant now) {
        Instant started = job.startedAt();
        if (job.status().terminal()) {
            return 0L;
        }
        if (started == null || percent < LEAST_PERCENT_FOR_ETA) {
            return null;
        }
        long elapsed = Math.max(0, Duration.between(started, now).toMillis());
        return Math.ceilDiv(elapsed * (100 - percent) / percent, 1000L);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("stage", stage.wireName());
        json.put("tasks_done", tasksDone).put("tasks_total", tasksTotal);
        json.put("percent", percent);
        json.put("eta_seconds", etaSeconds);
        return json;
    }
}
