package dev.refactory.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.ApiProblem;
import dev.refactory.client.ServerUnreachable;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What was ordered, and what was answered: whatever an API said it had accepted must be there in the end, and
/// nothing else. An order is repeated with its key until there is an answer, as a careful client does. Thread-safe.
final class Orders {
    private static final Duration ACCEPTED = Duration.ofSeconds(60);

    private final Subject subject;
    private final AtomicInteger lastKey = new AtomicInteger();
    private final Map<String, String> jobs = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> otherEnds = new ConcurrentHashMap<>();

    Orders(Subject subject) {
        this.subject = subject;
    }

    String newKey() {
        return "order-" + lastKey.incrementAndGet();
    }

    /// Orders until it is accepted.
    /// @return the job's id
    String place(URI api) throws InterruptedException {
        return place(api, newKey());
    }

    /// @throws Disturbed when it was not accepted within a minute, or was answered with another job than before
    String place(URI api, String key) throws InterruptedException {
        return Waiting.until("the acceptance of " + key, ACCEPTED, () -> {
            try {
                return once(api, key);
            } catch (ServerUnreachable e) {
                return null;
            } catch (ApiProblem e) {
                if (e.status() < 500 && e.status() != 429) {
                    throw e;
                }
                return null;
            }
        });
    }

    /// Orders once.
    /// @throws ServerUnreachable when no answer came
    String once(URI api, String key) {
        try (ApiClient client = new ApiClient(api, null)) {
            JsonNode answer = client.submit(subject.request(), key);
            String job = answer.path("job_id").asText();
            String before = jobs.putIfAbsent(key, job);
            if (before != null && !before.equals(job)) {
                throw new Disturbed(key + " is " + before + " and " + job, null);
            }
            return job;
        }
    }

    /// The order may end so, besides succeeding.
    void mayEnd(String job, String status) {
        otherEnds.put(job, Set.of(status));
    }

    /// What was accepted under this key; null when nothing was.
    @Nullable
    String accepted(String key) {
        return jobs.get(key);
    }

    /// Ids of all jobs accepted.
    Set<String> accepted() {
        return new TreeSet<>(jobs.values());
    }

    /// Whether a job may end in this status.
    boolean allows(String job, String status) {
        return status.equals("succeeded")
                || otherEnds.getOrDefault(job, Set.of()).contains(status);
    }

    /// Keys and jobs, for reports.
    Map<String, String> all() {
        return new TreeMap<>(jobs);
    }
}
