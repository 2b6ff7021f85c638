package dev.refactory.api;

import static dev.refactory.api.Door.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.kit.http.HealthChecks.Health;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `openapi.yaml` and the server say the same. Every other test's answers are held against it too.
class ContractTest {
    private static final Map<String, List<String>> JSON = Map.of("Content-Type", List.of("application/json"));
    private static Door door;

    @BeforeAll
    static void open() {
        door = new Door(2);
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void theContractNoticesAnAnswerItDoesNotDescribe() {
        assertThat(notices("/healthz", 200, "{\"status\":\"ok\"}")).isFalse();
        assertThat(notices("/healthz", 200, "{\"status\":\"fine\"}")).isTrue();
        assertThat(notices("/healthz", 200, "{\"status\":\"ok\",\"more\":1}")).isTrue();
        assertThat(notices("/healthz", 201, "{\"status\":\"ok\"}")).isTrue();
        String page = "{\"object\":\"list\",\"data\":[],\"has_more\":false,\"next_cursor\":";
        assertThat(notices("/v2/jobs", 200, page + "null}")).isFalse();
        assertThat(notices("/v2/jobs", 200, page + "\"x\"}")).isFalse();
        assertThat(notices("/v2/jobs", 200, page + "7}")).isTrue();
        String job = door.post(Door.SUBMIT, JobsOverHttpTest.RENAME).body();
        assertThat(notices("/v2/jobs/job_1", 200, job)).isFalse();
        assertThat(notices("/v2/jobs/job_1", 200, job.replace("\"queued\"", "\"waiting\"")))
                .isTrue();
        assertThat(notices("/v2/jobs/job_1", 200, job.replace("\"error\":null", "\"error\":{}")))
                .isTrue();
    }

    private static boolean notices(String path, int status, String body) {
        return Door.report(path, "GET", status, body, JSON).hasErrors();
    }

    @Test
    void whatCanBeAskedForIsListed() {
        JsonNode recipes = json(door.get("/v2/recipes"));
        assertThat(recipes.at("/data/2/name").asText()).isEqualTo("rename-method");
        assertThat(recipes.at("/data/2/parameters/2/required").asBoolean()).isFalse();
        JsonNode recipe = json(door.get("/v2/recipes/rename-method"));
        assertThat(recipe).isEqualTo(recipes.at("/data/2"));
        assertThat(recipe.at("/instructions/0").asText()).isEqualTo("Rename method com.acme.Foo#bar to baz");
        assertThat(json(door.get("/v2/recipes/rename-methd")).path("detail").asText())
                .contains("did you mean rename-method");
        JsonNode models = json(door.get("/v2/models"));
        assertThat(models.path("data").findValuesAsText("id")).containsExactly("gpt-5.3-codex-spark", "recipes-1");
        assertThat(models.at("/data/0/stands_for").asText()).isEqualTo("recipes-1");
        assertThat(json(door.get("/v2/models/recipes-1"))).isEqualTo(models.at("/data/1"));
        assertThat(door.get("/v2/models/gpt-9").statusCode()).isEqualTo(404);
        JsonNode member = json(door.get("/v2/accelerators")).at("/data/0");
        assertThat(member.path("simulated").asBoolean()).isTrue();
        assertThat(member.at("/batches_by_distinct_jobs/1").asInt()).isEqualTo(4);
        JsonNode limits = json(door.get("/v2/limits")).path("limits");
        assertThat(limits.path("page_max").asInt()).isEqualTo(200);
        assertThat(limits.size()).isEqualTo(Limits.all().size());
    }

    @Test
    void usageAndLedgerAreShownWithoutCredentials() {
        HttpResponse<String> usage = door.get("/v2/usage");
        assertThat(json(usage).at("/data/0/repository").asText()).isEqualTo("https://***@host/x");
        assertThat(json(usage).path("from").asText()).isEqualTo("2026-10-23");
        assertThat(json(usage).at("/total/sau").asText()).isEqualTo("12.5");
        JsonNode byRecipe = json(door.get("/v2/usage?by=recipe,day"));
        assertThat(byRecipe.at("/data/0/repository").isNull()).isTrue();
        assertThat(byRecipe.at("/data/0/recipe").asText()).isEqualTo("rename-method");
        assertThat(byRecipe.at("/data/0/outcomes/succeeded").asInt()).isEqualTo(2);
        assertThat(byRecipe.path("by").toString()).isEqualTo("[\"day\",\"recipe\"]");
        JsonNode entry = json(door.get("/v2/ledger?job_id=job_1")).at("/data/0");
        assertThat(entry.path("complexity").asText()).isEqualTo("1.5");
        assertThat(entry.path("sau").asText()).isEqualTo("7.5");
        JsonNode cards = json(door.get("/v2/ledger")).path("rate_cards");
        assertThat(cards).extracting(card -> card.path("version").asText()).containsExactly("2", "1");
        assertThat(cards).extracting(card -> card.path("exponent").asText()).containsExactly("0.5", "0.8228");
    }

    @Test
    void healthReadinessMetricsAndTheContractAreServed() {
        assertThat(door.get("/healthz").statusCode()).isEqualTo(200);
        door.health.register("postgres", () -> Health.down("refused"));
        assertThat(door.get("/readyz").statusCode()).isEqualTo(503);
        door.health.register("postgres", () -> Health.up("answers"));
        assertThat(door.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(door.get("/metrics").body()).contains("http_route=\"/readyz\"");
        assertThat(door.get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }

    @Test
    void thePageMayLoadNothingFromElsewhereAndHoldsNothingInline() {
        HttpResponse<String> page = door.get("/dashboard");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body())
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("style=");
        for (String file : List.of("app.js", "views.js", "style.css")) {
            HttpResponse<String> part =
                    door.sendAsync(door.request("/dashboard/" + file).build()).join();
            assertThat(part.statusCode()).as(file).isEqualTo(200);
            assertThat(part.body())
                    .as(file)
                    .isNotBlank()
                    .doesNotContain("innerHTML")
                    .doesNotContain("insertAdjacentHTML")
                    .doesNotContain("document.write")
                    .doesNotContain("://");
        }
    }

    @Test
    void whatIsNotBuiltIsNotFound() {
        for (String path : List.of("/v2/reviews", "/v2/embeddings", "/v2/chat/completions", "/hooks/github")) {
            HttpResponse<String> response =
                    door.sendAsync(door.request(path).build()).join();
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(json(response).path("code").asText()).isEqualTo("not_found");
        }
    }
}
