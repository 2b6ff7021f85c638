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
    private static final String RECIPE =
            "{'name': 'rename-method', 'parameters': {'method': 'a.B#c()', 'newName': 'd'}}";
    private static final String CONTEXT = "{'git_url': 'https://host/a.git'}";
    private static Door door;

    @BeforeAll
    static void open() {
        door = new Door(2);
        door.jobs.put(new JobBuilder("job_run").at(Stage.PLAN, 0, 1, 0).build());
        door.jobs.put(new JobBuilder("job_bad").failed("internal", "m").build());
        door.jobs.put(new JobBuilder("job_dry").dryRun().succeeded("{}", "{}").build());
    }

    @AfterAll
    static void close() {
        door.close();
    }

    private static String body(String recipe, String context, String rest) {
        return "{'recipe': " + recipe + ", 'repository_context': " + context + rest + "}";
    }

    private static String recipe(String recipe) {
        return body(recipe, CONTEXT, "");
    }

    private static String context(String context) {
        return body(RECIPE, context, "");
    }

    private static String rest(String rest) {
        return body(RECIPE, CONTEXT, ", " + rest);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("", 400, "malformed_json", "body", "send one JSON object"),
                arguments("{", 400, "malformed_json", "body", "line 1"),
                arguments("{'a': 1, 'a': 2}", 400, "malformed_json", "body", "Duplicate"),
                arguments("{} {}", 400, "malformed_json", "body", "send one JSON object"),
                arguments("[".repeat(5000), 400, "malformed_json", "body", "64"),
                arguments("{'n': NaN}", 400, "malformed_json", "body", "send one JSON object"),
                arguments("[]", 422, "invalid_request", "body", "one JSON object"),
                arguments("{}", 422, "invalid_request", "recipe", "GET /v2/recipes"),
                arguments(recipe("'x'"), 422, "invalid_request", "recipe", "not a string"),
                arguments(recipe("{}"), 422, "invalid_request", "recipe.name", "GET /v2/recipes"),
                arguments(
                        recipe("{'name': 'rename-methods'}"),
                        422,
                        "unknown_recipe",
                        "recipe.name",
                        "did you mean rename-method"),
                arguments(
                        recipe("{'name': 'zzzzzzzzzzzzzzz'}"),
                        422,
                        "unknown_recipe",
                        "recipe.name",
                        "known: find-types"),
                arguments(
                        recipe("{'name': 'rename-method'}"),
                        422,
                        "invalid_parameter",
                        "recipe.parameters.method",
                        "for example com.acme.Foo#bar(int)"),
                arguments(
                        recipe("{'name': 'rename-method', 'parameters': {'method': 'm', 'newname': 'd'}}"),
                        422,
                        "invalid_parameter",
                        "recipe.parameters.newname",
                        "did you mean newName"),
                arguments(
                        recipe("{'name': 'find-usages', 'parameters': {'symbol': {}}}"),
                        422,
                        "invalid_parameter",
                        "recipe.parameters.symbol",
                        "Must be a string"),
                arguments(
                        recipe("{'name': 'find-usages', 'parameters': {'symbol': '  '}}"),
                        422,
                        "invalid_parameter",
                        "recipe.parameters.symbol",
                        "not only blanks"),
                arguments(
                        recipe("[" + RECIPE + "," + RECIPE + "]"),
                        422,
                        "not_available",
                        "recipe",
                        "one job per recipe"),
                arguments(
                        "{'messages': [{'role': 'user', 'content': 'rename'}], 'repository_context': " + CONTEXT + "}",
                        422,
                        "not_available",
                        "messages",
                        "give recipe"),
                arguments("{'recipe': " + RECIPE + "}", 422, "invalid_request", "repository_context", "git_url"),
                arguments(context("{}"), 422, "invalid_request", "repository_context", "exactly one"),
                arguments(
                        context("{'git_url': 'https://h/x', 'files': []}"),
                        422,
                        "invalid_request",
                        "repository_context",
                        "exactly one"),
                arguments(
                        context("{'repository_id': 'repo_1'}"),
                        422,
                        "not_available",
                        "repository_context.repository_id",
                        "give git_url"),
                arguments(
                        context("{'git_url': 'ext::sh -c id'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "https://host/path.git"),
                arguments(
                        context("{'git_url': 'relative/path'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "absolute path"),
                arguments(
                        context("{'git_url': 'https:///nohost'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "not a Git URL"),
                arguments(
                        context("{'git_url': 'https://u:s3cret@h/x'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "give https://h/x"),
                arguments(
                        context("{'git_url': 'https://h/x?token=s3cret'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "give https://h/x"),
                arguments(
                        context("{'git_url': 'https://h/x\\u000d\\u000aHost: y'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "control characters"),
                arguments(
                        context("{'git_url': 'https://h/" + "x".repeat(3000) + "'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "2048"),
                arguments(
                        context("{'git_url': 'https://h/x', 'ref': '--upload-pack=x'}"),
                        422,
                        "invalid_request",
                        "repository_context.ref",
                        "branch"),
                arguments(
                        context("{'git_url': 'https://h/x', 'commit': 'abc'}"),
                        422,
                        "invalid_request",
                        "repository_context.commit",
                        "goes in ref"),
                arguments(
                        context("{'git_url': 'https://h/x', 'ref': 'a', 'commit': '" + "a".repeat(40) + "'}"),
                        422,
                        "invalid_request",
                        "repository_context.commit",
                        "not both"),
                arguments(context("{'files': []}"), 422, "invalid_request", "repository_context.files", "1 to 10000"),
                arguments(
                        context("{'files': [{'path': '../x', 'content': ''}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].path",
                        "relative"),
                arguments(
                        context("{'files': [{'path': 'a/.GIT/config', 'content': ''}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].path",
                        ".git"),
                arguments(
                        context("{'files': [{'path': '/etc/passwd', 'content': ''}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].path",
                        "relative"),
                arguments(
                        context("{'files': [{'path': 'a', 'content': 1}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].content",
                        "string"),
                arguments(
                        context("{'files': [{'path': 'a', 'content_base64': '***'}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].content_base64",
                        "base64"),
                arguments(
                        context("{'files': [{'path': 'a', 'content': ''}, {'path': 'a', 'content': ''}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[1].path",
                        "keep one"),
                arguments(
                        context("{'files': [{'path': 'a', 'content': '" + "x".repeat((8 << 20) + 1) + "'}]}"),
                        422,
                        "limit_exceeded",
                        "repository_context.files",
                        "git_url"),
                arguments(rest("'model': 'gpt-9'"), 422, "invalid_request", "model", "known: gpt-5.3-codex-spark"),
                arguments(rest("'options': {'verify': 'test'}"), 422, "not_available", "options.verify", "use compile"),
                arguments(
                        rest("'options': {'verify': 'x'}"),
                        422,
                        "invalid_request",
                        "options.verify",
                        "parse or compile"),
                arguments(rest("'options': {'tier': 'fast'}"), 422, "invalid_request", "options.tier", "interactive"),
                arguments(
                        rest("'options': {'dry_run': 'yes'}"),
                        422,
                        "invalid_request",
                        "options.dry_run",
                        "true or false"),
                arguments(rest("'options': {'max_sau': -1}"), 422, "invalid_request", "options.max_sau", "from 0"),
                arguments(rest("'options': {'max_sau': 1e99999}"), 422, "invalid_request", "options.max_sau", "from 0"),
                arguments(rest("'options': {'optoin': 1}"), 422, "invalid_request", "options.optoin", "Unknown member"),
                arguments(rest("'deadline': '25h'"), 422, "invalid_request", "deadline", "24h"),
                arguments(rest("'deadline': 0"), 422, "invalid_request", "deadline", "from 1s"),
                arguments(rest("'callback_url': 'https://x'"), 422, "not_available", "callback_url", "events"),
                arguments(rest("'metadata': {'a': {}}"), 422, "invalid_request", "metadata", "strings"),
                arguments(rest("'metadata': 'a'"), 422, "invalid_request", "metadata", "object"),
                arguments(rest("'tenant_id': 'other'"), 422, "invalid_request", "tenant_id", "Unknown member"),
                arguments(rest("'__proto__': {}"), 422, "invalid_request", "__proto__", "Unknown member"),
                arguments(rest("'recipes': 1"), 422, "invalid_request", "recipes", "did you mean recipe"));
    }

    @ParameterizedTest(name = "{2} {3}")
    @MethodSource("bodies")
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
        String good = body(RECIPE, CONTEXT, "").replace('\'', '"');
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
                door.get("/v2/jobs/job_dry/findings", "Accept", "application/sarif+json"),
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
        HttpResponse<String> response =
                door.post(SUBMIT, recipe("{'name': 'find-types'}").replace('\'', '"'));
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
            String body = body("[" + RECIPE + "]", context, rest).replace('\'', '"');
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
