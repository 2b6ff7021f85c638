package dev.refactory.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Follows a job to its end by long polls. Polls that come back early without news are spaced by exponential
/// backoff with jitter; a server that is away is waited for, up to a limit.
public final class JobWatcher {
    public static final Set<String> FINAL = Set.of("succeeded", "refused", "failed", "cancelled");
    private static final Duration WAIT = Duration.ofSeconds(10);
    /// An answer that took this long was held back by the server, which spaces the polls by itself.
    private static final Duration HELD = Duration.ofSeconds(1);
    private static final Duration REDRAW = Duration.ofMillis(200);
    /// How long a server may be away before the client gives up; the job goes on regardless.
    private static final Duration AWAY = Duration.ofSeconds(30);

    private final ApiClient client;
    private final Pauses pauses;
    private final BiConsumer<JsonNode, Duration> display;

    /// @param display is shown the status often, with the time since the watch began
    public JobWatcher(ApiClient client, Pauses pauses, BiConsumer<JsonNode, Duration> display) {
        this.client = client;
        this.pauses = pauses;
        this.display = display;
    }

    /// @param first the status as known; returned at once when it is final
    /// @return the final status
    /// @throws ServerUnreachable when the server was away for longer than 30 s
    public JsonNode toEnd(JsonNode first) {
        long began = pauses.ticker().nanos();
        JsonNode job = first;
        @Nullable String etag = null;
        int quiet = 0;
        long answered = began;
        String jobId = first.path("job_id").asText();
        while (!ended(job)) {
            display.accept(job, since(began));
            long asked = pauses.ticker().nanos();
            try {
                ApiClient.Polled polled = poll(jobId, etag, job, began);
                answered = pauses.ticker().nanos();
                JsonNode news = polled.status().orElse(job);
                boolean changed = !news.equals(job);
                job = news;
                etag = polled.etag().orElse(etag);
                boolean held = answered - asked >= HELD.toNanos();
                quiet = changed || held ? 0 : quiet + 1;
            } catch (ServerUnreachable e) {
                if (pauses.ticker().nanos() - answered > AWAY.toNanos()) {
                    throw e;
                }
                quiet++;
            }
            if (quiet > 0) {
                sleep(pauses.backoff(quiet - 1));
            }
        }
        return job;
    }

    public static boolean ended(JsonNode job) {
        return FINAL.contains(job.path("status").asText());
    }

    private ApiClient.Polled poll(String jobId, @Nullable String etag, JsonNode known, long began) {
        CompletableFuture<ApiClient.Polled> answer = client.poll(jobId, etag, etag == null ? Duration.ZERO : WAIT);
        while (true) {
            try {
                return answer.get(REDRAW.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                display.accept(known, since(began));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ApiProblem problem && problem.status() < 500 && problem.status() != 429) {
                    throw problem;
                }
                throw new ServerUnreachable(client.server(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("Interrupted while waiting for " + jobId);
            }
        }
    }

    private Duration since(long began) {
        return Duration.ofNanos(pauses.ticker().nanos() - began);
    }

    private void sleep(Duration duration) {
        try {
            pauses.sleeper().sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting");
        }
    }
}
