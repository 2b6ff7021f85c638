package dev.refactory.api;

import static dev.refactory.api.Door.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Indexes out and in over HTTP.
class ScipOverHttpTest {
    private static final String COMMIT = "b".repeat(40);
    private static final String PATH = "src/p/Alpha.java";
    private static final String ONE = "/v2/repositories/repo_1";
    private static final String SCIP = ONE + "/scip";

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(2);
        door.repositories.remote("repo_1", "https://host/acme.git");
        door.repositories.source(PATH, "class Alpha {}\n");
    }

    @AfterEach
    void close() {
        door.close();
    }

    private void index() {
        SymbolInfo alpha =
                new SymbolInfo("p.Alpha", SymbolKind.CLASS, "Alpha", "p", PATH, Set.of(), "class Alpha", false, false);
        Occurrence place = new Occurrence(new Range(6, 11), "p.Alpha", Set.of(Role.DEFINITION));
        door.repositories.index(
                "repo_1",
                "main",
                COMMIT,
                new FileFacts(PATH, PATH, "java", 1, List.of(alpha), List.of(place), List.of(), List.of(), List.of()));
    }

    private HttpResponse<byte[]> take() throws Exception {
        return java.net.http.HttpClient.newHttpClient().send(door.request(SCIP).build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> give(String query, byte[] index, String type) {
        return door.send(door.request(SCIP + query)
                .POST(BodyPublishers.ofByteArray(index))
                .header("Content-Type", type)
                .build());
    }

    @Test
    void whatIsTakenAwayCanBeGivenBackAndLookedInto() throws Exception {
        index();
        HttpResponse<byte[]> taken = take();
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.headers().firstValue("Content-Type")).hasValue("application/x-scip");
        assertThat(taken.headers().firstValue("Refactory-Commit")).hasValue(COMMIT);
        assertThat(new String(taken.body(), StandardCharsets.UTF_8)).contains("refactory . . . p/Alpha#");

        HttpResponse<String> given = give("?ref=main", taken.body(), "application/x-scip");
        assertThat(given.statusCode()).isEqualTo(201);
        JsonNode imported = json(given);
        assertThat(imported.path("source").asText()).isEqualTo("scip");
        assertThat(imported.path("tool").asText()).isEqualTo("refactory");
        assertThat(imported.path("documents").asInt()).isEqualTo(1);
        assertThat(imported.path("commit").asText()).isEqualTo(COMMIT);

        JsonNode found = json(door.get(ONE + "/symbols?q=Alpha&source=scip"));
        assertThat(found.path("source").asText()).isEqualTo("scip");
        assertThat(found.at("/data/0/symbol").asText()).isEqualTo("p.Alpha");
        JsonNode graph = json(door.get(ONE + "/graph?symbol=p.Alpha&source=scip"));
        assertThat(graph.at("/edges/0/to").asText()).isEqualTo("p.Alpha");
        assertThat(json(door.get(ONE + "/search?q=alpha&source=compiler"))
                        .path("source")
                        .asText())
                .isEqualTo("compiler");
    }

    @Test
    void beforeItIsIndexedThereIsNothingToTakeAndNothingToGiveTo() throws Exception {
        assertThat(take().statusCode()).isEqualTo(409);
        assertThat(give("", new byte[] {1}, "application/x-scip").statusCode()).isEqualTo(409);
        index();
        HttpResponse<String> none = door.get(ONE + "/symbols?q=Alpha&source=scip");
        assertThat(none.statusCode()).isEqualTo(409);
        assertThat(json(none).path("detail").asText()).contains("POST /v2/repositories/repo_1/scip imports one");
    }

    @Test
    void whatIsNoIndexIsRefusedWithTheReason() {
        index();
        HttpResponse<String> damaged = give("", new byte[] {1, 2, 3}, "application/x-scip");
        assertThat(damaged.statusCode()).isEqualTo(422);
        assertThat(json(damaged).path("code").asText()).isEqualTo("invalid_request");
        HttpResponse<String> other = give("", "{}".getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(other.statusCode()).isEqualTo(415);
        assertThat(json(other).path("detail").asText()).contains("application/x-scip");
        HttpResponse<String> outside = give("?root=../up", new byte[] {1}, "application/x-scip");
        assertThat(json(outside).path("detail").asText()).contains("is no directory of a repository");
        assertThat(door.get(ONE + "/symbols?q=Alpha&source=lsif").statusCode()).isEqualTo(422);
    }

    @Test
    void anExportThatFailsBeforeItsFirstByteIsAProblemDocument() throws Exception {
        SymbolInfo gone = new SymbolInfo("p.B", SymbolKind.CLASS, "B", "p", "B.java", Set.of(), "", false, false);
        Occurrence place = new Occurrence(new Range(0, 99), "p.B", Set.of(Role.DEFINITION));
        door.repositories.index(
                "repo_1",
                "main",
                COMMIT,
                new FileFacts(
                        "B.java", "none", "java", 1, List.of(gone), List.of(place), List.of(), List.of(), List.of()));
        door.repositories.unreadable("none");
        HttpResponse<byte[]> failed = take();
        assertThat(failed.statusCode()).isEqualTo(422);
        assertThat(new String(failed.body(), StandardCharsets.UTF_8)).contains("repository_unavailable");
    }
}
