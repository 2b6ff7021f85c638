package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeFileTest {
    private static final String JSON = """
            [{"name":"rename-type","parameters":{"type":"a.B","newName":"no"}},{"name":"x"}]""";
    private static final String YAML = """
            # two steps
            - name: rename-type
              parameters:
                type: a.B
                newName: no
            - {name: x}
            """;

    @TempDir
    Path directory;

    private FakeServer server;
    private CommandLineFixture commands;

    @BeforeEach
    void start() {
        server = new FakeServer()
                .on("POST /v2/chat/completions/spark", 202, "{\"job_id\":\"job_1\",\"status\":\"queued\"}");
        commands = new CommandLineFixture(directory).with("REFACTORY_URL", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandLineFixture.Ran submit(String file) {
        return commands.run("submit", "https://git.example/a.git", "--recipe-file", file);
    }

    private CommandLineFixture.Ran submit(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
        return submit(file);
    }

    private String sent() {
        return Json.write(Json.tree(server.asked.getLast().body()).path("recipe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r.json", "r.yaml", "r.YML", "json", "yaml", "-json", "-yaml"})
    void theSameRecipesComeFromJsonAndYamlOfFilesAndStdin(String file) throws IOException {
        String text = file.endsWith("json") ? JSON : YAML;
        var ran = file.startsWith("-")
                ? commands.typing(text).run("submit", "https://a/b", "--recipe-file", "-")
                : submit(file, text);
        assertThat(ran.err()).doesNotContain("error");
        assertThat(ran.code()).isZero();
        assertThat(Json.tree(sent())).isEqualTo(Json.tree(JSON));
    }

    @Test
    void jsonIsReadAsYamlToo() throws IOException {
        submit("r.yaml", "\uFEFF" + JSON);
        assertThat(Json.tree(sent())).isEqualTo(Json.tree(JSON));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no                        | \"no\"",
                "Yes                       | \"Yes\"",
                "010                       | \"010\"",
                "12:30                     | \"12:30\"",
                "2026-11-21                | \"2026-11-21\"",
                "1e400000000               | \"1e400000000\"",
                "=                         | \"=\"",
                "a.B#c(int,java.util.List) | \"a.B#c(int,java.util.List)\"",
                "a.B # a comment           | \"a.B\"",
                "'12'                      | \"12\"",
                "!!str true                | \"true\"",
                "\"tab\\there\"              | \"tab\\there\"",
                "-12.5                     | -12.5",
                "true                      | true",
                "~                         | null",
                "[a, 1]                    | [\"a\",1]",
            })
    void aValueOfYamlIsItsTextUnlessJsonKnowsItToo(String yaml, String json) throws IOException {
        assertThat(submit("r.yaml", "name: x\nparameters: {}\nvalue: " + yaml).err())
                .doesNotContain("error");
        assertThat(sent()).endsWith("\"value\":" + json + "}");
    }

    @Test
    void aliasesAreFollowed() throws IOException {
        submit("r.yaml", "- {name: x, parameters: &p {a: b}}\n- {name: y, parameters: *p}\n");
        assertThat(Json.tree(sent()))
                .isEqualTo(Json.tree("[{\"name\":\"x\",\"parameters\":{\"a\":\"b\"}},{\"name\":\"y\","
                        + "\"parameters\":{\"a\":\"b\"}}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "r.json  | [{                                     | r.json, line 1: this is not JSON; where YAML",
                "r.json  | {\"a\":1,;\"b\" 2}                       | r.json, line 2: this is not JSON",
                "r       | [{name: x}]                            | r, line 1: this is not JSON; where YAML is meant",
                "r.yaml  | name: x;parameters: [                  | r.yaml, line 2: this is not YAML",
                "r.yaml  | name: x;\tparameters: 1                 | r.yaml, line 2: this is not YAML",
                "r.yaml  | name: x;name: y                        | r.yaml, line 2: name is given twice",
                "r.yaml  | name: x;? [a];: b                      | r.yaml, line 2: a name is expected",
                "r.yaml  | - name: x;- !!java.net.URL [\"http:a\"] | r.yaml, line 2: this is not YAML (Glob",
                "r.yaml  | - name: !x y                           | r.yaml, line 1: tags such as !x are not read",
                "r.yaml  | - &a {b: c};- <<: *a                   | r.yaml, line 2: the merge key << is not read",
                "r.yaml  | - &a [*a]                              | r.yaml, line 1: with its aliases followed",
                "r.yaml  | a: *b                                  | r.yaml, line 1: this is not YAML (found undefined",
                "r.yaml  | a: b;---;c: d                          | r.yaml, line 2: this is not YAML (but found",
                "r.yaml  | a: b;c: \u0007d                         | r.yaml, line 2: there is a character",
                "r.yaml  | # nothing                              | There is no recipe in r.yaml",
                "r.yaml  | rename-type                            | There is no recipe in r.yaml",
                "r.json  | 1                                      | There is no recipe in r.json",
            })
    void whatIsWrongInAFileIsASentenceWithTheLine(String file, String text, String sentence) throws IOException {
        var ran = submit(file, text.replace(';', '\n'));
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).startsWith("error: " + sentence).hasLineCount(1);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aFileThatGrowsWithoutBoundIsRefusedAtOnce() throws IOException {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append("a%d: &a%d [%s]%n"
                    .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)))));
        }
        assertThat(submit("r.yaml", laughs.toString()).err())
                .startsWith("error: r.yaml, line ")
                .hasLineCount(1);
        assertThat(submit("r.yaml", "[".repeat(100_000)).err())
                .startsWith("error: r.yaml, line ")
                .hasLineCount(1);
        assertThat(submit("r.json", "[".repeat(100_000)).err())
                .startsWith("error: r.json, line ")
                .hasLineCount(1);
        assertThat(submit("r.yaml", "# " + "x".repeat(1 << 20)).err()).contains("more than 1 MiB");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void whatCannotBeReadIsASentence() throws IOException {
        assertThat(submit("none.json").err()).contains("There is no file ");
        assertThat(submit(".").err()).contains("There is no file ");
        Files.write(directory.resolve("latin.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(submit("latin.yaml").err()).contains("The recipes in latin.yaml are not UTF-8.");
        Files.writeString(directory.resolve("r.json"), JSON);
        assertThat(commands.run("submit", "https://a/b", "--recipe-file", "r.json", "-p", "a=b")
                        .err())
                .contains("leave -p and --then out");
    }

    @Test
    void anyTextIsRecipesOrASentence() throws IOException {
        Random random = new Random(11);
        String alphabet = "ab:-#&*!?|>'\"%@`{}[],\\ \n\t~.0é";
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var ran = submit("r.yaml", text.toString());
            assertThat(ran.code()).as(text.toString()).isIn(Exit.SUCCEEDED, Exit.USAGE);
        }
    }
}
