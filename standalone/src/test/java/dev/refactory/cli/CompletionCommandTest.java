package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    Path directory;

    /// What bash itself would offer after these words; the last one is being typed.
    private List<String> offered(String... words) throws IOException, InterruptedException {
        Path script = saved("bash");
        String typed = String.join(" ", words);
        String program = "source " + script + """

                COMP_WORDS=(%s)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_LINE="%s"
                COMP_POINT=${#COMP_LINE}
                compopt() { :; }
                complete -p refactory | grep -q -- '-F _complete_refactory' || echo not registered
                _complete_refactory
                printf '%%s\\n' "${COMPREPLY[@]}"
                """.formatted(typed, typed);
        return said("bash", "--norc", "-c", program);
    }

    @Test
    void bashCompletesCommandsOptionsAndTheirValues() throws Exception {
        assertThat(offered("refactory", "sub")).containsExactly("submit");
        assertThat(offered("refactory", "comp")).containsExactly("completion");
        assertThat(offered("refactory", "submit", "--wo")).containsExactly("--worktree");
        assertThat(offered("refactory", "submit", "--tier", "b")).containsExactly("bulk");
        assertThat(offered("refactory", "jobs", "--status", "c")).containsExactly("cancelled");
        assertThat(offered("refactory", "usage", "--by", "re")).containsExactly("repository", "recipe");
        assertThat(offered("refactory", "completion", "f")).containsExactly("fish");
        assertThat(offered("refactory", "help", "su")).containsExactly("submit");
    }

    @Test
    void bashIsLeftToCompleteFileNamesWhereThereIsNoWordToOffer() throws Exception {
        assertThat(offered("refactory", "submit", "/tm")).containsExactly("");
        assertThat(script("bash"))
                .contains("complete -F _complete_refactory -o default refactory")
                .doesNotContain("+o default");
    }

    @Test
    void zshCompletesWithTheSameScript() throws Exception {
        assumeTrue(installed("zsh"), "zsh is not installed");
        String program = """
                autoload -U +X compinit && compinit -u -d %s
                source %s
                emulate ksh
                COMP_WORDS=(refactory credentials set --u)
                COMP_CWORD=3
                _complete_refactory
                print -l -- "${COMPREPLY[@]}"
                """.formatted(directory.resolve("dump"), saved("zsh"));
        assertThat(said("zsh", "-f", "-c", program))
                .contains("--url", "--username")
                .doesNotContain("--worktree");
    }

    @Test
    void fishCompletesWordsOptionsTheirValuesAndPlaces() throws Exception {
        assumeTrue(installed("fish"), "fish is not installed");
        Path script = saved("fish");
        assertThat(fish(script, "su")).containsExactly("submit");
        assertThat(fish(script, "submit . --tier b")).containsExactly("bulk");
        assertThat(fish(script, "credentials ")).containsExactly("delete", "set");
        assertThat(fish(script, "credentials set --u")).containsExactly("--url", "--username");
        assertThat(fish(script, "completion f")).containsExactly("fish");
        assertThat(fish(script, "help su")).containsExactly("submit");
        assertThat(fish(script, "--ver")).containsExactly("--version");
        Files.createDirectory(directory.resolve("here"));
        assertThat(fish(script, "submit " + directory + "/he")).containsExactly(directory + "/here/");
        assertThat(fish(script, "jobs " + directory + "/he")).isEmpty();
        assertThat(fish(script, "submit . --recipe-file " + directory + "/comp"))
                .containsExactly(directory + "/completion.fish");
    }

    /// What fish itself would offer behind `refactory`, without the descriptions.
    private static List<String> fish(Path script, String typed) throws Exception {
        return said("fish", "--no-config", "-c", "source " + script + "; complete -C 'refactory " + typed + "'")
                .stream()
                .map(line -> line.split("\t", 2)[0])
                .sorted()
                .toList();
    }

    private static boolean installed(String shell) {
        return Arrays.stream(System.getenv("PATH").split(":")).anyMatch(at -> Files.isExecutable(Path.of(at, shell)));
    }

    private String script(String shell) {
        return new CommandLineFixture(directory).run("completion", shell).out();
    }

    private Path saved(String shell) throws IOException {
        return Files.writeString(directory.resolve("completion." + shell), script(shell));
    }

    private static List<String> said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().map(String::strip).toList();
    }

    @Test
    void fishGetsALineForEveryWordAndOption() {
        assertThat(new CommandLineFixture(directory)
                        .run("completion", "fish")
                        .out()
                        .lines())
                .contains(
                        "complete -c refactory -n '__fish_use_subcommand' -a 'submit' -d 'Submits a job'",
                        "complete -c refactory -n '__fish_seen_subcommand_from submit' -l tier"
                                + " -x -a 'interactive standard bulk' -d 'interactive, standard (default) or bulk'")
                .noneMatch(line -> line.contains("${"));
    }

    @Test
    void anUnknownShellIsASentence() {
        var ran = new CommandLineFixture(directory).run("completion", "tcsh");
        assertThat(ran.code()).isEqualTo(Exit.USAGE);
        assertThat(ran.err()).contains("bash, zsh, fish").doesNotContain("Exception");
    }
}
