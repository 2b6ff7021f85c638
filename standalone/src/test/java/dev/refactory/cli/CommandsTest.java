package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path directory;

    private FakeServer server;
    private CommandLineFixture commands;

    @BeforeEach
    void start() {
        server = new FakeServer();
        commands = new CommandLineFixture(directory).with("REFACTORY_URL", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void jobsAreAnAlignedTable() {
        server.on("GET /v2/jobs", 200, """
                {"data":[{"job_id":"job_1","status":"succeeded","recipe":"find-usages","repository":"r",
                          "created_at":"2026-11-21T00:00:00Z","usage":{"sau":5},"progress":{"percent":100}},
                         {"job_id":"job_22","status":"running","recipe":"x","repository":"r",
                          "created_at":"2026-11-21T00:00:00Z","usage":{"sau":0},"progress":{"percent":7}}]}""");
        assertThat(commands.run("jobs", "--status", "running").out()).isEqualTo("""
                JOB     STATUS     RECIPE         %  SAU  AGE  REPOSITORY
                job_1   succeeded  find-usages  100    5  12h  r
                job_22  running    x              7    0  12h  r
                """);
        assertThat(server.asked("GET /v2/jobs").call())
                .contains("status=running")
                .doesNotContain("recipe=");
    }

    private static final String LONG_ID = "job_0123456789abcdefghjkmnpq";

    @Test
    void tablesFitATerminalOf80ColumnsAndSayHowToGoOn() {
        server.on("GET /v2/jobs", 200, """
                {"data":[{"job_id":"%s","status":"succeeded","recipe":"find-deprecated-uses",
                          "repository":"https://git.example/group/acme.git","created_at":"2026-11-19T00:00:00Z",
                          "usage":{"sau":12.345},"progress":{"percent":100}}],
                 "has_more":true,"next_cursor":"abc"}""".formatted(LONG_ID))
                .on("GET /v2/usage", 200, """
                {"data":[{"day":"2026-11-21","repository":"https://git.example/group/acme.git",
                          "recipe":"rename-method","jobs":1200,"sau":12345.678,"total_tokens":123456789,
                          "simulated_device_ms":98765432}]}""")
                .on("GET /v2/accelerators", 200, """
                {"data":[{"name":"wafer-0","profile":"spark-sim-wafer-3","simulated":true,"state":"active",
                          "running":4,"waiting":1000,"requests":1234567,"batches":123456,"mean_batch_size":10.04,
                          "simulated_device_ms":98765432,"context_tokens":390528,"held_tokens":390528,
                          "waits_for":"answer"}]}""")
                .on("GET /v2/ledger", 200, """
                {"data":[{"job_id":"%s","kind":"reserve","sau":12345.678,"rate_card":"1","indexed_lines":1500000,
                          "complexity":1.25,"at":"2026-11-21T11:59:00Z"}]}""".formatted(LONG_ID));
        for (String command : new String[] {"jobs", "usage", "accelerators", "ledger"}) {
            var ran = commands.onTerminal(80).run(command);
            assertThat(ran.code()).isZero();
            assertThat(ran.out().lines())
                    .hasSizeGreaterThan(1)
                    .allSatisfy(line -> assertThat(line.replaceAll("\033\\[[0-9;]*m", ""))
                            .as(command)
                            .hasSizeLessThanOrEqualTo(80));
        }
        assertThat(commands.run("jobs").err()).contains("There are more: --after abc");
        assertThat(commands.run("jobs", "--after", "abc", "--submitted-by", "me")
                        .code())
                .isZero();
        assertThat(server.asked.getLast().call()).contains("after=abc", "submitted_by=me");
    }

    @Test
    void usageIsToldApartByWhatIsAskedFor() {
        server.on("GET /v2/usage", 200, """
                {"data":[{"day":null,"repository":"a","recipe":null,"jobs":3,"sau":15.5,"total_tokens":1100,
                          "simulated_device_ms":1520}]}""");
        server.on("GET /v2/usage", 200, """
                {"data":[{"day":"2026-11-21","repository":null,"recipe":"x","jobs":2,"sau":10.5,"total_tokens":100,
                          "simulated_device_ms":20},
                         {"day":"2026-11-20","repository":null,"recipe":"y","jobs":1,"sau":5,"total_tokens":1000,
                          "simulated_device_ms":1500}]}""");
        assertThat(commands.run("usage", "--by", "repository").out()).isEqualTo("""
                REPOSITORY  JOBS   SAU  TOKENS  SIMULATED
                a              3  15.5   1,100      1.5 s
                """);
        assertThat(server.asked.getLast().call()).contains("by=repository");
        assertThat(commands.run("usage", "--by", "day,recipe").out()).isEqualTo("""
                DAY         RECIPE  JOBS   SAU  TOKENS  SIMULATED
                2026-11-21  x          2  10.5     100      20 ms
                2026-11-20  y          1     5   1,000      1.5 s
                total                  3  15.5   1,100      1.5 s
                """);
        assertThat(server.asked.getLast().call()).contains("by=day%2Crecipe");
        assertThat(commands.run("usage", "--by", "colour").err()).contains("one of day, repository, recipe");
    }

    @Test
    void aJobIsRetriedAsANewOne() {
        server.on("POST /v2/jobs/job_1/retry", 202, "{\"job_id\":\"job_2\",\"status\":\"queued\"}")
                .on("GET /v2/jobs/job_2", 200, "{\"job_id\":\"job_2\",\"status\":\"refused\",\"conflicts\":[]}");
        assertThat(commands.run("retry", "job_1").out()).isEqualTo("job_2  queued\n");
        assertThat(commands.run("retry", "job_1", "--wait").code()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void findingsReadAsPlaces() {
        server.on("GET /v2/jobs/job_1/findings", 200, """
                {"data":[{"file":"a/B.java","line":3,"column":7,"message":"call of f()","excerpt":"  f();"}]}""");
        assertThat(commands.run("findings", "job_1").out()).isEqualTo("a/B.java:3:7: call of f()  f();\n");
    }

    @Test
    void findingsAreSarifByteForByteWhenAskedFor() {
        String sarif = "{\"version\":\"2.1.0\",\"runs\":[]}";
        server.on("GET /v2/jobs/job_1/findings", new FakeServer.Answer(200, "application/sarif+json", sarif));
        var ran = commands.run("findings", "job_1", "--format", "sarif");
        assertThat(ran.out()).isEqualTo(sarif + "\n");
        assertThat(ran.err()).isEmpty();
        assertThat(server.asked("GET").headers().get("Accept")).containsExactly("application/sarif+json");

        var both = commands.run("findings", "job_1", "--format", "sarif", "--json");
        assertThat(both.code()).isEqualTo(Exit.USAGE);
        assertThat(both.err()).contains("--json and --format sarif");
        assertThat(commands.run("findings", "job_1", "--format", "xml").err()).contains("one of text, sarif");
    }

    @Test
    void eventsAreReadToTheLastOne() {
        server.on("GET /v2/jobs/job_1/events", new FakeServer.Answer(200, "text/event-stream", """
                : hello

                id: 1
                event: job_submitted
                data: {"sequence":1}

                id: 2
                event: job_succeeded
                data: {"sequence":2}

                id: 3
                event: never_read
                data: {}

                """));
        var ran = commands.run("events", "job_1", "--after", "0");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .isEqualTo("    1  job_submitted  {\"sequence\":1}\n    2  job_succeeded  {\"sequence\":2}\n");
        assertThat(commands.run("events", "job_1", "--json").out()).isEqualTo("{\"sequence\":1}\n{\"sequence\":2}\n");
    }

    @Test
    void aRecipeIsShownWithItsParametersAndAnExample() {
        server.on("GET /v2/recipes", 200, """
                {"data":[{"name":"rename-method","summary":"Renames.","read_only":false,
                          "parameters":[{"name":"method","description":"pkg.Type#m(..)","required":true}]}]}""");
        assertThat(commands.run("recipes", "rename-method").out())
                .contains("method     required  pkg.Type#m(..)", "submit REPO rename-method -p method=… --wait");
        var ran = commands.run("recipes", "rename-methd");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("did you mean rename-method?");
        assertThat(commands.run("recipes", "xyzzy").err())
                .contains("There is no recipe xyzzy. `refactory recipes` lists them all.");
    }

    @Test
    void aColouredPatchIsForTerminalsOnly() {
        server.on("GET /v2/jobs/job_1/patch", new FakeServer.Answer(200, "text/x-diff", "-a\n+b\n"));
        assertThat(commands.run("patch", "job_1").out()).isEqualTo("-a\n+b\n");
        assertThat(commands.onTerminal().run("patch", "job_1").out())
                .isEqualTo("\033[31m-a\033[0m\n\033[32m+b\033[0m\n");
    }

    @Test
    void aPatchCannotDriveATerminalWithoutColoursEither() {
        server.on("GET /v2/jobs/job_1/patch", new FakeServer.Answer(200, "text/x-diff", "+\033]0;x\n"));
        commands.with("NO_COLOR", "1");
        assertThat(commands.run("patch", "job_1").out()).isEqualTo("+\033]0;x\n");
        assertThat(commands.onTerminal().run("patch", "job_1").out()).isEqualTo("+?]0;x\n");
    }

    @Test
    void aPatchInJsonIsTextWhereItIsText() {
        server.on("GET /v2/jobs/job_1/patch", new FakeServer.Answer(200, "text/x-diff", "+é\n"))
                .on("GET /v2/jobs/job_2/patch", new FakeServer.Answer(200, "text/x-diff", ""));
        assertThat(Json.tree(
                        commands.run("patch", "job_1", "--json", "--series").out()))
                .isEqualTo(Json.tree("""
                {"job_id":"job_1","media_type":"application/mbox","bytes":4,"content":"+é\\n"}"""));
        assertThat(Json.tree(commands.run("patch", "job_2", "--json").out())
                        .path("bytes")
                        .asInt())
                .isZero();
    }

    @Test
    void cancellingSaysWhatHappens() {
        server.on("POST /v2/jobs/job_1/cancel", 202, "{}")
                .on("GET /v2/jobs/job_1", 200, "{\"job_id\":\"job_1\",\"status\":\"running\"}");
        assertThat(commands.run("cancel", "job_1").out()).contains("Asked job_1 to stop");
    }

    @Test
    void anUnknownJobIsASentenceAndUsage() {
        var ran = commands.run("status", "job_0", "--json");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).isEqualTo("error: There is nothing here.\n");
        assertThat(Json.parse(ran.out()).path("code").asText()).isEqualTo("not_found");
    }

    @Test
    void aMisspeltWordGetsASuggestionAndNoStackTrace() {
        var ran = commands.run("statsu", "job_1");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("Did you mean status").doesNotContain("\tat ");
        assertThat(commands.run("statsu", "--debug").err()).contains("\tat ");
    }

    @Test
    void rolesAreStartedWithTheWholeConfiguration() {
        assertThat(commands.run("up", "--port", "0", "--pace", "real").code()).isZero();
        assertThat(commands.run("worker", "--kafka-bootstrap", "a:1,b:2").code())
                .isZero();
        assertThat(commands.started).containsExactly("up", "worker");
    }

    @Test
    void everyFaultOfTheConfigurationIsReportedAtOnce() {
        var ran = commands.with("REFACTORY_PORT", "tcp://10.0.0.1:7300")
                .run("up", "--pace", "slow", "--config", "no.file");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(commands.started).isEmpty();
        assertThat(ran.err())
                .contains("no.file does not exist")
                .contains("port must be a whole number from 0 to 65535", "environment REFACTORY_PORT")
                .contains("pace must be fast or real, not \"slow\" (flag --pace)");
    }

    @Test
    void theVersionAndHelpAreThere() {
        assertThat(commands.run("--version").out()).isEqualTo("refactory 0.1.0\n");
        assertThat(commands.run("help", "submit").out()).contains("Usage: refactory submit", "--dry-run");
        assertThat(commands.run().code()).isEqualTo(Exit.USAGE);
    }
}
