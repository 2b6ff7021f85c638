package dev.refactory.api;

import static dev.refactory.api.Door.SUBMIT;
import static dev.refactory.api.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.queue.job.Stage;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is wrong is refused with a typed error that names its subject and the way out.
class BadInputTest {
    private static final String RECIPE = BadBodies.RECIPE;
    private static final String CONTEXT = BadBodies.CONTEXT;
    private static Door door;

    @BeforeAll
    static void open() {
        door = new Door(2);
        door.repositories.remote("repo_1", "https://host/acme.git");
        door.jobs.put(new JobBuilder("job_run").at(Stage.PLAN, 0, 1, 0).build());
        door.jobs.put(new JobBuilder("job_bad").failed("internal", "m").build());
        door.jobs.put(new JobBuilder("job_dry").dryRun().succeeded("{}", "{}").build());
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @ParameterizedTest(name = "{2} {3}")
    @MethodSource("dev.refactory.api.BadBodies#bodies")
    void aBodyThatIsWrongIsRefused(String body, int status, String code, String subject, String words) {
        int before = door.jobs.count();
        refused(door.post(SUBMIT, body.replace('\'', '"')), status, code, subject, words);
        assertThat(door.jobs.count()).isEqualTo(before);
    }

    static Stream<Arguments> gets() {
        String huge = "9".repeat(30);
        return Stream.of(
                arguments("/v2/jobs/job_none", 404, "not_found", "job_none", "GET /v2/jobs"),
                arguments("/v2/jobs/job_none/patch", 404, "not_found", "job_none", "GET /v2/jobs"),
                arguments("/v2/jobs/job_none/events", 404, "not_found", "job_none", "GET /v2/jobs"),
                arguments("/v2/jobs/job_run/patch", 409, "not_ready", "job_run", "?wait=25s"),
                arguments("/v2/jobs/job_run/findings", 409, "not_ready", "job_run", "?wait=25s"),
                arguments("/v2/jobs/job_bad/patch", 409, "invalid_state", "job_bad", "says why"),
                arguments("/v2/jobs/job_dry/patch", 409, "invalid_state", "job_dry", "without dry_run"),
                arguments("/v2/jobs/job_dry/patch?series=x", 422, "invalid_request", "series", "1 or 0"),
                arguments("/v2/jobs/job_run?wait=soon", 422, "invalid_request", "wait", "such as 25s"),
                arguments("/v2/jobs/job_run?wait=-5s", 422, "invalid_request", "wait", "such as 25s"),
                arguments("/v2/jobs?status=done", 422, "invalid_request", "status", "succeeded"),
                arguments("/v2/jobs?stats=failed", 422, "invalid_request", "stats", "did you mean status"),
                arguments("/v2/jobs?limit=201", 422, "invalid_request", "limit", "1 to 200"),
                arguments("/v2/jobs?limit=x", 422, "invalid_request", "limit", "1 to 200"),
                arguments("/v2/jobs?limit=1&limit=2", 422, "invalid_request", "limit", "once"),
                arguments("/v2/jobs?after=%27%3B+drop+table", 422, "invalid_request", "after", "next_cursor"),
                arguments("/v2/jobs/job_run/events?after=-1", 422, "invalid_request", "after", "from 0"),
                arguments("/v2/jobs/job_run/events?after=" + huge, 422, "invalid_request", "after", "from 0"),
                arguments("/v2/usage?from=yesterday", 422, "invalid_request", "from", "2026-11-21"),
                arguments("/v2/usage?from=2026-11-21&to=2026-11-20", 422, "invalid_request", "from", "not be after"),
                arguments("/v2/usage?by=month", 422, "invalid_request", "by", "some of day"),
                arguments("/v2/usage?by=day,day", 422, "invalid_request", "by", "some of day"),
                arguments("/v2/usage?from=2001-01-01", 422, "invalid_request", "from", "366"),
                arguments("/v2/ledger?limit=0", 422, "invalid_request", "limit", "1 to 200"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gets")
    void anAddressThatIsWrongIsRefused(String path, int status, String code, String subject, String words) {
        refused(door.get(path), status, code, subject, words);
    }

    @Test
    void headersThatAreWrongAreRefused() {
        String good = BadBodies.body(RECIPE, CONTEXT, "").replace('\'', '"');
        for (String key : new String[] {"x".repeat(256), "two words"}) {
            refused(
                    door.post(SUBMIT, good, "Idempotency-Key", key),
                    422,
                    "invalid_request",
                    "Idempotency-Key",
                    "printable");
        }
        refused(
                door.post(SUBMIT, good, "Idempotency-Key", "a", "Idempotency-Key", "b"),
                422,
                "invalid_request",
                "Idempotency-Key",
                "once");
        refused(door.post(SUBMIT, good, "Prefer", "wait=ever"), 422, "invalid_request", "Prefer", "wait=10");
        refused(
                door.post(SUBMIT, good, "Content-Encoding", "gzip"),
                415,
                "unsupported_media_type",
                "Content-Encoding",
                "as it is");
        refused(
                door.get("/v2/jobs/job_run/events", "Last-Event-ID", "-1"),
                422,
                "invalid_request",
                "Last-Event-ID",
                "from 0");
        refused(
                door.get("/v2/jobs/job_dry/findings", "Accept", "text/html"),
                406,
                "not_acceptable",
                "Accept",
                "application/json");
        HttpRequest form = door.request(SUBMIT, "Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(good))
                .build();
        refused(door.send(form), 415, "unsupported_media_type", "Content-Type", "application/json");
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        byte[] latin = "{\"recipe\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest request = door.request(SUBMIT, "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(latin))
                .build();
        refused(door.send(request), 400, "malformed_json", "body", "UTF-8");
    }

    @Test
    void aBodyAboveTheLimitIsTooLarge() {
        HttpResponse<String> response = door.post(SUBMIT, " ".repeat((16 << 20) + 1));
        refused(response, 413, "payload_too_large", "body", "/v2/limits");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        HttpResponse<String> response = door.post(
                SUBMIT,
                "{\"recipe\": {\"name\": \"rename-method\", \"parameters\": {\"to\": \"x\"}}, \"model\": \"m\","
                        + " \"repository_context\": {\"git_url\": \"x\"}, \"options\": {\"tier\": \"z\"}}");
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "model",
                        "recipe.parameters.to",
                        "recipe.parameters.method",
                        "recipe.parameters.newName",
                        "repository_context.git_url",
                        "options.tier");
        assertThat(json(response).path("detail").asText()).startsWith("6 fields are at fault");
    }

    @Test
    void aLimitOfTheQueueIsNamed() {
        door.jobs.full(true);
        HttpResponse<String> response =
                door.post(SUBMIT, BadBodies.recipe(RECIPE).replace('\'', '"'));
        door.jobs.full(false);
        refused(response, 429, "too_many_requests", "open_jobs", "wait for jobs to end");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void whatLooksSimilarAndIsRightIsAccepted() {
        for (String context : new String[] {
            "{'git_url': '/srv/git/acme'}",
            "{'git_url': 'file:///srv/git/acme.git'}",
            "{'git_url': 'git@host:team/acme.git', 'ref': 'feature/x@y'}",
            "{'git_url': 'https://host/a@b.git', 'commit': '" + "a".repeat(40) + "'}",
            "{'files': [{'path': 'a/..b/.gitignore', 'content': ''}]}"
        }) {
            String rest = ", 'temperature': 0, 'messages': [], 'model': 'recipes-1', 'deadline': 'PT1H'";
            String body = BadBodies.body("[" + RECIPE + "]", context, rest).replace('\'', '"');
            assertThat(door.post(SUBMIT, body).statusCode()).as(context).isEqualTo(202);
        }
    }

    private static void refused(HttpResponse<String> response, int status, String code, String subject, String words) {
        JsonNode problem = json(response);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("subject").asText()).isEqualTo(subject);
        assertThat(problem.path("detail").asText()).contains(words);
        assertThat(response.body()).doesNotContain("s3cret").doesNotContain("Exception");
    }
}
