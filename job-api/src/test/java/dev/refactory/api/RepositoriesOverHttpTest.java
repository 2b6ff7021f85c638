package dev.refactory.api;

import static dev.refactory.api.Door.SUBMIT;
import static dev.refactory.api.Door.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.SubmitJob;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Repositories the deployment knows, what is in them, and the credentials that reach private ones.
class RepositoriesOverHttpTest {
    private static final String OLD = "a".repeat(40);
    private static final String NEW = "b".repeat(40);
    private static final String ALL = "/v2/repositories";
    private static final String ONE = ALL + "/repo_1";

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(2);
        door.repositories.remote("repo_1", "https://host/acme.git");
    }

    @AfterEach
    void close() {
        door.close();
    }

    private static SymbolInfo symbol(String symbol, SymbolKind kind, String name, String container, String path) {
        return new SymbolInfo(symbol, kind, name, container, path, Set.of("public"), "public " + name, false, false);
    }

    private static FileFacts facts(
            String path, List<SymbolInfo> declared, List<Occurrence> occurrences, Relation... relations) {
        return new FileFacts(
                path, "0".repeat(40), "java", 9, declared, occurrences, List.of(relations), List.of(), List.of());
    }

    private void index() {
        String a = "src/p/Alpha.java";
        String b = "src/p/Beta.java";
        door.repositories.index("repo_1", "old", OLD);
        door.repositories.index(
                "repo_1",
                "main",
                NEW,
                facts(
                        a,
                        List.of(
                                symbol("p.Alpha", SymbolKind.CLASS, "Alpha", "p", a),
                                symbol("p.Alpha#run()", SymbolKind.METHOD, "run", "p.Alpha", a)),
                        List.of(new Occurrence(new Range(1, 6), "p.Alpha", Set.of(Role.DEFINITION)))),
                facts(
                        b,
                        List.of(symbol("p.Beta", SymbolKind.CLASS, "Beta", "p", b)),
                        List.of(new Occurrence(new Range(9, 14), "p.Alpha", Set.of(Role.EXTENDS))),
                        new Relation("p.Beta", Relation.Kind.EXTENDS, "p.Alpha")));
    }

    @Test
    void anAddressIsRegisteredOnceAndItsCommitIsIndexedAtNoCharge() {
        String body = "{\"git_url\": \"https://host/new.git\", \"ref\": \"main\"}";
        HttpResponse<String> made = door.post(ALL, body);
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode repository = json(made);
        String id = repository.path("id").asText();
        assertThat(made.headers().firstValue("Location")).hasValue(ALL + "/" + id);
        assertThat(repository.path("kind").asText()).isEqualTo("remote");
        SubmitJob indexing =
                door.jobs.commandOf(repository.path("indexing_job_id").asText());
        assertThat(indexing.dryRun()).isTrue();
        assertThat(Json.tree(indexing.request()).at("/repository/ref").asText()).isEqualTo("main");
        HttpResponse<String> again = door.post(ALL, body);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).path("id").asText()).isEqualTo(id);
        assertThat(json(door.get(ALL + "/" + id)).path("git_url").asText()).isEqualTo("https://host/new.git");
        door.jobs.full(true);
        assertThat(json(door.post(ALL, body)).path("indexing_job_id").isNull()).isTrue();
    }

    @Test
    void aBundleIsUploadedAndTheSameNameAddsToIt() {
        HttpResponse<String> made = bundle("?name=acme", "# v2 git bundle\n");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(json(made).path("kind").asText()).isEqualTo("upload");
        assertThat(json(made).path("name").asText()).isEqualTo("acme");
        assertThat(json(made).path("bytes").asInt()).isEqualTo(16);
        HttpResponse<String> more = bundle("?name=acme", "# v2 git bundle\nmore");
        assertThat(more.statusCode()).isEqualTo(200);
        assertThat(json(more).path("bytes").asInt()).isEqualTo(36);
        String context = "{'repository_id': '" + json(made).path("id").asText() + "', 'ref': 'main'}";
        SubmitJob job = submitted(context);
        assertThat(Json.tree(job.request()).at("/repository/kind").asText()).isEqualTo("upload");
        assertThat(job.repository()).isEqualTo("upload:acme");
    }

    private HttpResponse<String> bundle(String query, String content) {
        return door.send(door.request(ALL + query, "Content-Type", "application/x-git-bundle")
                .POST(BodyPublishers.ofString(content))
                .build());
    }

    private SubmitJob submitted(String context) {
        String body = BadBodies.body(BadBodies.RECIPE, context, "").replace('\'', '"');
        return door.jobs.commandOf(json(door.post(SUBMIT, body)).path("job_id").asText());
    }

    @Test
    void aKnownRemoteIsHandedOnWithItsAddress() {
        SubmitJob job = submitted("{'repository_id': 'repo_1', 'commit': '" + NEW + "'}");
        JsonNode repository = Json.tree(job.request()).path("repository");
        assertThat(repository.path("kind").asText()).isEqualTo("remote");
        assertThat(repository.path("git_url").asText()).isEqualTo("https://host/acme.git");
        assertThat(repository.path("commit").asText()).isEqualTo(NEW);
        assertThat(job.repository()).isEqualTo("https://host/acme.git");
    }

    @Test
    void jobsBelongToTheirRepositoryFromTheDayTheyAreSubmitted() {
        assertThat(submitted("{'git_url': 'https://host/acme.git'}").repositoryId())
                .isEqualTo("repo_1");
        assertThat(submitted("{'git_url': 'https://host/new.git'}").repositoryId())
                .isEqualTo("repo_of_https://host/new.git");
        assertThat(submitted("{'repository_id': 'repo_1'}").repositoryId()).isEqualTo("repo_1");
        String upload =
                json(bundle("?name=acme", "# v2 git bundle\n")).path("id").asText();
        assertThat(submitted("{'repository_id': '" + upload + "'}").repositoryId())
                .isEqualTo(upload);
        assertThat(submitted("{'files': [{'path': 'A.java', 'content': 'class A {}'}]}")
                        .repositoryId())
                .isNull();
    }

    @Test
    void anAddressThatIsNotFetchedFromIsRefusedBeforeThereIsAJob() {
        door.repositories.remote("repo_2", "/forbidden/by/now");
        for (String context : List.of("{'git_url': '/forbidden/x'}", "{'repository_id': 'repo_2'}")) {
            HttpResponse<String> refused = door.post(
                    SUBMIT, BadBodies.body(BadBodies.RECIPE, context, "").replace('\'', '"'));
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(json(refused).path("code").asText()).isEqualTo("path_not_allowed");
            assertThat(json(refused).path("detail").asText()).contains("may not read /forbidden/");
            assertThat(json(refused).at("/errors/0/field").asText()).startsWith("repository_context.");
        }
        assertThat(json(door.get("/v2/jobs")).path("data")).isEmpty();
        HttpResponse<String> registered = door.post(ALL, "{\"git_url\": \"/forbidden/x\"}");
        assertThat(registered.statusCode()).isEqualTo(403);
    }

    @Test
    void repositoriesAreListedByPageAndDeleted() {
        door.repositories.remote("repo_2", "https://host/b.git");
        door.repositories.remote("repo_3", "https://host/c.git");
        JsonNode first = json(door.get(ALL + "?limit=2"));
        assertThat(first.path("data").findValuesAsText("id")).containsExactly("repo_3", "repo_2");
        JsonNode second = json(
                door.get(ALL + "?limit=2&after=" + first.path("next_cursor").asText()));
        assertThat(second.path("data").findValuesAsText("id")).containsExactly("repo_1");
        assertThat(second.path("has_more").asBoolean()).isFalse();
        door.repositories.busy("repo_1");
        assertThat(json(delete(ONE)).path("code").asText()).isEqualTo("invalid_state");
        door.repositories.busy("");
        assertThat(delete(ONE).statusCode()).isEqualTo(204);
        assertThat(delete(ONE).statusCode()).isEqualTo(404);
        assertThat(door.get(ONE).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> delete(String path) {
        return door.send(door.request(path).DELETE().build());
    }

    @Test
    void symbolsAreFoundByPartsOfTheirNames() {
        index();
        JsonNode found = json(door.get(ONE + "/symbols?q=alp"));
        assertThat(found.path("commit").asText()).isEqualTo(NEW);
        assertThat(found.path("ref").asText()).isEqualTo("main");
        assertThat(found.at("/data/0/symbol").asText()).isEqualTo("p.Alpha");
        assertThat(found.at("/data/0/file").asText()).isEqualTo("src/p/Alpha.java");
        assertThat(json(door.get(ONE + "/symbols?q=p.Alpha&kind=method"))
                        .path("data")
                        .findValuesAsText("symbol"))
                .containsExactly("p.Alpha#run()");
        assertThat(json(door.get(ONE + "/symbols?q=a&kind=type")).path("data")).hasSize(2);
        JsonNode page = json(door.get(ONE + "/symbols?q=a&limit=1"));
        assertThat(page.path("data")).hasSize(1);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(json(door.get(ONE + "/symbols?q=alpha&ref=old")).path("data").isEmpty())
                .isTrue();
        assertThat(json(door.get(ONE + "/symbols?q=alpha&commit=" + NEW)).path("data"))
                .hasSize(1);
    }

    @Test
    void namesOfSymbolsAndFilesAreSearchedTogether() {
        index();
        JsonNode found = json(door.get(ONE + "/search?q=BETA"));
        assertThat(found.at("/symbols/0/symbol").asText()).isEqualTo("p.Beta");
        assertThat(found.at("/files/0/file").asText()).isEqualTo("src/p/Beta.java");
        assertThat(json(door.get(ONE + "/search?q=src/p")).path("files")).hasSize(2);
    }

    @Test
    void theGraphAroundASymbolIsShown() {
        index();
        JsonNode graph = json(door.get(ONE + "/graph?symbol=p.Alpha&direction=in&depth=2"));
        assertThat(graph.path("nodes").findValuesAsText("id"))
                .containsExactly("p.Alpha", "p", "p.Beta", "src/p/Beta.java");
        assertThat(graph.at("/edges/0/kind").asText()).isEqualTo("contains");
        assertThat(graph.path("truncated").asBoolean()).isFalse();
        assertThat(json(door.get(ONE + "/graph?symbol=p.Beta&direction=out"))
                        .at("/edges/0/to")
                        .asText())
                .isEqualTo("p.Alpha");
        assertThat(json(door.get(ONE + "/graph?symbol=p.Alpha&limit=1"))
                        .path("truncated")
                        .asBoolean())
                .isTrue();
        assertThat(json(door.get(ONE + "/graph?symbol=p.alpha%23run"))
                        .path("detail")
                        .asText())
                .contains("did you mean p.Alpha#run()");
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    hierarchy | p.Alpha         | p.Beta extends p.Alpha
                    impact    | p.Alpha         | p.Beta extends p.Alpha
                    impact    | src/p/Alpha.java| p.Alpha declared_in src/p/Alpha.java
                    overrides | p.Alpha%23run() |
                    callers   | p.Alpha%23run() |
                    callees   | p.Alpha         |
                    """)
    void aViewIsShown(String view, String symbol, @Nullable String edge) {
        index();
        JsonNode graph = json(door.get(ONE + "/graph?view=" + view + "&symbol=" + symbol));
        assertThat(graph.path("view").asText()).isEqualTo(view);
        assertThat(graph.at("/nodes/0/id").asText()).isEqualTo(symbol.replace("%23", "#"));
        JsonNode first = graph.at("/edges/0");
        String shown = first.path("from").asText() + " " + first.path("kind").asText() + " "
                + first.path("to").asText();
        assertThat(shown.strip()).isEqualTo(edge == null ? "" : edge);
    }

    @Test
    void whatIsNotIndexedYetIsSaidWithTheWayOut() {
        JsonNode nothing = json(door.get(ONE + "/symbols?q=a"));
        assertThat(nothing.path("code").asText()).isEqualTo("not_ready");
        assertThat(nothing.path("detail").asText())
                .contains("POST /v2/repositories with git_url https://host/acme.git");
        index();
        HttpResponse<String> other = door.get(ONE + "/graph?symbol=p.Alpha&ref=dev");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).path("detail").asText()).contains("'dev' is not indexed yet");
        bundle("?name=acme", "# v2 git bundle\n");
        assertThat(json(door.get(ALL + "/repo_uploadacme/search?q=a"))
                        .path("detail")
                        .asText())
                .contains("POST /v2/quotes");
    }

    @Test
    void credentialsAreWrittenAndNeverShown() {
        assertThat(put("Git.Example.com:8443", "{\"username\": \"me\", \"token\": \"s3cret\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(put("git.example.com:8443", "{\"token\": \"s3cret2\"}").statusCode())
                .isEqualTo(204);
        assertThat(door.repositories.secrets).containsEntry("git.example.com:8443", "null s3cret2");
        HttpResponse<String> list = door.get("/v2/credentials");
        assertThat(json(list).at("/data/0/host").asText()).isEqualTo("git.example.com:8443");
        assertThat(list.body()).doesNotContain("s3cret");
        assertThat(delete("/v2/credentials/git.example.com:8443").statusCode()).isEqualTo(204);
        assertThat(delete("/v2/credentials/git.example.com:8443").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> put(String host, String body) {
        return door.send(door.request("/v2/credentials/" + host, "Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    h_st             | {"token": "s3cret"}                  | 422 | host
                    -h               | {"token": "s3cret"}                  | 422 | host
                    host             | {"token": s3cret}                    | 400 | body
                    host             | {"token": "s3cret}                   | 400 | body
                    host             | {}                                   | 422 | token
                    host             | {"token": ""}                        | 422 | token
                    host             | {"token": "s3cret s3cret"}           | 422 | token
                    host             | {"token": "s3cret\\u000aX: y"}       | 422 | token
                    host             | {"token": "ok", "username": "a:b"}   | 422 | username
                    host             | {"token": "ok", "s3cret": 1}         | 422 | body
                    host             | []                                   | 422 | body
                    """)
    void aCredentialThatIsWrongIsRefusedWithoutRepeatingIt(String host, String body, int status, String subject) {
        HttpResponse<String> response = put(host, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).path("subject").asText()).isEqualTo(subject);
        assertThat(response.body()).doesNotContain("s3cret");
        assertThat(door.repositories.secrets).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    /v2/repositories/repo_none                    | 404 | repo_none | GET /v2/repositories
                    /v2/repositories/repo_none/symbols?q=a        | 404 | repo_none | GET /v2/repositories
                    /v2/repositories/repo_1/symbols               | 422 | q         | Required
                    /v2/repositories/repo_1/symbols?q=%20         | 422 | q         | not only blanks
                    /v2/repositories/repo_1/symbols?q=a&kind=x    | 422 | kind      | enum_constant
                    /v2/repositories/repo_1/symbols?q=a&kind=local| 422 | kind      | one of
                    /v2/repositories/repo_1/symbols?q=a&limit=501 | 422 | limit     | 500
                    /v2/repositories/repo_1/symbols?q=a&commit=x  | 422 | commit    | full commit id
                    /v2/repositories/repo_1/graph?depth=1         | 422 | symbol    | Required
                    /v2/repositories/repo_1/graph?symbol=a&depth=11| 422 | depth    | 1 to 10
                    /v2/repositories/repo_1/graph?symbol=a&view=all | 422 | view    | callers, callees, hierarchy, overrides or impact
                    /v2/repositories/repo_1/graph?symbol=a&view=callers&direction=in | 422 | direction | Only the view neighbours
                    /v2/repositories/repo_1/graph?symbol=a&direction=up | 422 | direction | in, out or both
                    /v2/repositories/repo_1/graph?symbol=a&syntax=1 | 422 | syntax | Unknown query parameter
                    /v2/repositories/repo_1/search                | 422 | q         | Required
                    /v2/repositories?after=zzz                    | 422 | after     | next_cursor
                    /v2/repositories?limit=0                      | 422 | limit     | 1 to 200
                    """)
    void aQuestionThatIsWrongIsRefused(String path, int status, String subject, String words) {
        HttpResponse<String> response = door.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).path("subject").asText()).isEqualTo(subject);
        assertThat(json(response).path("detail").asText()).contains(words);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                            | git_url | Required
                    {"git_url": "https://u:s3cret@h/x"}           | git_url | give https://h/x
                    {"git_url": "https://h/x", "name": "a"}       | name    | Unknown member
                    {"git_url": "https://h/x", "ref": "a b"}      | ref     | branch
                    {"git_url": "https://h/x", "commit": "a"}     | commit  | 40 or 64
                    {"git_url": 7}                                | git_url | a string
                    """)
    void anAddressThatIsWrongIsRefused(String body, String field, String words) {
        HttpResponse<String> response = door.post(ALL, body);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(json(response).path("detail").asText()).contains(words);
        assertThat(response.body()).doesNotContain("s3cret");
    }

    @Test
    void aBundleThatIsWrongIsRefused() {
        assertThat(json(bundle("", "# v2 git bundle\n")).path("subject").asText())
                .isEqualTo("name");
        for (String name : new String[] {".git", "a%2Fb", "..", "-x", "a".repeat(121), "%00"}) {
            HttpResponse<String> response = bundle("?name=" + name, "# v2 git bundle\n");
            assertThat(response.statusCode()).as(name).isEqualTo(422);
            assertThat(json(response).path("subject").asText()).isEqualTo("name");
        }
        assertThat(json(bundle("?name=a", "PK")).path("subject").asText()).isEqualTo("body");
    }
}
