package dev.refactory.api.job;

import dev.refactory.api.event.JobSignals;
import dev.refactory.api.submit.Bodies;
import dev.refactory.api.submit.DurationText;
import dev.refactory.api.submit.Query;
import dev.refactory.api.submit.RepositoryRequests;
import dev.refactory.api.submit.SubmitRequests;
import dev.refactory.kit.http.Problems;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.store.JobStore;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What changes jobs: submit, retry, cancel.
public final class SubmitEndpoints {
    /// Who submits while callers have no identities.
    private static final String ANONYMOUS = "anonymous";

    private static final String WAIT_FORM = "a duration such as 25s";

    private final JobStore store;
    private final JobWatch watch;
    private final SubmitRequests requests;
    private final JobSignals signals;
    private final Runnable submitted;
    private final InstantSource clock;

    SubmitEndpoints(
            JobStore store,
            JobWatch watch,
            SubmitRequests requests,
            JobSignals signals,
            Runnable submitted,
            InstantSource clock) {
        this.store = store;
        this.watch = watch;
        this.requests = requests;
        this.signals = signals;
        this.submitted = submitted;
        this.clock = clock;
    }

    /// `POST /v2/chat/completions/spark`
    public Reply submit(RoutingContext context) throws InterruptedException {
        return submit(context, requests::parse);
    }

    /// `POST /v2/quotes`: the same body; the job ends when it is planned, and costs nothing.
    public Reply quote(RoutingContext context) throws InterruptedException {
        return submit(context, requests::parseQuote);
    }

    private Reply submit(RoutingContext context, Reading reading) throws InterruptedException {
        Query query = new Query(context, Set.of("wait"));
        Duration asked = query.value("wait", DurationText::parse, WAIT_FORM);
        query.done();
        Duration wait = JobHeaders.wait(context, asked);
        SubmitJob command = reading.read(Bodies.json(context), idempotencyKeys(context), TenantId.DEFAULT, ANONYMOUS);
        return answer(context, take(command), command.idempotencyKey(), wait);
    }

    /// Starts the indexing of a repository: a quote for a recipe that only reads, which nobody has to ask for.
    ///
    /// @param recipe without required parameters
    /// @return the job; null when the queue takes no more now
    public @Nullable String index(
            String recipe, TenantId tenant, String repositoryId, @Nullable String ref, @Nullable String commit) {
        byte[] request = RepositoryRequests.indexing(recipe, repositoryId, ref, commit);
        return take(requests.parseQuote(request, List.of(), tenant, ANONYMOUS)) instanceof SubmitReply.Accepted accepted
                ? accepted.job().jobId()
                : null;
    }

    /// `POST /v2/jobs/{job_id}/retry`: the same request again, as a new job.
    public Reply retry(RoutingContext context) throws InterruptedException {
        new Query(context, Set.of()).done();
        Job job = watch.find(TenantId.DEFAULT, context.pathParam("job_id"));
        if (!job.status().terminal() || job.status() == JobStatus.SUCCEEDED) {
            throw new RefactoryException(
                    ErrorCode.INVALID_STATE,
                    job.jobId(),
                    "Job " + job.jobId() + " is " + job.status().wireName()
                            + ": only a failed, refused or cancelled job can be retried; submit it anew instead.");
        }
        String key = SubmitRequests.idempotencyKey(idempotencyKeys(context));
        var cap = RequestHead.of(job.request()).path("max_milli_sau");
        SubmitJob command = new SubmitJob(
                job.tenant(),
                ANONYMOUS,
                key,
                SubmitRequests.retryHash(job.jobId()),
                job.request(),
                job.repository(),
                job.recipe(),
                job.tier(),
                cap.isIntegralNumber() ? cap.longValue() : null,
                job.dryRun(),
                Duration.between(job.createdAt(), job.deadlineAt()),
                job.repositoryId(),
                SubmitRequests.branch(job.request()));
        return answer(context, take(command), key, Duration.ZERO);
    }

