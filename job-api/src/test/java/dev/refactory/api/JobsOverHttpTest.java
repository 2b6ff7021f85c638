package dev.refactory.api;

import static dev.refactory.api.Door.SUBMIT;
import static dev.refactory.api.Door.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsOverHttpTest {
    static final String RENAME = """
            {"recipe": {"name": "rename-method", "parameters": {"method": "com.acme.Foo#bar(int)", "newName": "baz"}},
             "repository_context": {"git_url": "https://host/acme.git", "ref": "main"},
             "options": {"tier": "bulk", "max_sau": 7.5}, "deadline": "10m", "metadata": {"team": "core"}}
            """;

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(8);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void aSubmitIsAcceptedAndHandedToTheQueueAsCanonicalJson() {
        HttpResponse<String> response = door.post(SUBMIT, RENAME);
        assertThat(response.statusCode()).isEqualTo(202);
        String jobId = json(response).path("job_id").asText();
        assertThat(response.headers().firstValue("Location")).hasValue("/v2/jobs/" + jobId);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(response).path("status").asText()).isEqualTo("queued");
        assertThat(door.submitted).as("announced at once").hasValue(1);
        SubmitJob command = door.jobs.commandOf(jobId);
        assertThat(command.request())
                .isEqualTo("{\"max_milli_sau\":7500,\"metadata\":{\"team\":\"core\"},\"model\":\"recipes-1\","
                        + "\"repository\":{\"commit\":null,\"git_url\":\"https://host/acme.git\",\"kind\":\"remote\","
                        + "\"ref\":\"main\"},\"steps\":[{\"name\":\"rename-method\",\"parameters\":"
                        + "{\"method\":\"com.acme.Foo#bar(int)\",\"newName\":\"baz\"}}],"
                        + "\"strict_ast_mode\":true,\"verify\":\"compile\"}");
        assertThat(command.deadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(command.maxMilliSau()).isEqualTo(7500);
        assertThat(command.repository()).isEqualTo("https://host/acme.git");
    }

    @Test
    void whatIsAllowedIsKeptWithTheRequest() {
        HttpResponse<String> response = door.post(
                SUBMIT,
                "{\"recipe\":{\"name\":\"find-usages\",\"parameters\":{\"symbol\":\"A\"}},"
                        + "\"repository_context\":{\"git_url\":\"https://host/acme.git\"},"
                        + "\"options\":{\"allow_unresolved\":true}}");
        SubmitJob command = door.jobs.commandOf(json(response).path("job_id").asText());
        assertThat(command.request()).startsWith("{\"allow_unresolved\":true,\"metadata\"");
    }

    @Test
    void filesGivenInlineArriveAsBase64() {
        String body = "{\"recipe\":{\"name\":\"find-usages\",\"parameters\":{\"symbol\":\"A\"}},"
                + "\"repository_context\":{\"files\":[{\"path\":\"src/Ä.java\",\"content\":\"class Ä {}\"},"
                + "{\"path\":\"b.bin\",\"content_base64\":\"AAE=\"}]}}";
        HttpResponse<String> response = door.post(SUBMIT, body);
        assertThat(response.statusCode()).isEqualTo(202);
        SubmitJob command = door.jobs.commandOf(json(response).path("job_id").asText());
        JsonNode files = Json.tree(command.request()).at("/repository/files");
        assertThat(new String(
                        java.util.Base64.getDecoder()
                                .decode(files.at("/0/content_base64").asText()),
                        StandardCharsets.UTF_8))
                .isEqualTo("class Ä {}");
        assertThat(files.at("/1/content_base64").asText()).isEqualTo("AAE=");
        assertThat(command.repository()).isEqualTo("inline");
    }

    @Test
    void parametersArriveAsText() {
        String body = RENAME.replace("\"newName\": \"baz\"", "\"newName\": [\"a\", \"b\"], \"strings\": true");
        HttpResponse<String> response = door.post(SUBMIT, body);
        SubmitJob command = door.jobs.commandOf(json(response).path("job_id").asText());
        JsonNode parameters = Json.tree(command.request()).at("/steps/0/parameters");
        assertThat(parameters.path("newName").asText()).isEqualTo("a,b");
        assertThat(parameters.path("strings").isTextual()).isTrue();
    }

    @Test
    void aReplayAnswersTheFirstAnswerByteForByteAlthoughTheJobHasMovedOn() {
        HttpResponse<String> first = door.post(SUBMIT, RENAME, "Idempotency-Key", "k-1");
        String jobId = json(first).path("job_id").asText();
        Job job =
                door.jobs.find(dev.refactory.kit.tenant.TenantId.DEFAULT, jobId).orElseThrow();
        door.jobs.put(new JobBuilder(job).at(Stage.TRANSFORM, 3, 4, 0).build());
        HttpResponse<String> again = door.post(SUBMIT, RENAME.replace("\n", ""), "Idempotency-Key", "k-1");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(door.jobs.count()).isEqualTo(1);
    }

    @Test
    void aKeyCannotBeUsedForAnotherRequest() {
        door.post(SUBMIT, RENAME, "Idempotency-Key", "k-1");
        HttpResponse<String> other = door.post(SUBMIT, RENAME.replace("baz", "qux"), "Idempotency-Key", "k-1");
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).path("code").asText()).isEqualTo("idempotency_conflict");
    }

    @Test
    void fiftyPostsAtOnceUnderOneKeyAreOneJob() {
        HttpRequest request = door.request(SUBMIT, "Idempotency-Key", "k-50", "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RENAME))
                .build();
        var all = IntStream.range(0, 50).mapToObj(i -> door.sendAsync(request)).toList();
        Set<String> bodies = new HashSet<>();
        for (CompletableFuture<HttpResponse<String>> one : all) {
            HttpResponse<String> response = Door.checked(one.join());
            assertThat(response.statusCode()).isEqualTo(202);
            bodies.add(response.body());
        }
        assertThat(bodies).hasSize(1);
        assertThat(door.jobs.count()).isEqualTo(1);
    }

    @Test
    void aSubmitThatWaitsAnswersTheFinalStatusAsSoonAsItIsThere() {
        CompletableFuture<HttpResponse<String>> waiting =
                door.sendAsync(door.request(SUBMIT, "Prefer", "wait=20", "Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(RENAME))
                        .build());
        String jobId = awaitOneJob();
        door.jobs.put(
                new JobBuilder(jobId).succeeded("{}", "{\"files_changed\":0}").build());
        door.signals.over(jobId);
        HttpResponse<String> response = Door.checked(waiting.join());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("status").asText()).isEqualTo("succeeded");
        assertThat(response.headers().firstValue("Preference-Applied")).hasValue("wait=20");
    }

    private String awaitOneJob() {
        String jobId = "job_" + String.format("%024d", 1);
        try (var news = door.signals.subscribe(jobId)) {
            for (int i = 0; i < 40 && door.jobs.count() == 0; i++) {
                news.await(Duration.ofMillis(250));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(door.jobs.count()).isEqualTo(1);
        return jobId;
    }

    @Test
    void aSucceededJobShowsEverythingTheContractNames() {
        door.jobs.put(new JobBuilder("job_1")
                .succeeded(
                        "{\"recipe\":\"rename-method\",\"files_affected\":2}",
                        "{\"patch_sha256\":\"" + "a".repeat(64) + "\",\"files_changed\":2,\"insertions\":3}")
                .build());
        JsonNode job = json(door.get("/v2/jobs/job_1"));
        assertThat(job.path("object").asText()).isEqualTo("spark.job");
        assertThat(job.at("/result/patch_url").asText()).isEqualTo("/v2/jobs/job_1/patch");
        assertThat(job.at("/result/files_changed").asInt()).isEqualTo(2);
        assertThat(job.at("/plan/files_affected").asInt()).isEqualTo(2);
        assertThat(job.at("/progress/percent").asInt()).isEqualTo(100);
        assertThat(job.at("/usage/sau").asText()).isEqualTo("8");
        assertThat(job.at("/usage/sau_quoted").asText()).isEqualTo("7.5");
        assertThat(job.at("/usage/total_tokens").asInt()).isEqualTo(120);
        assertThat(job.at("/usage/wall_ms").asInt()).isEqualTo(2500);
        assertThat(job.at("/usage/simulated_device_ms").asInt()).isEqualTo(34);
        assertThat(job.at("/metadata/team").asText()).isEqualTo("a");
        assertThat(job.at("/timeline/0/stage").asText()).isEqualTo("index");
        assertThat(job.path("created_at").asText()).isEqualTo("2026-11-21T10:00:00.123Z");
    }

    @Test
    void aRefusedAndAFailedJobSayWhyWithoutCredentials() {
        door.jobs.put(new JobBuilder("job_1")
                .refused("[{\"kind\":\"name-clash\",\"symbol\":\"A#b()\",\"message\":\"m\"}]")
                .build());
        door.jobs.put(new JobBuilder("job_2")
                .repository("https://me:s3cret@host/x")
                .failed("repository_unavailable", "https://me:s3cret@host/x does not answer")
                .build());
        assertThat(json(door.get("/v2/jobs/job_1")).at("/conflicts/0/kind").asText())
                .isEqualTo("name-clash");
        HttpResponse<String> failed = door.get("/v2/jobs/job_2");
        assertThat(json(failed).at("/error/code").asText()).isEqualTo("repository_unavailable");
        assertThat(json(failed).at("/error/retryable").asBoolean()).isTrue();
        assertThat(failed.body()).doesNotContain("s3cret");
        assertThat(door.get("/v2/jobs").body()).doesNotContain("s3cret");
    }

    @Test
    void aVersionThatIsKnownIsNotSentAgain() {
        door.jobs.put(new JobBuilder("job_1").at(Stage.PLAN, 0, 1, 0.5).build());
        HttpResponse<String> first = door.get("/v2/jobs/job_1");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(first.headers().firstValue("Retry-After")).hasValue("1");
        HttpResponse<String> second = door.get("/v2/jobs/job_1", "If-None-Match", etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        String page = door.get("/v2/jobs").headers().firstValue("ETag").orElseThrow();
        assertThat(door.get("/v2/jobs", "If-None-Match", page).statusCode()).isEqualTo(304);
        door.jobs.put(new JobBuilder(job("job_1")).status(JobStatus.CANCELLED).build());
        assertThat(door.get("/v2/jobs/job_1", "If-None-Match", etag).statusCode())
                .isEqualTo(200);
        assertThat(door.get("/v2/jobs", "If-None-Match", page).statusCode()).isEqualTo(200);
    }

    private Job job(String jobId) {
        return door.jobs.find(dev.refactory.kit.tenant.TenantId.DEFAULT, jobId).orElseThrow();
    }

    @Test
    void aLongPollAnswersWhenTheVersionChanges() throws Exception {
        door.jobs.put(new JobBuilder("job_1").at(Stage.PLAN, 0, 1, 0).build());
        CompletableFuture<HttpResponse<String>> waiting =
                door.sendAsync(door.request("/v2/jobs/job_1?wait=25s", "If-None-Match", "W/\"1\"")
                        .build());
        awaitWatched(1);
        door.jobs.put(new JobBuilder(job("job_1")).at(Stage.TRANSFORM, 1, 2, 0).build());
        door.signals.changed("job_1");
        HttpResponse<String> response = Door.checked(waiting.join());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("status").asText()).isEqualTo("running");
        awaitWatched(0);
    }

    @Test
    void aLongPollHearsOfAChangeNobodySignalled() throws Exception {
        door.jobs.put(new JobBuilder("job_1").at(Stage.PLAN, 0, 1, 0).build());
        CompletableFuture<HttpResponse<String>> waiting =
                door.sendAsync(door.request("/v2/jobs/job_1?wait=25").build());
        awaitWatched(1);
        door.jobs.put(new JobBuilder(job("job_1")).status(JobStatus.CANCELLED).build());
        assertThat(json(Door.checked(waiting.join())).path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void aLongPollWithoutNewsEndsInTime() {
        door.jobs.put(new JobBuilder("job_1").at(Stage.PLAN, 0, 1, 0).build());
        HttpResponse<String> response = door.get("/v2/jobs/job_1?wait=50ms", "If-None-Match", "W/\"1\"");
        assertThat(response.statusCode()).isEqualTo(304);
    }

    /// Waits until this many jobs are watched.
    private void awaitWatched(int jobs) throws InterruptedException {
        try (var pause = door.signals.subscribe("job_nobody")) {
            for (int i = 0; i < 400 && door.signals.watchedJobs() != jobs + 1; i++) {
                pause.await(Duration.ofMillis(25));
            }
        }
        assertThat(door.signals.watchedJobs()).isEqualTo(jobs);
    }

    @Test
    void pagesFollowEachOtherByCursor() {
        for (int i = 10; i < 15; i++) {
            door.jobs.put(new JobBuilder("job_" + i).build());
        }
        JsonNode first = json(door.get("/v2/jobs?limit=2"));
        assertThat(first.at("/data/0/job_id").asText()).isEqualTo("job_14");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        String cursor = first.path("next_cursor").asText();
        assertThat(cursor).doesNotContain("job_");
        JsonNode second = json(door.get("/v2/jobs?limit=2&after=" + cursor));
        assertThat(second.at("/data/0/job_id").asText()).isEqualTo("job_12");
        JsonNode third = json(
                door.get("/v2/jobs?limit=2&after=" + second.path("next_cursor").asText()));
        assertThat(third.path("data").size()).isEqualTo(1);
        assertThat(third.path("next_cursor").isNull()).isTrue();
        assertThat(json(door.get("/v2/jobs?status=failed")).path("data").isEmpty())
                .isTrue();
    }

    @Test
    void thePatchAndTheFindingsAreServedAsTheyAre() {
        byte[] patch = {'d', 'i', 'f', 'f', '\n'};
        door.jobs.put(new JobBuilder("job_1").succeeded("{}", "{}").build());
        door.jobs.artifact("job_1", "patch", patch);
        door.jobs.artifact("job_1", "mail", "From abc".getBytes(StandardCharsets.UTF_8));
        door.jobs.artifact(
                "job_1",
                "findings",
                "[{\"file\":\"A.java\",\"line\":1,\"message\":\"m\"}]".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = door.get("/v2/jobs/job_1/patch");
        assertThat(response.body()).isEqualTo("diff\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/x-diff");
        assertThat(door.get("/v2/jobs/job_1/patch?series=1").body()).isEqualTo("From abc");
        assertThat(json(door.get("/v2/jobs/job_1/findings")).at("/data/0/file").asText())
                .isEqualTo("A.java");
    }

    @Test
    void noChangeNeededIsAnEmptyPatch() {
        door.jobs.put(
                new JobBuilder("job_1").succeeded("{}", "{\"files_changed\":0}").build());
        HttpResponse<String> response = door.get("/v2/jobs/job_1/patch");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(json(door.get("/v2/jobs/job_1/findings")).path("data").isEmpty())
                .isTrue();
    }

    @Test
    void aJobIsCancelledOnceAndRetriedUnderANewId() {
        HttpResponse<String> submitted = door.post(SUBMIT, RENAME);
        String jobId = json(submitted).path("job_id").asText();
        assertThat(door.post("/v2/jobs/" + jobId + "/retry", "").statusCode()).isEqualTo(409);
        HttpResponse<String> cancelled = door.post("/v2/jobs/" + jobId + "/cancel", "");
        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(json(cancelled).path("status").asText()).isEqualTo("cancelled");
        assertThat(door.post("/v2/jobs/" + jobId + "/cancel", "").statusCode()).isEqualTo(409);
        HttpResponse<String> retried = door.post("/v2/jobs/" + jobId + "/retry", "", "Idempotency-Key", "again");
        assertThat(retried.statusCode()).isEqualTo(202);
        String next = json(retried).path("job_id").asText();
        assertThat(next).isNotEqualTo(jobId);
        assertThat(door.jobs.commandOf(next).request())
                .isEqualTo(door.jobs.commandOf(jobId).request());
        assertThat(door.jobs.commandOf(next).maxMilliSau()).isEqualTo(7500);
        assertThat(door.jobs.commandOf(next).deadline()).isEqualTo(Duration.ofMinutes(10));
        assertThat(door.post("/v2/jobs/" + jobId + "/retry", "", "Idempotency-Key", "again")
                        .body())
                .isEqualTo(retried.body());
    }

    @Test
    void aRunningJobIsAskedToStop() {
        door.jobs.put(new JobBuilder("job_1").at(Stage.TRANSFORM, 0, 2, 0).build());
        HttpResponse<String> response = door.post("/v2/jobs/job_1/cancel", "");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).path("cancel_requested").asBoolean()).isTrue();
    }

    @Test
    void withoutItsDatabaseTheDoorSaysSoAndRecovers() {
        door.jobs.breakWith(new RefactoryException(ErrorCode.DATABASE_UNAVAILABLE, "postgres", "Postgres is away."));
        HttpResponse<String> response = door.post(SUBMIT, RENAME);
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).path("code").asText()).isEqualTo("database_unavailable");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        door.jobs.breakWith(new IllegalStateException("inside"));
        assertThat(json(door.get("/v2/jobs")).path("code").asText()).isEqualTo("internal");
        door.jobs.breakWith(null);
        assertThat(door.post(SUBMIT, RENAME).statusCode()).isEqualTo(202);
    }
}
