package dev.refactory.queue.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.JobChange.*;

/// Changes as watchers read them: a participle and ids and numbers, never repository text.
///
/// Every change about the job or a stage is told. Of changes about single tasks at most [#MOST_TASK_EVENTS] are
/// told, so that a job's log stays bounded; the counters in it are always those of the moment.
public final class EventText {
    static final long MOST_TASK_EVENTS = 9_000;

    private EventText() {}

    /// Whether the change becomes an event of a job that has had `sequence` events so far.
    static boolean told(JobChange change, long sequence, int total) {
        return switch (change) {
            case AttemptStarted started -> false;
            case ProgressMade progress -> sequence < MOST_TASK_EVENTS;
            case AttemptCompleted completed -> sequence < MOST_TASK_EVENTS && total > 1;
            case AttemptFailed failed -> failed.retryAt() == null || sequence < MOST_TASK_EVENTS;
            case LeaseExpired expired -> expired.error() != null || sequence < MOST_TASK_EVENTS;
            case AttemptReleased released -> sequence < MOST_TASK_EVENTS;
            case AttemptStopped stopped -> sequence < MOST_TASK_EVENTS;
            case AttemptRefused refused -> true;
            case JobSubmitted s -> true;
            case StageOpened s -> true;
            case StageStarted s -> true;
            case StageClosed s -> true;
            case ResultReused s -> true;
            case PlanPublished s -> true;
            case SauReserved s -> true;
            case SauPosted s -> true;
            case SauVoided s -> true;
            case CancelRequested s -> true;
            case JobSucceeded s -> true;
            case JobRefused s -> true;
            case JobFailed s -> true;
            case JobCancelled s -> true;
        };
    }

    /// The event's type: the change's name in snake_case, for example `stage_opened`.
    public static String type(JobChange change) {
        StringBuilder type = new StringBuilder();
        for (char c : change.getClass().getSimpleName().toCharArray()) {
            if (Character.isUpperCase(c) && !type.isEmpty()) {
                type.append('_');
            }
            type.append(Character.toLowerCase(c));
        }
        return type.toString();
    }

    /// The event's data, a JSON object.
    /// @param after the job as the change left it
    public static String data(JobChange change, JobState after) {
        ObjectNode data = Json.object();
        switch (change) {
            case JobSubmitted s -> data.put("tier", s.terms().tier().wireName());
            case StageOpened s ->
                data.put("stage", s.stage().wireName())
                        .put("tasks_total", s.payloads().size());
            case StageStarted s -> data.put("stage", s.stage().wireName());
            case StageClosed s -> data.put("stage", s.stage().wireName());
            case AttemptStarted s -> attempt(data, s.attempt());
            case ProgressMade s -> data.put("fraction", s.fraction());
            case AttemptCompleted s -> attempt(data, s.attempt());
            case AttemptFailed s ->
                attempt(data, s.attempt())
                        .put("code", s.error().code().code())
                        .put(
                                "retry_at",
                                s.retryAt() == null ? null : s.retryAt().toString());
            case LeaseExpired s -> attempt(data, s.attempt()).put("dead", s.error() != null);
            case AttemptReleased s -> attempt(data, s.attempt());
            case AttemptRefused s -> attempt(data, s.attempt());
            case AttemptStopped s -> attempt(data, s.attempt());
            case ResultReused s -> data.put("cached_from", s.from());
            case PlanPublished s -> money(data, s.quote(), s.quote().milliSau());
            case SauReserved s -> money(data, s.quote(), s.quote().milliSau());
            case SauPosted s -> money(data, s.quote(), s.milliSau());
            case SauVoided s -> money(data, s.quote(), s.quote().milliSau());
            case CancelRequested s -> {}
            case JobSucceeded s -> {}
            case JobRefused s -> {}
            case JobFailed s -> data.put("code", s.error().code().code());
            case JobCancelled s -> {}
        }
        switch (after) {
            case JobState.Open job -> {
                data.put("status", job.status().wireName());
                data.put("tasks_done", job.total() - job.remaining());
                data.put("tasks_total", job.total());
            }
            case JobState.Ended job -> data.put("status", job.status().wireName());
            case JobState.Unborn unborn -> {}
        }
        return Json.write(data);
    }

    private static ObjectNode attempt(ObjectNode data, AttemptRef attempt) {
        return data.put("task", attempt.taskId()).put("attempt", attempt.attempt());
    }

    private static void money(ObjectNode data, Quote quote, long milliSau) {
        data.put("milli_sau", milliSau).put("rate_card", quote.rateCard());
    }
}
