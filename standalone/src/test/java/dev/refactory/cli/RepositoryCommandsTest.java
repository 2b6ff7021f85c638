package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryCommandsTest {
    private static final String REMOTE = """
            {"id":"repo_1","object":"repository","kind":"remote","git_url":"https://git.example/acme.git",
             "created_at":"2026-11-21T10:00:00Z","last_used_at":"2026-11-21T11:00:00Z","snapshots":2,"bytes":2097152,
             "indexing_job_id":"job_i"}""";

    @TempDir
    Path directory;

    private FakeServer server;
    private CommandLineFixture commands;

    @BeforeEach
    void start() {
        server = new FakeServer()
                .on("POST /v2/repositories", 201, REMOTE)
                .on("GET /v2/jobs/job_i", 200, "{\"job_id\":\"job_i\",\"status\":\"succeeded\"}");
        commands = new CommandLineFixture(directory).with("REFACTORY_URL", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSymbolsSurroundingsAreShownOnceTheRepositoryIsIndexed() {
        server.on("GET /v2/repositories/repo_1/graph", 200, """
                {"nodes":[],"truncated":true,"edges":[
                  {"from":"src/a/Use.java","kind":"references","to":"a.B#c()","occurrences":3},
                  {"from":"a.B#c()","kind":"declared_in","to":"src/a/B.java","occurrences":1}]}""");
        var ran = commands.run(
                "graph",
                "https://git.example/acme.git",
                "a.B#c()",
                "--direction",
                "in",
                "--ref",
                "main",
                "--format",
                "table");
        assertThat(ran.out()).isEqualTo("""
                FROM            EDGE         PLACES  TO
                src/a/Use.java  references        3  a.B#c()
                a.B#c()         declared in          src/a/B.java
                """);
        assertThat(ran.err()).contains("There is more");
        assertThat(Json.tree(server.asked("POST /v2/repositories").body()))
                .isEqualTo(Json.tree("{\"git_url\":\"https://git.example/acme.git\",\"ref\":\"main\"}"));
        assertThat(server.asked("GET /v2/repositories/repo_1/graph").call())
                .contains("symbol=a.B%23c%28%29", "direction=in", "ref=main", "view=neighbours")
                .doesNotContain("depth=");
    }

    @Test
    void aViewIsATreeUnlessItIsToBeReadByPrograms() {
        server.on("GET /v2/repositories/repo_9/graph", 200, """
                {"symbol":"a.B#c()","view":"callers","truncated":false,
                 "nodes":[{"id":"a.B#c()","type":"symbol","file":"B.java"},{"id":"a.D#e()","type":"symbol","file":"D.java"}],
                 "edges":[{"from":"a.D#e()","kind":"calls","to":"a.B#c()","occurrences":2}]}""");
        var ran = commands.run("graph", "repo_9", "a.B#c()", "--view", "callers", "--depth", "3");
        assertThat(ran.out()).isEqualTo("a.B#c()  B.java\n└─ called by a.D#e()  D.java  ×2\n");
        assertThat(ran.err()).isEmpty();
        assertThat(server.asked("GET /v2/repositories/repo_9/graph").call()).contains("view=callers", "depth=3");
        String json = commands.run("graph", "repo_9", "a.B#c()", "--view", "callers", "--format", "json")
                .out();
        assertThat(Json.tree(json).path("view").asText()).isEqualTo("callers");
        assertThat(commands.run("graph", "repo_9", "a.B#c()", "--json").out()).isEqualTo(json);
    }

    @Test
    void surroundingsAreDrawnForOtherPrograms() {
        server.on("GET /v2/repositories/repo_9/graph", 200, """
                {"symbol":"a.B","nodes":[{"id":"a.B"},{"id":"a"}],"truncated":false,"edges":[
                  {"from":"a","kind":"contains","to":"a.B","occurrences":1}]}""");
        assertThat(commands.run("graph", "repo_9", "a.B", "--format", "mermaid").out())
                .isEqualTo("flowchart LR\n  n0[\"a.B\"]\n  n1[\"a\"]\n  n1 -->|contains| n0\n");
        assertThat(commands.run("graph", "repo_9", "a.B", "--format", "dot").out())
                .startsWith("digraph refactory {\n")
                .contains("n1 -> n0 [label=\"contains\"];");
        var both = commands.run("graph", "repo_9", "a.B", "--format", "dot", "--json");
        assertThat(both.err()).contains("--json and --format dot");
        assertThat(both.out()).doesNotContain("digraph");
    }

    @Test
    void aKnownIdIsAskedAboutAtOnce() {
        server.on("GET /v2/repositories/repo_9/symbols", 200, """
                {"data":[{"symbol":"a.B","kind":"class","file":"src/a/B.java"}],"has_more":false}""");
        assertThat(commands.run("symbols", "repo_9", "B").out()).isEqualTo("""
                KIND   SYMBOL  FILE
                class  a.B     src/a/B.java
                """);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void anIndexingThatFailsIsSaid() {
        FakeServer failing =
                new FakeServer().on("POST /v2/repositories", 201, REMOTE).on("GET /v2/jobs/job_i", 200, """
                {"job_id":"job_i","status":"failed","error":{"code":"repository_unavailable","message":"No answer."}}""");
        try (failing) {
            var ran = commands.run("graph", "https://git.example/a.git", "a.B", "--server", failing.url());
            assertThat(ran.code()).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).contains("It could not be indexed: No answer. (repository_unavailable)");
        }
    }

    @Test
    void repositoriesAreListedAddedAndDeleted() {
        server.on("GET /v2/repositories", 200, "{\"data\":[" + REMOTE + "]}")
                .on("DELETE /v2/repositories/repo_1", new FakeServer.Answer(204, "application/json", ""));
        assertThat(commands.run("repositories").out()).isEqualTo("""
                REPOSITORY  KIND    USED  GRAPHS     KEPT  WHERE
                repo_1      remote    1h       2  2.0 MiB  https://git.example/acme.git
                """);
        var added = commands.run("repositories", "add", "https://git.example/acme.git");
        assertThat(added.out()).isEqualTo("repo_1  https://git.example/acme.git\n");
        assertThat(added.err()).contains("refactory status job_i --wait");
        assertThat(commands.run("repositories", "delete", "repo_1").code()).isZero();
        assertThat(commands.run("repositories", "delete", "repo_2").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void aTokenIsReadFromStdinAndNeverShown() {
        server.on("PUT /v2/credentials/git.example%3A8443", new FakeServer.Answer(201, "application/json", ""))
                .on("PUT /v2/credentials/git.example:8443", new FakeServer.Answer(201, "application/json", ""));
        var ran = commands.typing("hunter2\n").run("credentials", "set", "git.example:8443", "--username", "me");
        assertThat(ran.code()).isZero();
        assertThat(ran.out() + ran.err()).contains("is kept").doesNotContain("hunter2");
        assertThat(Json.tree(server.asked("PUT").body()))
                .isEqualTo(Json.tree("{\"token\":\"hunter2\",\"username\":\"me\"}"));

        var none = commands.typing("").run("credentials", "set", "git.example");
        assertThat(none.code()).isEqualTo(Exit.USAGE);
        assertThat(none.err()).contains("There was no token: printf");
    }

    @Test
    void aTokenIsNeverTypedWhereItWouldBeSeen() {
        var ran = commands.typing("hunter2\n").atTheKeyboard().run("credentials", "set", "git.example");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("would be seen", "| refactory credentials set git.example");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void whatHasNothingToListStillAnswersInJson() {
        server.on("DELETE /v2/repositories/repo_1", new FakeServer.Answer(204, "application/json", ""))
                .on("PUT /v2/credentials/git.example", new FakeServer.Answer(201, "application/json", ""))
                .on("DELETE /v2/credentials/git.example", new FakeServer.Answer(204, "application/json", ""));
        assertThat(Json.tree(commands.run("repositories", "delete", "repo_1", "--json")
                        .out()))
                .isEqualTo(Json.tree("{\"id\":\"repo_1\",\"deleted\":true}"));
        commands.typing("t");
        assertThat(Json.tree(commands.run("credentials", "set", "git.example", "--json")
                        .out()))
                .isEqualTo(Json.tree("{\"host\":\"git.example\",\"credential\":\"kept\"}"));
        assertThat(Json.tree(commands.run("credentials", "delete", "git.example", "--json")
                        .out()))
                .isEqualTo(Json.tree("{\"host\":\"git.example\",\"credential\":\"forgotten\"}"));
    }

    @Test
    void credentialsAreListedByHostAndForgotten() {
        server.on("GET /v2/credentials", 200, """
                {"data":[{"host":"git.example","created_at":"2026-11-21T10:00:00Z"}]}""")
                .on("DELETE /v2/credentials/git.example", new FakeServer.Answer(204, "application/json", ""));
        assertThat(commands.run("credentials").out())
                .isEqualTo("HOST         SINCE\ngit.example  2026-11-21T10:00:00Z\n");
        assertThat(commands.run("credentials", "delete", "git.example").code()).isZero();
    }
}
