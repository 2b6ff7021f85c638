package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.client.Git;
import dev.refactory.kit.config.ConfigKeys;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    private static final String TIMELINE = """
            "timeline":[{"stage":"index","tasks":1,"started_at":"2026-11-21T00:00:00Z",
                         "finished_at":"2026-11-21T00:00:12.3Z"},
                        {"stage":"transform","tasks":3,"started_at":"2026-11-21T00:00:12.3Z",
                         "finished_at":"2026-11-21T00:00:12.5Z"},
                        {"stage":"verify","tasks":1,"started_at":null,"finished_at":null}]""";
    private static final String USAGE = """
            "usage":{"sau":81,"total_tokens":7,"prompt_tokens":4,"completion_tokens":3,"wall_ms":9,
                     "simulated_device_ms":2}""";

    private static final String PATCH = """
            diff --git a/A.java b/A.java
            --- a/A.java
            +++ b/A.java
            @@ -1,1 +1,1 @@
            -import static a.B.c;
            +import static a.B.d;
            @@ -9,1 +9,1 @@
            -    c(x);
            +    d(x);
            """;

    @TempDir
    Path directory;

    private FakeServer server;
    private CommandLineFixture commands;

    @BeforeEach
    void start() {
        server = new FakeServer()
                .on("POST /v2/chat/completions/spark", 202, "{\"job_id\":\"job_u\",\"status\":\"queued\"}")
                .on("POST /v2/chat/completions/spark", 202, "{\"job_id\":\"job_r\",\"status\":\"queued\"}")
                .on(
                        "GET /v2/jobs/job_u",
                        200,
                        "{\"job_id\":\"job_u\",\"status\":\"succeeded\"," + USAGE + "," + TIMELINE + "}")
                .on("GET /v2/jobs/job_u/findings", 200, """
                        {"data":[{"file":"A.java","line":1,"excerpt":"a();"},{"file":"A.java","line":2,"excerpt":"b();"},
                                 {"file":"B.java","line":3,"excerpt":"c();"},{"file":"B.java","line":4,"excerpt":"d();"}]}""")
                .on("GET /v2/jobs/job_r", 200, """
                        {"job_id":"job_r","status":"succeeded",
                         "result":{"files_changed":2,"insertions":3,"deletions":3,"verification":{"applies":true}},""" + USAGE + "," + TIMELINE + "}")
                .on("GET /v2/jobs/job_r/patch", new FakeServer.Answer(200, "text/x-diff", PATCH))
                .on("GET /v2/ledger", 200, """
                        {"data":[{"kind":"post","sau":81,"rate_card":"1","indexed_lines":179450,"complexity":1.5},
                                 {"kind":"reserve","sau":81}]}""");
        commands = new CommandLineFixture(directory)
                .with("REFACTORY_URL", server.url())
                .with("REFACTORY_DATA_DIR", directory.resolve("data").toString());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theWholeStoryFitsSixtyLinesAndNothingIsLeftRunning() throws IOException {
        commands.sources = directory.resolve("sources.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(commands.sources))) {
            zip.putNextEntry(new ZipEntry("com/google/common/base/Preconditions.java"));
            zip.write("package com.google.common.base;\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        var ran = commands.run("demo");

        assertThat(ran.err()).doesNotContain("error");
        assertThat(ran.code()).isEqualTo(Exit.SUCCEEDED);
        assertThat(ran.out().lines()).hasSizeLessThanOrEqualTo(60);
        assertThat(ran.out())
                .contains(
                        "Guava 33.5.0", "used at 4 places in 2 files", "and 2 more", "2 files, +3 -3", "one of 2 hunks")
                .contains("✓ applies", "81 SAU; 7 tokens", "2 ms on the device, simulated")
                .contains("81 = 5 x complexity 1.5 x max(1, 179.450 thousand lines / 10)^0.8228", "rate card 1")
                .contains("index 12.3 s  transform 200 ms (3 tasks)\n")
                .contains("@@ -9,1 +9,1 @@", "+    d(x);")
                .doesNotContain("+import static a.B.d;")
                .contains("refactory up");
        assertThat(directory.resolve("data/demo/rename-method.patch")).hasContent(PATCH);
        assertThat(commands.started).containsExactly("all", "closed");
        var config = Objects.requireNonNull(commands.configuration);
        assertThat(config.get(ConfigKeys.PORT)).isZero();
        assertThat(config.get(ConfigKeys.ALLOW_PATH))
                .isEqualTo(List.of(directory.resolve("data/demo/repositories/guava-33.5.0-jre")));
        assertThat(Json.tree(server.asked("POST").body()).at("/recipe/name").asText())
                .isEqualTo("find-usages");
    }

    @Test
    void aRepositoryOfTheUsersIsShownWithTheirMethod() {
        new Git(directory).must("init", "-q");
        var ran = commands.run("demo", ".", "--method", "a.B#c(..)", "--to", "d");
        assertThat(ran.code()).isZero();
        assertThat(Json.tree(server.asked("POST").body())
                        .at("/recipe/parameters/symbol")
                        .asText())
                .isEqualTo("a.B#c(..)");

        var unsaid = commands.run("demo", ".");
        assertThat(unsaid.code()).isEqualTo(Exit.USAGE);
        assertThat(unsaid.err()).contains("refactory demo . --method pkg.Type#method(..) --to newName");
    }

    @Test
    void aJobThatIsRefusedEndsTheStoryWithItsReasonsAndStopsTheServer() {
        FakeServer refusing = new FakeServer().on("POST /v2/chat/completions/spark", 202, """
                        {"job_id":"job_u","status":"refused",
                         "conflicts":[{"kind":"not-found","symbol":"a.B#c(..)","file":"","line":0,"message":"No such."}]}""");
        new Git(directory).must("init", "-q");
        try (refusing) {
            var ran = commands.with("REFACTORY_URL", refusing.url())
                    .run("demo", ".", "--method", "a.B#c(..)", "--to", "d");
            assertThat(ran.code()).isEqualTo(Exit.REFUSED);
            assertThat(ran.out()).contains("not-found  a.B#c(..)", "No such.").doesNotContain("Where to go next");
            assertThat(commands.started).containsExactly("all", "closed");
        }
    }
}
