package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong, in the words of who typed it.
class WordingTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "There is no job 'x': GET /v2/jobs lists them. | There is no job 'x': `refactory jobs` lists them.",
                "it is there later; GET /v2/jobs/job_1?wait=25s. | it is there later; `refactory status job_1 --wait`.",
                "GET /v2/jobs/job_1 says why.                        | `refactory status job_1` says why.",
                "poll GET /v2/jobs/job_1 instead                     | poll `refactory status job_1` instead",
                "GET /v2/repositories/repo_1/symbols?q= finds it     | `refactory symbols REPO NAME` finds it",
                "see GET /v2/recipes; or say it                      | see `refactory recipes`; or say it",
                "was a dry run: submit it without dry_run.           | was a dry run: submit it without --dry-run.",
                "GET /v2/jobs/{id}/events and GET /v2/limits         | GET /v2/jobs/{id}/events and GET /v2/limits",
            })
    void callsOfTheServerAreCommandsHere(String said, String here) {
        assertThat(Wording.sentence(said)).isEqualTo(here);
    }

    @ParameterizedTest
    @CsvSource({
        "options.verify, --verify", "limit, --limit", "recipe.parameters.newName, -p newName",
        "recipe[2].parameters.type, -p type", "repository_context.git_url, REPO", "metadata.team, metadata.team"
    })
    void fieldsOfARequestAreTheWordsTheyCameFrom(String field, String word) {
        assertThat(Wording.word(field)).isEqualTo(word);
    }

    private CommandLineFixture.Ran answered(String errors) {
        try (FakeServer server = new FakeServer()
                .on(
                        "GET /v2/jobs",
                        422,
                        "{\"code\":\"invalid_request\",\"detail\":\"At fault.\",\"errors\":[" + errors + "]}")) {
            return new CommandLineFixture(directory).run("jobs", "--server", server.url());
        }
    }

    @Test
    void everyFaultHasALineWithItsWord() {
        String limit = "{\"field\":\"limit\",\"message\":\"Must be a whole number.\"}";
        String recipe = "{\"field\":\"recipe.name\",\"message\":\"There is no recipe 'x'.\"}";
        assertThat(answered(limit).err()).isEqualTo("error: --limit: Must be a whole number.\n");
        assertThat(answered(recipe).err()).isEqualTo("error: There is no recipe 'x'.\n");
        assertThat(answered(limit + "," + recipe).err()).isEqualTo("""
                error: 2 things are at fault.
                  --limit: Must be a whole number.
                  There is no recipe 'x'.
                """);
        assertThat(answered("").err()).isEqualTo("error: At fault.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense                 | There is no command 'nonsense'.",
                "statsu job_1             | There is no command 'statsu'.;Did you mean status?",
                "status                   | refactory status needs JOB.",
                "status job_1 more        | 'more' is one word too many for refactory status.",
                "jobs --stauts            | refactory jobs has no option --stauts.;Did you mean --status?",
                "usage --by               | --by needs a value: WHAT.",
                "--server http://x jobs   | --server goes behind the command it is for: refactory COMMAND --server …",
                "credentials sett x       | There is no command 'sett'.;Did you mean set?",
                "help nope                | refactory has no word nope.",
                "help repositories nope   | refactory repositories has no word nope.",
            })
    void wordsThatMakeNoSenseAreASentence(String words, String sentences) {
        var ran = new CommandLineFixture(directory).run(words.split(" "));
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("error: " + sentences.replace(';', '\n') + "\nSee `refactory");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jobs --limit few         | --limit: 'few' is not a whole number in range",
                "events job_1 --after x   | --after: 'x' is not a whole number in range",
                "graph r s --direction up | --direction: expected one of in, out, both but was 'up'",
            })
    void valuesThatMakeNoSenseAreASentence(String words, String fault) {
        var ran = new CommandLineFixture(directory).run(words.split(" "));
        String option = fault.substring(0, fault.indexOf(':'));
        String sentence = "Invalid value for option '" + option + "'" + fault.substring(option.length());
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("error: " + sentence + "\nSee `refactory");
    }

    @Test
    void theyAreJsonToo() {
        var ran = new CommandLineFixture(directory).run("jobs", "--limit", "few", "--json");
        assertThat(Json.tree(ran.out()).path("code").asText()).isEqualTo("usage");
        assertThat(Json.tree(ran.out()).path("detail").asText()).contains("'few' is not a whole number");
    }

    @Test
    void theLedgerOfNoJobIsAnError() {
        try (FakeServer server = new FakeServer()
                .on("GET /v2/ledger", 200, "{\"data\":[]}")
                .on("GET /v2/jobs/job_1", 200, "{\"job_id\":\"job_1\"}")) {
            var commands = new CommandLineFixture(directory).with("REFACTORY_URL", server.url());
            assertThat(commands.run("ledger", "job_1").code()).isZero();
            assertThat(commands.run("ledger", "job_2").code()).isEqualTo(Exit.USAGE);
        }
    }
}
