package dev.refactory.api;

import static dev.refactory.api.Door.SUBMIT;
import static dev.refactory.api.Door.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.id.IdSource;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.MemoryJobStore;
import dev.refactory.queue.store.QueueSettings;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The door over the queue's own in-memory store: a job that is worked on, seen from outside.
class WholeJobTest {
    private final MemoryJobStore store = new MemoryJobStore(
            InstantSource.fixed(FakeJobs.START), QueueSettings.DEFAULT, new IdSource(new Random(7)), new Random(8));

    @Test
    void aJobIsFollowedFromSubmitToBill() {
        try (Door door = new Door(2, store)) {
            HttpResponse<String> submitted =
                    door.post(SUBMIT, JobsOverHttpTest.RENAME.replace("7.5", "100"), "Idempotency-Key", "k");
            assertThat(submitted.statusCode()).isEqualTo(202);
            String path = "/v2/jobs/" + json(submitted).path("job_id").asText();
            int last = 0;
            for (Role role : List.of(Role.INDEXER, Role.WORKER, Role.WORKER, Role.WORKER, Role.WORKER)) {
                work(role);
                int percent = json(door.get(path)).at("/progress/percent").asInt();
                assertThat(percent).isGreaterThan(last);
                last = percent;
            }
            JsonNode job = json(door.get(path));
            assertThat(job.path("status").asText()).isEqualTo("succeeded");
            assertThat(job.at("/result/files_changed").asInt()).isEqualTo(1);
            assertThat(job.at("/usage/sau").asInt()).isGreaterThanOrEqualTo(5);
            assertThat(job.path("timeline")).hasSize(5);
            assertThat(door.get(path + "/patch").body()).isEqualTo("diff --git");
            assertThat(json(door.get("/v2/ledger")).path("data")).isNotEmpty();
            assertThat(json(door.get("/v2/usage")).at("/total/jobs").asInt()).isEqualTo(1);
            assertThat(door.get("/v2/jobs?status=succeeded&limit=1").body()).contains("rename-method");
            assertThat(door.get(path + "/events?after=0").body()).contains("event: job_succeeded");
            HttpResponse<String> replayed =
                    door.post(SUBMIT, JobsOverHttpTest.RENAME.replace("7.5", "100"), "Idempotency-Key", "k");
            assertThat(replayed.body()).isEqualTo(submitted.body());
        }
    }

    private void work(Role role) {
        Claim claim = store.claimReady(role, "worker-1", 1).getFirst();
        TaskOutcome done = switch (claim.stage()) {
            case INDEX, TRANSFORM, VERIFY -> completed(List.of(), null, null, List.of());
            case PLAN ->
                completed(
                        List.of("{}"),
                        "{\"recipe\":\"rename-method\"}",
                        new QuoteInputs(12_000, new BigDecimal("1.5")),
                        List.of());
            case PUBLISH ->
                completed(
                        List.of(),
                        "{\"files_changed\":1}",
                        null,
                        List.of(new Artifact("patch", "text/x-diff", "diff --git".getBytes(StandardCharsets.UTF_8))));
        };
        assertThat(store.complete(claim.attempt(), done)).isTrue();
    }

    private static TaskOutcome completed(
            List<String> next,
            @org.jspecify.annotations.Nullable String published,
            @org.jspecify.annotations.Nullable QuoteInputs quote,
            List<Artifact> artifacts) {
        return new TaskOutcome.Completed("{}", next, published, quote, artifacts, new Usage(1, 2, 3000));
    }
}
