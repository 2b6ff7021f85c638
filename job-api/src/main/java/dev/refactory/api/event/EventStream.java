package dev.refactory.api.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.submit.Query;
import dev.refactory.kit.http.Problems;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.store.JobQueries;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /v2/jobs/{job_id}/events`: a job's events as they happen, as server-sent events, until its
/// last one. The id of an event is its sequence number, so a client that comes back with
/// `Last-Event-ID` misses nothing and sees nothing twice. A client that reads slower than events
/// come is waited for, 30 s at most.
public final class EventStream {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final int BATCH = 500;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration SLOWEST_WRITE = Duration.ofSeconds(30);
    private static final String FORM = "the sequence number of an event, from 0";

    private final JobQueries queries;
    private final JobSignals signals;
    private final Ticker ticker;
    private final Semaphore places;

    /// @param maxStreams at once; one more is answered `too_many_requests`
    public EventStream(JobQueries queries, JobSignals signals, Ticker ticker, int maxStreams) {
        this.queries = queries;
        this.signals = signals;
        this.ticker = ticker;
        this.places = new Semaphore(maxStreams);
    }

    /// Answers on a virtual thread of its own; returns at once.
    public void handle(RoutingContext context) {
        String jobId = context.pathParam("job_id");
        if (!places.tryAcquire()) {
            RefactoryException full = new RefactoryException(
                    ErrorCode.TOO_MANY_REQUESTS,
                    "event_streams",
                    "Too many event streams are open: poll GET /v2/jobs/" + jobId + " instead, or try again later.");
            Problems.write(context, Problems.reply(full));
            return;
        }
        AtomicBoolean gone = new AtomicBoolean();
        JobSignals.Subscription news = signals.subscribe(jobId);
        context.response().closeHandler(closed -> {
            gone.set(true);
            news.wake();
        });
        context.response().exceptionHandler(error -> gone.set(true));
        Thread.ofVirtual().name("events " + jobId).start(() -> {
            try (news) {
                run(context, jobId, news, gone);
            } catch (RefactoryException e) {
                fail(context, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.error("event stream failed job={}", jobId, e);
                context.response().reset();
            } finally {
                places.release();
            }
        });
    }

    private void run(RoutingContext context, String jobId, JobSignals.Subscription news, AtomicBoolean gone)
            throws InterruptedException {
        long after = startAfter(context);
        TenantId tenant = TenantId.DEFAULT;
        Job job = find(tenant, jobId);
        List<JobEvent> events = queries.events(tenant, jobId, after, BATCH);
        if (job.status().terminal() && events.isEmpty()) {
            Problems.write(context, Reply.empty(204));
            return;
        }
        HttpServerResponse response = begin(context);
        long began = ticker.nanos();
        long wrote = began;
        boolean open = write(response, "retry: 1000\n\n");
        while (open && !gone.get()) {
            if (!events.isEmpty()) {
                open = write(response, text(events));
                wrote = ticker.nanos();
                after = events.getLast().sequence();
            } else if (job.status().terminal() || secondsSince(began) >= Limits.EVENT_STREAM_SECONDS) {
                break;
            } else if (secondsSince(wrote) >= HEARTBEAT.toSeconds()) {
                open = write(response, ": still here\n\n");
                wrote = ticker.nanos();
            }
            if (events.isEmpty()) {
                news.await(HEARTBEAT);
            }
            // The job first: when it is over by now, no event can come after those read next.
            job = find(tenant, jobId);
            events = queries.events(tenant, jobId, after, BATCH);
        }
        if (!gone.get()) {
            response.end();
        }
    }

    private long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(ticker.nanos() - nanos);
    }

    private Job find(TenantId tenant, String jobId) {
        return queries.find(tenant, jobId).orElseThrow(() -> {
            String shown = jobId.length() > 80 ? jobId.substring(0, 80) + "…" : jobId;
            return new RefactoryException(
                    ErrorCode.NOT_FOUND, shown, "There is no job '" + shown + "': GET /v2/jobs lists them.");
        });
    }

    /// `Last-Event-ID` wins over the query: a browser that reconnects repeats the address it was given at
    /// first.
    private static long startAfter(RoutingContext context) {
        Query query = new Query(context, Set.of("after"));
        Long after = query.value("after", EventStream::sequence, FORM);
        query.done();
        String header = context.request().getHeader("Last-Event-ID");
        if (header == null || header.isEmpty()) {
            return after == null ? 0 : after;
        }
        return sequence(header)
                .orElseThrow(() -> new RefactoryException(
                        ErrorCode.INVALID_REQUEST, "Last-Event-ID", "Last-Event-ID must be " + FORM + "."));
    }

    private static Optional<Long> sequence(String text) {
        try {
            long sequence = Long.parseLong(text.strip());
            return sequence < 0 ? Optional.empty() : Optional.of(sequence);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static HttpServerResponse begin(RoutingContext context) {
        return context.response()
                .setChunked(true)
                .setStatusCode(200)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .putHeader("X-Content-Type-Options", "nosniff");
    }

    private static String text(List<JobEvent> events) {
        StringBuilder text = new StringBuilder();
        for (JobEvent event : events) {
            ObjectNode data = Json.object();
            data.put("job_id", event.jobId()).put("sequence", event.sequence());
            data.put("type", event.type()).put("at", event.at().toString());
            data.set("data", Json.tree(event.data()));
            text.append("id: ").append(event.sequence()).append("\nevent: ").append(event.type());
            text.append("\ndata: ").append(Json.write(data)).append("\n\n");
        }
        return text.toString();
    }

    /// Writes and waits until the bytes are on their way, so that a slow reader slows this thread and fills
    /// no memory.
    private static boolean write(HttpServerResponse response, String text) throws InterruptedException {
        try {
            response.write(text)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(SLOWEST_WRITE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            log.debug("event stream ended by its reader error={}", e.toString());
            response.reset();
            return false;
        }
    }

    private static void fail(RoutingContext context, RefactoryException error) {
        if (context.response().headWritten()) {
            log.warn("event stream broken off code={}", error.code().code());
            context.response().reset();
        } else {
            Problems.write(context, Problems.reply(error));
        }
    }
}
