package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.cli.FakeServer.Answer;
import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScipCommandTest {
    private static final String SCIP = "/v2/repositories/repo_1/scip";

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
    void anIndexIsWrittenWhereItWasAskedFor() throws IOException {
        server.on("GET " + SCIP, new Answer(200, "application/x-scip", "the index"));
        var ran = commands.run("scip", "export", "repo_1", "--ref", "main", "-o", "out.scip");
        assertThat(ran.code()).isEqualTo(Exit.SUCCEEDED);
        assertThat(directory.resolve("out.scip")).hasContent("the index");
        assertThat(ran.err()).contains("Wrote out.scip (9 bytes)");
        assertThat(server.asked("GET " + SCIP).call()).contains("ref=main");
        assertThat(Json.tree(commands.run("scip", "export", "repo_1", "--json").out())
                        .path("bytes")
                        .asInt())
                .isEqualTo(9);
        assertThat(directory.resolve("index.scip")).exists();
        try (var files = Files.list(directory)) {
            assertThat(files).as("no part is left behind").hasSize(2);
        }
    }

    @Test
    void aRefusedExportLeavesNoFileAndTheOneBeforeAsItWas() throws IOException {
        Files.writeString(directory.resolve("index.scip"), "before");
        server.on("GET " + SCIP, 409, "{\"detail\":\"Of repository repo_1 no commit is indexed yet: do.\"}");
        var ran = commands.run("scip", "export", "repo_1");
        assertThat(ran.code()).isNotEqualTo(Exit.SUCCEEDED);
        assertThat(ran.err()).contains("no commit is indexed yet");
        assertThat(directory.resolve("index.scip")).hasContent("before");
    }

    @Test
    void anIndexIsSentAsItIsAndWhatCameOfItIsSaid() throws IOException {
        Files.writeString(directory.resolve("theirs.scip"), "their index");
        server.on("POST " + SCIP, 201, """
                {"tool":"scip-typescript","tool_version":"0.4.0","documents":1200,"symbols":18,"occurrences":38,
                 "relations":2,"commit":"abc"}""");
        var ran = commands.run("scip", "import", "repo_1", "theirs.scip", "--root", "apps/zoo");
        assertThat(ran.out()).isEqualTo("""
                Imported 1,200 documents of scip-typescript 0.4.0: 18 symbols, 38 places, 2 relations of commit abc.
                """);
        assertThat(ran.err()).contains("--source scip");
        FakeServer.Asked asked = server.asked("POST " + SCIP);
        assertThat(asked.call()).contains("root=apps%2Fzoo");
        assertThat(asked.body()).isEqualTo("their index");
        assertThat(asked.headers().get("Content-type")).isEqualTo(List.of("application/x-scip"));
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(commands.run("scip", "import", "repo_1", "gone.scip").err()).contains("There is no file");
        assertThat(commands.run("scip").err()).contains("scip export REPO");
        assertThat(commands.run("symbols", "repo_1", "x", "--source", "lsif").code())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void aLookIntoAnImportedIndexIsAskedForByName() {
        server.on("GET /v2/repositories/repo_1/symbols", 200, "{\"data\":[],\"has_more\":false}");
        commands.run("symbols", "repo_1", "x", "--source", "scip");
        assertThat(server.asked("GET /v2/repositories/repo_1/symbols").call()).contains("source=scip");
    }
}
