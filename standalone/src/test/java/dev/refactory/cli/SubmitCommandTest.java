package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.client.Git;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitCommandTest {
    private static final String QUEUED = """
            {"job_id":"job_1","status":"queued","progress":{"stage":"index","tasks_done":0,"tasks_total":1,"percent":0}}""";
    private static final String RUNNING = """
            {"job_id":"job_1","status":"running",
             "progress":{"stage":"transform","tasks_done":12,"tasks_total":40,"percent":34}}""";
    private static final String SUCCEEDED = """
            {"job_id":"job_1","status":"succeeded","plan":{"recipe":"rename-method","summary":"Rename a to b."},
             "result":{"files_changed":40,"insertions":81,"deletions":80,"patch_sha256":"ab",
                       "verification":{"applies":true,"idempotent":false,"new_compile_errors":0}},
             "usage":{"sau":12,"total_tokens":7,"prompt_tokens":4,"completion_tokens":3,"wall_ms":9,
                      "simulated_device_ms":2}}""";
    private static final String REFUSED = """
            {"job_id":"job_1","status":"refused","plan":{"recipe":"rename-method"},
             "conflicts":[{"kind":"name-clash","symbol":"com.acme.Foo#bar(int)","file":"src/Foo.java","line":12,
                           "message":"Foo already has a method bar(int)."}]}""";

    @TempDir
    Path directory;

    private FakeServer server;
    private CommandLineFixture commands;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer().on("POST /v2/chat/completions/spark", 202, QUEUED);
        commands = new CommandLineFixture(directory).with("REFACTORY_URL", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandLineFixture.Ran submit(String... more) {
        String[] words = new String[more.length + 3];
        words[0] = "submit";
        words[1] = "https://git.example/acme.git";
        words[2] = "rename-method";
        System.arraycopy(more, 0, words, 3, more.length);
        return commands.run(words);
    }

    @Test
    void theRequestIsTheContractsOwn() {
        var ran = submit("-p", "method=com.acme.Foo#bar(..)", "-p", "newName=a=b", "--ref", "main", "--max-sau", "9.5");

        assertThat(ran.err()).startsWith("Follow it");
        assertThat(ran.code()).isEqualTo(Exit.SUCCEEDED);
        assertThat(ran.out()).isEqualTo("job_1  queued\n");
        var asked = server.asked("POST /v2/chat/completions/spark");
        assertThat(Json.tree(asked.body())).isEqualTo(Json.tree("""
                {"recipe":{"name":"rename-method",
                           "parameters":{"method":"com.acme.Foo#bar(..)","newName":"a=b"}},
                 "repository_context":{"git_url":"https://git.example/acme.git","ref":"main"},
                 "options":{"max_sau":9.5}}"""));
        assertThat(asked.headers()).containsKey("Idempotency-key");
    }

    @Test
    void theKeyIsSentAsABearerAndNeverShown() {
        var ran = commands.with("REFACTORY_API_KEY", "hunter2").run("config");
        submit();

        assertThat(server.asked("POST").headers().get("Authorization")).containsExactly("Bearer hunter2");
        assertThat(ran.out()).contains("api-key", "****", "REFACTORY_API_KEY").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"succeeded,0", "failed,1", "refused,3", "cancelled,4"})
    void theExitCodeSaysHowTheJobEnded(String status, int code) {
        server.on("GET /v2/jobs/job_1", 200, "{\"job_id\":\"job_1\",\"status\":\"" + status + "\"}");
        assertThat(submit("--wait").code()).isEqualTo(code);
    }

    @Test
    void pipedProgressIsPlainLinesAndOnlyWhenSomethingChanged() {
        server.on("GET /v2/jobs/job_1", 200, RUNNING)
                .on("GET /v2/jobs/job_1", 200, RUNNING)
                .on("GET /v2/jobs/job_1", 200, RUNNING)
                .on("GET /v2/jobs/job_1", 200, SUCCEEDED);
        var ran = submit("--wait");

        assertThat(ran.err().lines()).hasSize(2);
        assertThat(ran.err())
                .startsWith("queued 0 %")
                .contains("running 34 % 12/40 tasks")
                .doesNotContain("\033", "\r");
        assertThat(ran.out())
                .contains("✓ succeeded", "40 files, +81 -80", "✓ applies  ✗ idempotent  ✓ no new compile error")
                .contains("12 SAU; 7 tokens (4 in, 3 out)", "2 ms on the device, simulated", "refactory apply job_1")
                .doesNotContain("\033");
    }

    @Test
    void pollsWithoutNewsGetRarerWithJitter() {
        for (int i = 0; i < 8; i++) {
            server.on("GET /v2/jobs/job_1", 200, RUNNING);
        }
        server.on("GET /v2/jobs/job_1", 200, SUCCEEDED);
        submit("--wait");

        assertThat(commands.pauses).hasSize(7);
        for (int i = 0; i < commands.pauses.size(); i++) {
            long full = Math.min(3000, 100L << i);
            assertThat(commands.pauses.get(i).toMillis()).isBetween(full / 2, full);
        }
    }

    @Test
    void aTerminalGetsABarThatIsDrawnOverAndColours() {
        server.on("GET /v2/jobs/job_1", 200, RUNNING).on("GET /v2/jobs/job_1", 200, SUCCEEDED);
        var ran = commands.onTerminal().run("submit", "https://git.example/a.git", "rename-method", "--wait");

        assertThat(ran.err()).contains("\r\033[K", "━", "34 %", "12/40 tasks").doesNotContain("\n");
        assertThat(ran.err()).endsWith("\r\033[K");
        assertThat(ran.out()).contains("\033[32msucceeded\033[0m");
    }

    @Test
    void noColorTakesTheColoursAndADumbTerminalTheDrawing() {
        server.on("GET /v2/jobs/job_1", 200, SUCCEEDED);
        commands.onTerminal().with("NO_COLOR", "1");
        var ran = submit("--wait");
        assertThat(ran.out()).contains("✓ succeeded").doesNotContain("\033");
        assertThat(ran.err()).contains("\r").doesNotContain("\033[3");

        var dumb = new CommandLineFixture(directory)
                .onTerminal()
                .with("REFACTORY_URL", server.url())
                .with("TERM", "dumb")
                .run("submit", "https://git.example/a.git", "rename-method", "--wait");
        assertThat(dumb.err() + dumb.out()).doesNotContain("\033", "\r");
    }

    @Test
    void jsonIsAllThereIsOnStdout() {
        server.on("GET /v2/jobs/job_1", 200, REFUSED);
        var ran = submit("--wait", "--json");

        assertThat(ran.code()).isEqualTo(Exit.REFUSED);
        assertThat(Json.parse(ran.out())).isEqualTo(Json.parse(REFUSED));
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void aRefusalIsAReadableList() {
        server.on("GET /v2/jobs/job_1", 200, REFUSED);
        var ran = submit("--wait");

        assertThat(ran.out()).isEqualTo("""
                ✗ refused  job_1  rename-method
                  1 conflict; no patch was made and nothing is charged.
                  name-clash  com.acme.Foo#bar(int)  src/Foo.java:12
                      Foo already has a method bar(int).
                """);
    }

    @Test
    void aProblemIsOneSentenceWithItsFieldsAndUsage() {
        FakeServer other = new FakeServer().on("POST /v2/chat/completions/spark", 422, """
                {"detail":"The recipe rename-method lacks a parameter.","code":"invalid_parameter",
                 "errors":[{"field":"recipe.parameters.newName","message":"newName is required"}]}""");
        try (other) {
            var ran = new CommandLineFixture(directory)
                    .run("submit", "https://git.example/a.git", "rename-method", "--server", other.url());
            assertThat(ran.code()).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).isEqualTo("""
                    error: -p newName: newName is required
                    """);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        String url = server.url();
        server.close();
        var ran = submit("--server", url);
        assertThat(ran.code()).isEqualTo(Exit.UNREACHABLE);
        assertThat(ran.err())
                .startsWith("error: No server answers at " + url)
                .contains("refactory up")
                .hasLineCount(1);
    }

    @Test
    void aBusyServerIsAskedAgainWithTheSameKey() {
        FakeServer busy = new FakeServer()
                .on("POST /v2/chat/completions/spark", 503, "{\"code\":\"database_unavailable\"}")
                .on("POST /v2/chat/completions/spark", 202, QUEUED);
        try (busy) {
            var ran = commands.run("submit", "https://git.example/a.git", "x", "--server", busy.url());
            assertThat(ran.code()).isEqualTo(Exit.SUCCEEDED);
            assertThat(busy.asked).hasSize(2);
            assertThat(busy.asked.get(0).headers().get("Idempotency-key"))
                    .isEqualTo(busy.asked.get(1).headers().get("Idempotency-key"));
        }
    }

    @Test
    void thePatchGoesToTheFileByteForByte() throws IOException {
        String patch = "diff --git a/A b/A\n+tab\there\r\n";
        server.on("GET /v2/jobs/job_1", 200, SUCCEEDED)
                .on("GET /v2/jobs/job_1/patch", new FakeServer.Answer(200, "text/x-diff", patch));
        var ran = submit("--patch", "out.patch");
        assertThat(ran.code()).isZero();
        assertThat(Files.readString(directory.resolve("out.patch"))).isEqualTo(patch);
        assertThat(submit("--patch", "-").out()).isEqualTo(patch);
    }

    @Test
    void plainWordsAreSentAsAMessage() {
        var ran = commands.run("submit", "https://git.example/a.git", "Rename class com.acme.Foo to Bar");
        assertThat(ran.code()).isZero();
        assertThat(Json.tree(server.asked("POST").body())).isEqualTo(Json.tree("""
                {"messages":[{"role":"user","content":"Rename class com.acme.Foo to Bar"}],
                 "repository_context":{"git_url":"https://git.example/a.git"},"options":{}}"""));
        assertThat(commands.run("submit", "r", "Rename class a.B to C", "-p", "newName=D")
                        .err())
                .contains("leave -p and --then out");
    }

    @Test
    void severalRecipesTakeTheParametersBehindThem() {
        commands.run(
                "submit",
                "https://git.example/a.git",
                "-p",
                "type=a.B",
                "rename-type",
                "-p=newName=C",
                "--then",
                "rename-field",
                "-p",
                "newName=D",
                "--then=find-usages",
                "--no-cache",
                "--tier",
                "bulk");
        assertThat(Json.tree(server.asked("POST").body())).isEqualTo(Json.tree("""
                {"recipe":[{"name":"rename-type","parameters":{"type":"a.B","newName":"C"}},
                           {"name":"rename-field","parameters":{"newName":"D"}},
                           {"name":"find-usages","parameters":{}}],
                 "repository_context":{"git_url":"https://git.example/a.git"},
                 "options":{"tier":"bulk","cache":false}}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "submit https://a/b                                | Say what to do",
                "submit https://a/b x -p newName                   | -p takes name=value, for example -p newName=Bar",
                "submit https://a/b x -p a=1 -p a=2                | The parameter a is given twice",
                "submit https://a/b x -p                           | -p needs a value behind it.",
                "submit https://a/b x --ref m --commit 00          | --ref and --commit exclude each other",
                "submit https://a/b x --worktree                   | for a repository on this machine",
                "submit https://a/b x --upload                     | for a repository on this machine",
                "submit . x --worktree --ref m                     | leave --ref and --commit out",
                "submit https://a/b x --series                     | say where with --patch",
                "submit https://a/b x --max-sau lots               | --max-sau",
                "submit                                            | REPO",
            })
    void whatMakesNoSenseIsSaidInASentenceAndNothingIsSent(String words, String sentence) {
        var ran = commands.run(words.split(" +"));
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).startsWith("error: ").contains(sentence).doesNotContain("Exception", "\tat ");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aQuoteSaysWhatItWouldCostAndWhy() {
        server.on("POST /v2/quotes", 202, QUEUED).on("GET /v2/jobs/job_1", 200, """
                {"job_id":"job_1","status":"succeeded","recipe":"rename-type","dry_run":true,"result":null,
                 "usage":{"sau":0,"sau_quoted":12},"plan":{"summary":"Rename a.B to C."},
                 "quote":{"sau":12,"rate_card":"1","indexed_lines":20500,"complexity":1.2,
                          "commit":"0123456789abcdef0123456789abcdef01234567","files_affected":3,"tasks":1,
                          "quote_expires_at":"2026-11-21T13:00:00Z"}}""");
        var ran = commands.run("quote", "https://git.example/a.git", "rename-type", "-p", "type=a.B");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualTo("""
                ✓ succeeded  job_1  rename-type
                  Rename a.B to C.
                  quote     12 SAU at most for 3 files, 1 task; the quote costs nothing
                  inputs    20,500 lines, complexity 1.2, rate card 1
                  valid     until 2026-11-21T13:00:00Z on commit 0123456789ab
                """);
    }

    @Test
    void plainWordsAreShownWithWhatTheyWereReadAsAndACachedAnswerSaysSo() {
        server.on("GET /v2/jobs/job_1", 200, """
                {"job_id":"job_1","status":"succeeded","recipe":"composition","cached":true,
                 "instruction":"Rename Foo to Bar","steps":[{"name":"rename-type","parameters":{"type":"Foo"}},
                 {"name":"find-usages","parameters":{}}],"result":{"files_changed":0,"cached_from":"job_0"},
                 "usage":{"sau":0}}""");
        assertThat(commands.run("submit", "https://a/b", "Rename Foo to Bar", "--wait")
                        .out())
                .isEqualTo("""
                ✓ succeeded  job_1  composition
                  asked     Rename Foo to Bar
                  means     rename-type  type=Foo
                  then      find-usages
                  changes   none needed
                  bill      0 SAU; the same was done before by job_0
                """);
    }

    @Test
    void aPathThatIsNoRepositoryIsASentence() {
        assertThat(commands.run("submit", ".", "x").err()).contains("is not a Git repository");
        assertThat(commands.run("submit", "nowhere", "x").err()).contains("There is no directory");
        assertThat(commands.run("submit", "nowhere", "x").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void aLocalPathIsSentAbsoluteAndUncommittedChangesAreNamed() throws IOException {
        Git git = new Git(directory);
        git.must("init", "-q");
        Files.createDirectories(directory.resolve("sub"));
        Files.writeString(directory.resolve("New.java"), "class New {}");
        var ran = commands.run("submit", "sub/..", "find-usages");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("without your uncommitted changes in New.java");
        assertThat(Json.tree(server.asked("POST").body())
                        .at("/repository_context/git_url")
                        .asText())
                .isEqualTo(directory.toString());
    }

    @Test
    void whatARepositorySaysCannotDriveTheTerminal() {
        server.on("GET /v2/jobs/job_1", 200, REFUSED.replace("Foo already", "\\u001b]0;owned\\u0007Foo"));
        assertThat(submit("--wait").out()).doesNotContain("\033", "\007").contains("?]0;owned?Foo");
    }
}
