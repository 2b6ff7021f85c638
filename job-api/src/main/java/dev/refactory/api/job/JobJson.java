package dev.refactory.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.http.UrlRedaction;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobQueries.StageTiming;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Jobs as JSON, in the order the contract shows them.
final class JobJson {
    private JobJson() {}

    /// The status of one job.
    static ObjectNode status(Job job, List<StageTiming> timeline, Instant now) {
        ObjectNode json = summary(job, now);
        ObjectNode head = RequestHead.of(job.request());
        json.set("instruction", head.get("instruction"));
        json.set(
                "steps",
                head.path("steps").isArray()
                        ? head.path("steps")
                        : Json.mapper().createArrayNode());
        json.set("model", head.path("model"));
        json.set("metadata", head.path("metadata").isObject() ? head.path("metadata") : Json.object());
        ArrayNode stages = json.putArray("timeline");
        timeline.forEach(stage -> stages.add(timing(stage)));
        return json;
    }

    /// The answer to a submit: the job as it was at that moment, a function of what never changes,
    /// so that a replay is the same bytes.
    static ObjectNode accepted(Job job) {
        Job then = new Job(
                job.jobId(),
                job.tenant(),
                job.submittedBy(),
                job.repository(),
                job.recipe(),
                job.tier(),
                JobStatus.QUEUED,
                false,
                job.dryRun(),
                0,
                job.request(),
                Stage.INDEX,
                0,
                0,
                0,
                null,
                null,
                "[]",
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                Usage.NONE,
                0,
                job.createdAt(),
                null,
                null,
                job.deadlineAt());
        return status(then, List.of(), job.createdAt());
    }

    /// A job as lists show it.
    static ObjectNode summary(Job job, Instant now) {
        ObjectNode json = Json.object();
        json.put("job_id", job.jobId()).put("object", "spark.job");
        json.put("status", job.status().wireName());
        json.put("recipe", job.recipe()).put("repository", UrlRedaction.redact(job.repository()));
        json.put("submitted_by", job.submittedBy());
        json.put("tier", job.tier().wireName());
        json.put("dry_run", job.dryRun()).put("cancel_requested", job.cancelRequested());
        json.set("progress", Progress.of(job, now).json());
        JsonNode plan = job.plan() == null ? null : Json.tree(job.plan());
        ObjectNode result = result(job);
        json.put("cached", result != null && result.path("cached").asBoolean());
        json.set("plan", plan);
        json.set("quote", QuoteJson.of(job, plan));
        json.set("result", result);
        json.set("conflicts", Json.tree(job.conflicts()));
        json.set("error", error(job));
        json.set("usage", usage(job, now));
        json.put("attempts", job.attempts());
        json.put("created_at", time(job.createdAt())).put("started_at", time(job.startedAt()));
        json.put("finished_at", time(job.finishedAt())).put("deadline_at", time(job.deadlineAt()));
        return json;
    }

    private static @Nullable ObjectNode result(Job job) {
        if (job.result() == null) {
            return null;
        }
        String self = "/v2/jobs/" + job.jobId();
        JsonNode given = Json.tree(job.result());
        ObjectNode json = Json.object();
        if (given instanceof ObjectNode members) {
            json.setAll(members);
        }
        json.put("patch_url", given.hasNonNull("patch_sha256") ? self + "/patch" : null);
        json.put("findings_url", self + "/findings");
        return json;
    }

    private static @Nullable JsonNode error(Job job) {
        if (job.errorCode() == null) {
            return null;
        }
        String code = job.errorCode();
        boolean retryable =
                Arrays.stream(ErrorCode.values()).anyMatch(known -> known.code().equals(code) && known.retryable());
        ObjectNode json = Json.object().put("code", code);
        json.put("subject", redact(job.errorSubject())).put("message", redact(job.errorMessage()));
        return json.put("retryable", retryable);
    }

    private static @Nullable String redact(@Nullable String text) {
        return text == null ? null : UrlRedaction.redact(text);
    }

    private static ObjectNode usage(Job job, Instant now) {
        Usage usage = job.usage();
        ObjectNode json = Json.object();
        json.put("prompt_tokens", usage.promptTokens()).put("completion_tokens", usage.completionTokens());
        json.put("total_tokens", usage.promptTokens() + usage.completionTokens());
        json.set("sau", sau(job.chargedMilliSau()));
        json.set("sau_quoted", job.quote() == null ? null : sau(job.quote().milliSau()));
        json.put("wall_ms", wallMillis(job, now));
        json.put("simulated_device_ms", usage.simulatedDeviceMicros() / 1000);
        return json;
    }

    /// From the first claim to the end, or to now; 0 before.
    private static long wallMillis(Job job, Instant now) {
        Instant started = job.startedAt();
        if (started == null) {
            return 0;
        }
        Instant until = job.finishedAt() == null ? now : job.finishedAt();
        return Math.max(0, Duration.between(started, until).toMillis());
    }

    private static ObjectNode timing(StageTiming stage) {
        ObjectNode json = Json.object().put("stage", stage.stage().toLowerCase(Locale.ROOT));
        json.put("tasks", stage.tasks()).put("attempts", stage.attempts());
        json.put("opened_at", time(stage.openedAt())).put("started_at", time(stage.startedAt()));
        return json.put("finished_at", time(stage.finishedAt()));
    }

    /// Thousandths as SAU: a whole number when it is one.
    static JsonNode sau(long milliSau) {
        return number(BigDecimal.valueOf(milliSau, 3));
    }

    static JsonNode number(BigDecimal given) {
        BigDecimal number = given.stripTrailingZeros();
        return Json.toTree(number.scale() <= 0 ? (Object) number.longValueExact() : number);
    }

    /// RFC 3339 in UTC, to the millisecond.
    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
