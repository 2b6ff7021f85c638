package dev.refactory.api.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.submit.Cursor;
import dev.refactory.api.submit.DurationText;
import dev.refactory.api.submit.Query;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.store.JobQueries;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What reads jobs: one, and lists of them.
public final class JobEndpoints {
    private static final Set<String> LIST_PARAMETERS =
            Set.of("status", "repository", "recipe", "submitted_by", "after", "limit");

    private final JobQueries queries;
    private final JobWatch watch;
    private final InstantSource clock;

    JobEndpoints(JobQueries queries, JobWatch watch, InstantSource clock) {
        this.queries = queries;
        this.watch = watch;
        this.clock = clock;
    }

    /// `GET /v2/jobs/{job_id}`: at once, or with `wait` as soon as the job differs from what the caller has
    /// seen.
    public Reply status(RoutingContext context) throws InterruptedException {
        Query query = new Query(context, Set.of("wait"));
        Duration asked = query.value("wait", DurationText::parse, "a duration such as 25s");
        query.done();
        Duration wait = JobHeaders.wait(context, asked);
        String jobId = context.pathParam("job_id");
        Job job = watch.await(TenantId.DEFAULT, jobId, (first, now) -> isNews(context, first, now), wait, context);
        Instant now = clock.instant();
        String etag = JobHeaders.etag(job);
        Reply reply = JobHeaders.seen(context, etag)
                ? Reply.empty(304)
                : Reply.json(200, JobJson.status(job, queries.timeline(TenantId.DEFAULT, jobId), now));
        reply = reply.with("ETag", etag).with("Cache-Control", "private, no-cache");
        String retryAfter = JobHeaders.retryAfter(job, now);
        return retryAfter == null ? reply : reply.with("Retry-After", retryAfter);
    }

    /// News is another version than the caller's, by `If-None-Match`, or else than now; a job that is over
    /// has no more.
    private static boolean isNews(RoutingContext context, Job first, Job now) {
        boolean conditional = context.request().getHeader("If-None-Match") != null;
        return now.status().terminal()
                || (conditional ? !JobHeaders.seen(context, JobHeaders.etag(now)) : now.version() != first.version());
    }

    /// `GET /v2/jobs`, newest first.
    public Reply list(RoutingContext context) {
        Query query = new Query(context, LIST_PARAMETERS);
        String statuses = String.join(
                ", ", Arrays.stream(JobStatus.values()).map(JobStatus::wireName).toList());
        JobStatus status = query.value("status", JobEndpoints::status, "one of " + statuses);
        String after = query.value("after", Cursor::job, "the next_cursor of the page before");
        int limit = query.number("limit", Limits.PAGE_DEFAULT, 1, Limits.PAGE_MAX);
        JobQueries.Filter filter = new JobQueries.Filter(
                status, query.text("repository"), query.text("recipe"), query.text("submitted_by"));
        query.done();
        List<Job> found = queries.list(TenantId.DEFAULT, filter, after, limit + 1);
        boolean more = found.size() > limit;
        List<Job> page = more ? found.subList(0, limit) : found;
        String etag = etag(page, more);
        if (JobHeaders.seen(context, etag)) {
            return Reply.empty(304).with("ETag", etag).with("Cache-Control", "private, no-cache");
        }
        return Reply.json(200, page(page, more)).with("ETag", etag).with("Cache-Control", "private, no-cache");
    }

    private static java.util.Optional<JobStatus> status(String name) {
        return Arrays.stream(JobStatus.values())
                .filter(known -> known.wireName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private ObjectNode page(List<Job> page, boolean more) {
        Instant now = clock.instant();
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        page.forEach(job -> data.add(JobJson.summary(job, now)));
        @Nullable String next = more ? Cursor.after(page.getLast().jobId()) : null;
        return json.put("has_more", more).put("next_cursor", next);
    }

    /// Of the jobs shown and their versions.
    private static String etag(List<Job> page, boolean more) {
        StringBuilder shown = new StringBuilder().append(more);
        page.forEach(job -> shown.append(' ').append(job.jobId()).append(':').append(job.version()));
        CRC32C sum = new CRC32C();
        sum.update(shown.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return "W/\"" + page.size() + "-" + Long.toHexString(sum.getValue()) + "-" + shown.length() + "\"";
    }
}
