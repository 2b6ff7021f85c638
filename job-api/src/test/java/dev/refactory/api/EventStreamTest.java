package dev.refactory.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventStreamTest {
    private Door door;

    @BeforeEach
    void open() {
        door = new Door(2);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void eventsArriveAsTheyHappenAndTheStreamEndsBehindTheLast() throws Exception {
        running("job_1");
        door.jobs.event("job_1", "job_submitted");
        try (Stream stream = new Stream("job_1")) {
            assertThat(stream.next().path("type").asText()).isEqualTo("job_submitted");
            door.jobs.event("job_1", "stage_opened");
            door.signals.changed("job_1");
            assertThat(stream.next().path("sequence").asLong()).isEqualTo(2);
            finish("job_1");
            assertThat(stream.next().path("type").asText()).isEqualTo("job_succeeded");
            assertThat(stream.ended()).isTrue();
        }
    }

    @Test
    void aClientThatComesBackMissesNothingAndSeesNothingTwice() throws Exception {
        running("job_1");
        for (int i = 0; i < 1200; i++) {
            door.jobs.event("job_1", "attempt_completed");
        }
        List<Long> seen = new ArrayList<>();
        try (Stream stream = new Stream("job_1")) {
            for (int i = 0; i < 700; i++) {
                seen.add(stream.next().path("sequence").asLong());
            }
        }
        finish("job_1");
        try (Stream stream = new Stream("job_1", "Last-Event-ID", "700")) {
            for (int i = 700; i < 1201; i++) {
                seen.add(stream.next().path("sequence").asLong());
            }
            assertThat(stream.ended()).isTrue();
        }
        assertThat(seen).hasSize(1201);
        for (int i = 0; i < seen.size(); i++) {
            assertThat(seen.get(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void theHeaderWinsOverTheQueryBecauseABrowserRepeatsItsAddress() throws Exception {
        running("job_1");
        door.jobs.event("job_1", "a");
        door.jobs.event("job_1", "b");
        door.jobs.event("job_1", "c");
        try (Stream stream = new Stream("job_1?after=1".replace("?", "/events?"), "Last-Event-ID", "2")) {
            assertThat(stream.next().path("type").asText()).isEqualTo("c");
        }
        try (Stream stream = new Stream("job_1/events?after=1")) {
            assertThat(stream.next().path("type").asText()).isEqualTo("b");
        }
    }

    @Test
    void aJobThatIsOverHasNothingMoreToSay() {
        running("job_1");
        finish("job_1");
        HttpResponse<String> response = door.get("/v2/jobs/job_1/events", "Last-Event-ID", "1");
        assertThat(response.statusCode()).isEqualTo(204);
    }

    @Test
    void oneStreamMoreThanThePlacesIsTurnedAwayAndAPlaceIsFreedWhenOneEnds() throws Exception {
        running("job_1");
        door.jobs.event("job_1", "a");
        try (Stream first = new Stream("job_1");
                Stream second = new Stream("job_1")) {
            first.next();
            second.next();
            HttpResponse<String> refused = door.get("/v2/jobs/job_1/events");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(Door.json(refused).path("subject").asText()).isEqualTo("event_streams");
            finish("job_1");
            first.next();
            assertThat(first.ended()).isTrue();
            second.next();
            assertThat(second.ended()).isTrue();
        }
        assertThat(awaitStatus("/v2/jobs/job_1/events?after=2", 204)).isTrue();
    }

    @Test
    void aReaderThatLeavesFreesItsPlace() throws Exception {
        running("job_1");
        door.jobs.event("job_1", "a");
        for (int i = 0; i < 2; i++) {
            try (Stream stream = new Stream("job_1")) {
                stream.next();
            }
        }
        finish("job_1");
        assertThat(awaitStatus("/v2/jobs/job_1/events?after=2", 204)).isTrue();
        for (int i = 0; i < 200 && door.signals.watchedJobs() > 0; i++) {
            pause();
        }
        assertThat(door.signals.watchedJobs()).isZero();
    }

    private boolean awaitStatus(String path, int status) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (door.get(path).statusCode() == status) {
                return true;
            }
            pause();
        }
        return false;
    }

    private void pause() throws InterruptedException {
        try (var nobody = door.signals.subscribe("job_nobody")) {
            nobody.await(java.time.Duration.ofMillis(50));
        }
    }

    private void running(String jobId) {
        door.jobs.put(new JobBuilder(jobId).at(Stage.TRANSFORM, 0, 2, 0).build());
    }

    private void finish(String jobId) {
        door.jobs.event(jobId, "job_succeeded");
        door.jobs.put(new JobBuilder(jobId).succeeded("{}", "{}").build());
        door.signals.changed(jobId);
    }

    /// A client of one stream, which holds every event against the contract's form.
    private final class Stream implements AutoCloseable {
        private final InputStream in;
        private final BufferedReader lines;

        Stream(String pathEnd, String... headers) throws IOException, InterruptedException {
            String path = "/v2/jobs/" + (pathEnd.contains("/") ? pathEnd : pathEnd + "/events");
            HttpResponse<InputStream> response =
                    door.open(door.request(path, headers).build());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            in = response.body();
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            ValidationReport report = Door.report(
                    "/v2/jobs/job_1/events", "GET", 200, "data", Map.of("Content-Type", List.of("text/event-stream")));
            assertThat(report.getMessages()).isEmpty();
        }

        JsonNode next() throws IOException {
            String id = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                }
                if (line.startsWith("data: ")) {
                    JsonNode event = Json.tree(line.substring(6));
                    assertThat(event.path("sequence").asText()).isEqualTo(id);
                    assertThat(event.path("job_id").asText()).isEqualTo("job_1");
                    return event;
                }
            }
            throw new AssertionError("The stream ended");
        }

        boolean ended() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && !line.startsWith(":")) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
