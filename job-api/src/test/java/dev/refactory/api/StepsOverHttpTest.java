package dev.refactory.api;

import static dev.refactory.api.Door.SUBMIT;
import static dev.refactory.api.Door.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.SubmitJob;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a request asks to be done: recipes by name, several of them, or plain words; for real, or as a quote.
class StepsOverHttpTest {
    private static final String RENAME = BadBodies.RECIPE;
    private static final String FIND = "{'name': 'find-usages', 'parameters': {'symbol': 'a.B'}}";

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(2);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private HttpResponse<String> submit(String path, String body, String... headers) {
        return door.post(path, body.replace('\'', '"'), headers);
    }

    private SubmitJob command(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return door.jobs.commandOf(json(accepted).path("job_id").asText());
    }

    @Test
    void aListOfRecipesIsACompositionInTheOrderGiven() {
        HttpResponse<String> accepted = submit(SUBMIT, BadBodies.recipe("[" + RENAME + "," + FIND + "]"));
        SubmitJob command = command(accepted);
        JsonNode steps = Json.tree(command.request()).path("steps");
        assertThat(steps.findValuesAsText("name")).containsExactly("rename-method", "find-usages");
        assertThat(steps.at("/0/parameters/newName").asText()).isEqualTo("d");
        assertThat(command.recipe()).isEqualTo("composition");
        assertThat(json(accepted).path("steps")).isEqualTo(steps);
    }

    @Test
    void oneRecipeAndAListOfItAreTheSameRequestToTheQueue() {
        SubmitJob one = command(submit(SUBMIT, BadBodies.recipe(RENAME)));
        SubmitJob list = command(submit(SUBMIT, BadBodies.recipe("[" + RENAME + "]")));
        assertThat(list.request()).isEqualTo(one.request());
        assertThat(list.recipe()).isEqualTo("rename-method");
    }

    @Test
    void plainWordsBecomeStepsAndAreKept() {
        String words = "Rename method a.B#c to d, then Rename method a.B#e to f";
        HttpResponse<String> accepted = submit(SUBMIT, said("'" + words + "'"));
        SubmitJob command = command(accepted);
        JsonNode request = Json.tree(command.request());
        assertThat(request.path("instruction").asText()).isEqualTo(words);
        assertThat(request.at("/steps/1/parameters/method").asText()).isEqualTo("a.B#e");
        assertThat(json(accepted).path("instruction").asText()).isEqualTo(words);
        String parts = "[{'type': 'text', 'text': 'Rename method a.B#c'}, {'type': 'text', 'text': ' to d'}]";
        assertThat(submit(SUBMIT, said(parts)).statusCode()).isEqualTo(422);
        String part = "[{'type': 'text', 'text': '  Rename method a.B#c to d\\n'}]";
        assertThat(command(submit(SUBMIT, said(part))).recipe()).isEqualTo("rename-method");
    }

    private static String said(String content) {
        return BadBodies.messages("[{'role': 'user', 'content': " + content + "}]");
    }

    @Test
    void besideARecipeMessagesAreNotRead() {
        String messages = ", 'messages': [{'role': 'system', 'content': 'x'}, {'role': 'user', 'content': 'y'}]";
        SubmitJob command = command(submit(SUBMIT, BadBodies.body(RENAME, BadBodies.CONTEXT, messages)));
        assertThat(command.request()).doesNotContain("instruction");
    }

    @Test
    void aCompositionHasAnEnd() {
        String list = "[" + (RENAME + ",").repeat(Limits.STEPS - 1) + RENAME + "]";
        assertThat(submit(SUBMIT, BadBodies.recipe(list)).statusCode()).isEqualTo(202);
    }

    @Test
    void theCacheIsUsedUnlessTheCallerSaysNo() {
        assertThat(command(submit(SUBMIT, BadBodies.recipe(RENAME))).request()).doesNotContain("cache");
        String without = BadBodies.body(RENAME, BadBodies.CONTEXT, ", 'options': {'cache': false}");
        assertThat(command(submit(SUBMIT, without)).request()).startsWith("{\"cache\":false,");
    }

    @Test
    void aJobIsAboutTheBranchThatWasAskedForAndFilesAreAboutNone() {
        assertThat(branch("{'git_url': 'https://example.org/a.git', 'ref': 'next'}"))
                .isEqualTo("next");
        assertThat(branch("{'git_url': 'https://example.org/a.git'}")).isEmpty();
        assertThat(branch("{'git_url': 'https://example.org/a.git', 'commit': '" + "a".repeat(40) + "'}"))
                .isEmpty();
        assertThat(branch("{'files': [{'path': 'A.java', 'content': 'class A {}'}]}"))
                .isNull();
    }

    private @Nullable String branch(String context) {
        return command(submit(SUBMIT, BadBodies.body(RENAME, context, ""))).branch();
    }

    @Test
    void aQuoteIsAJobThatStopsWhenItIsPlanned() {
        HttpResponse<String> accepted = submit("/v2/quotes", BadBodies.recipe(RENAME), "Idempotency-Key", "q");
        SubmitJob command = command(accepted);
        assertThat(command.dryRun()).isTrue();
        assertThat(json(accepted).path("quote").isNull()).isTrue();
        assertThat(submit("/v2/quotes", BadBodies.recipe(RENAME), "Idempotency-Key", "q")
                        .body())
                .isEqualTo(accepted.body());
        HttpResponse<String> asSubmit = submit(SUBMIT, BadBodies.recipe(RENAME), "Idempotency-Key", "q");
        assertThat(json(asSubmit).path("code").asText()).isEqualTo("idempotency_conflict");
    }

    @Test
    void tooManyQuotesAreRefusedWithTheTimeOfTheNextTry() {
        door.jobs.full(true);
        HttpResponse<String> refused = submit("/v2/quotes", BadBodies.recipe(RENAME));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).path("subject").asText()).isEqualTo("quotes_per_minute");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("13");
        assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"quotes_per_minute\";r=0;t=13");
        assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"quotes_per_minute\";q=60;w=60");
    }

    @Test
    void aQuoteNamesEveryInputOfItsPrice() {
        door.jobs.put(new JobBuilder("job_1")
                .dryRun()
                .quoted("{\"commit\":\"" + "c".repeat(40) + "\",\"files_affected\":40,\"tasks\":2}")
                .build());
        JsonNode quote = json(door.get("/v2/jobs/job_1")).path("quote");
        assertThat(quote.path("sau").asText()).isEqualTo("7.5");
        assertThat(quote.path("rate_card").asText()).isEqualTo("1");
        assertThat(quote.path("indexed_lines").asInt()).isEqualTo(12_345);
        assertThat(quote.path("complexity").asText()).isEqualTo("1.5");
        assertThat(quote.path("commit").asText()).isEqualTo("c".repeat(40));
        assertThat(quote.path("files_affected").asInt()).isEqualTo(40);
        assertThat(quote.path("tasks").asInt()).isEqualTo(2);
        assertThat(quote.path("quote_expires_at").asText()).isEqualTo("2026-11-22T10:00:03.623Z");
    }

    @Test
    void aCachedAnswerIsCalledOne() {
        door.jobs.put(new JobBuilder("job_1")
                .succeeded("{}", "{\"files_changed\":1,\"cached\":true,\"cached_from\":\"job_0\"}")
                .build());
        JsonNode job = json(door.get("/v2/jobs/job_1"));
        assertThat(job.path("cached").asBoolean()).isTrue();
        assertThat(job.at("/result/cached_from").asText()).isEqualTo("job_0");
        assertThat(json(door.get("/v2/jobs")).at("/data/0/cached").asBoolean()).isTrue();
    }
}
