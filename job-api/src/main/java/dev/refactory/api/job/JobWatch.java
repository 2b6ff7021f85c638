package dev.refactory.api.job;

import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.event.JobSignals;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.store.JobQueries;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;

/// Reads jobs, and holds a caller back until there is something to say. Thread-safe.
final class JobWatch {
    private final JobQueries queries;
    private final JobSignals signals;
    private final Ticker ticker;
    private final Semaphore places = new Semaphore(Limits.WAITING_REQUESTS);

    JobWatch(JobQueries queries, JobSignals signals, Ticker ticker) {
        this.queries = queries;
        this.signals = signals;
        this.ticker = ticker;
    }

    /// @throws RefactoryException `not_found`
    Job find(TenantId tenant, String jobId) {
        return queries.find(tenant, jobId).orElseThrow(() -> notFound(jobId));
    }

    static RefactoryException notFound(String jobId) {
        String shown = jobId.length() > 80 ? jobId.substring(0, 80) + "…" : jobId;
        return new RefactoryException(
                ErrorCode.NOT_FOUND, shown, "There is no job '" + shown + "': GET /v2/jobs lists them.");
    }

    /// The job as soon as it is settled, or as it stands after `limit`, or when the caller has gone.
    /// Reads it once, and once more for every piece of news.
    ///
    /// @param settled of the job as it stood when the call began, and as it stands
    /// @throws RefactoryException `not_found`, or `too_many_requests` when too many wait already
    Job await(TenantId tenant, String jobId, BiPredicate<Job, Job> settled, Duration limit, RoutingContext caller)
            throws InterruptedException {
        if (limit.isZero()) {
            return find(tenant, jobId);
        }
        return await(tenant, jobId, signals.subscribe(jobId), settled, limit, caller);
    }

    /// As [#await], until the job is over; progress on the way there is not looked at.
    Job awaitEnd(TenantId tenant, String jobId, Duration limit, RoutingContext caller) throws InterruptedException {
        BiPredicate<Job, Job> over = (first, now) -> now.status().terminal();
        return await(tenant, jobId, signals.subscribeToEnd(jobId), over, limit, caller);
    }

    /// Heard from before the first look on, so that nothing is missed between the two.
    private Job await(
            TenantId tenant,
            String jobId,
            JobSignals.Subscription heard,
            BiPredicate<Job, Job> settled,
            Duration limit,
            RoutingContext caller)
            throws InterruptedException {
        try (JobSignals.Subscription news = heard) {
            Job first = find(tenant, jobId);
            return settled.test(first, first) ? first : await(first, news, settled, limit, caller);
        }
    }

    private Job await(
            Job first,
            JobSignals.Subscription news,
            BiPredicate<Job, Job> settled,
            Duration limit,
            RoutingContext caller)
            throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new RefactoryException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "waiting_requests",
                    Limits.WAITING_REQUESTS
                            + " callers wait already: ask without waiting, as often as Retry-After says.");
        }
        try {
            AtomicBoolean gone = new AtomicBoolean();
            caller.response().closeHandler(closed -> {
                gone.set(true);
                news.wake();
            });
            long began = ticker.nanos();
            Job job = first;
            while (!settled.test(first, job) && !gone.get()) {
                Duration left = limit.minusNanos(ticker.nanos() - began);
                if (left.isNegative() || left.isZero()) {
                    break;
                }
                news.await(left);
                job = find(job.tenant(), job.jobId());
            }
            return job;
        } finally {
            places.release();
        }
    }
}
