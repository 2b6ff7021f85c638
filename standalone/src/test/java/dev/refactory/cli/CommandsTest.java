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
                JOB     STATUS     RECIPE         %  SAU  CREATED               REPOSITORY
                job_1   succeeded  find-usages  100    5  2026-11-21T00:00:00Z  r
                job_22  running    x              7    0  2026-11-21T00:00:00Z  r
                """);
        assertThat(server.asked("GET /v2/jobs").call())
                .contains("status=running")
                .doesNotContain("recipe=");
    }

    @Test
    void findingsReadAsPlaces() {
        server.on("GET /v2/jobs/job_1/findings", 200, """
                {"data":[{"file":"a/B.java","line":3,"column":7,"message":"call of f()","excerpt":"  f();"}]}""");
        assertThat(commands.run("findings", "job_1").out()).isEqualTo("a/B.java:3:7: call of f()  f();\n");
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
    }

    @Test
    void aColouredPatchIsForTerminalsOnly() {
        server.on("GET /v2/jobs/job_1/patch", new FakeServer.Answer(200, "text/x-diff", "-a\n+b\n"));
        assertThat(commands.run("patch", "job_1").out()).isEqualTo("-a\n+b\n");
        assertThat(commands.onTerminal().run("patch", "job_1").out())
                .isEqualTo("\033[31m-a\033[0m\n\033[32m+b\033[0m\n");
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