    /// `POST /v2/jobs/{job_id}/cancel`
    public Reply cancel(RoutingContext context) {
        new Query(context, Set.of()).done();
        String jobId = context.pathParam("job_id");
        JobStore.CancelReply reply = store.cancel(TenantId.DEFAULT, jobId);
        signals.over(jobId);
        return switch (reply) {
            case NOT_FOUND -> throw JobWatch.notFound(jobId);
            case ALREADY_FINAL -> throw alreadyFinal(watch.find(TenantId.DEFAULT, jobId));
            case ACCEPTED -> {
                Job job = watch.find(TenantId.DEFAULT, jobId);
                Reply json = Reply.json(
                        job.status().terminal() ? 200 : 202, JobJson.status(job, List.of(), clock.instant()));
                yield json.with("ETag", JobHeaders.etag(job)).with("Cache-Control", "no-store");
            }
        };
    }

    private static RefactoryException alreadyFinal(Job job) {
        return new RefactoryException(
                ErrorCode.INVALID_STATE,
                job.jobId(),
                "Job " + job.jobId() + " is over (" + job.status().wireName() + "): there is nothing to cancel.");
    }

    private SubmitReply take(SubmitJob command) {
        SubmitReply reply = store.submit(command);
        if (reply instanceof SubmitReply.Accepted) {
            submitted.run();
        }
        return reply;
    }

    private Reply answer(RoutingContext context, SubmitReply reply, @Nullable String key, Duration wait)
            throws InterruptedException {
        return switch (reply) {
            case SubmitReply.Accepted accepted -> accepted(context, accepted.job(), wait);
            case SubmitReply.IdempotencyConflict conflict ->
                throw new RefactoryException(
                        ErrorCode.IDEMPOTENCY_CONFLICT,
                        String.valueOf(key),
                        "This Idempotency-Key was used with another request, by " + conflict.jobId()
                                + ": use a new key for a new request.");
            case SubmitReply.LimitReached limit -> limited(limit);
        };
    }

    /// A limit that time alone lifts says when, as `Retry-After` and as the fields of the IETF's draft on rate
    /// limits.
    private static Reply limited(SubmitReply.LimitReached limit) {
        Duration after = limit.retryAfter();
        String reached = "The limit " + limit.limit() + " = " + limit.value() + " is reached: ";
        if (after == null) {
            return Problems.reply(new RefactoryException(
                    ErrorCode.TOO_MANY_REQUESTS, limit.limit(), reached + "wait for jobs to end, or cancel some."));
        }
        long seconds = Math.max(1, Math.ceilDiv(after.toMillis(), 1000L));
        long window = SubmitReply.LimitReached.WINDOW.toSeconds();
        return Problems.reply(new RefactoryException(
                        ErrorCode.TOO_MANY_REQUESTS, limit.limit(), reached + "ask again in " + seconds + " s."))
                .with("Retry-After", Long.toString(seconds))
                .with("RateLimit", "\"" + limit.limit() + "\";r=0;t=" + seconds)
                .with("RateLimit-Policy", "\"" + limit.limit() + "\";q=" + limit.value() + ";w=" + window);
    }

    private Reply accepted(RoutingContext context, Job accepted, Duration wait) throws InterruptedException {
        String location = "/v2/jobs/" + accepted.jobId();
        if (!wait.isZero()) {
            Job job = watch.awaitEnd(accepted.tenant(), accepted.jobId(), wait, context);
            if (job.status().terminal()) {
                return Reply.json(200, JobJson.status(job, List.of(), clock.instant()))
                        .with("Location", location)
                        .with("ETag", JobHeaders.etag(job))
                        .with("Preference-Applied", "wait=" + wait.toSeconds())
                        .with("Cache-Control", "no-store");
            }
        }
        return Reply.json(202, JobJson.accepted(accepted))
                .with("Location", location)
                .with("Retry-After", "1")
                .with("Cache-Control", "no-store");
    }

    @FunctionalInterface
    private interface Reading {
        SubmitJob read(byte[] body, List<String> idempotencyKeys, TenantId tenant, String submittedBy);
    }

    private static List<String> idempotencyKeys(RoutingContext context) {
        return context.request().headers().getAll("Idempotency-Key");
    }
}
