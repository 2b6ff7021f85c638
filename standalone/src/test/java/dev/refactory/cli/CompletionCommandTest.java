package dev.refactory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    Path directory;

    /// What bash itself would offer after these words; the last one is being typed.
    private List<String> offered(String... words) throws IOException, InterruptedException {
        Path script = directory.resolve("completion.bash");
        Files.writeString(
                script,
                new CommandLineFixture(directory).run("completion", "bash").out());
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
        Process bash = new ProcessBuilder("bash", "--norc", "-c", program)
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output.lines().map(String::strip).toList();
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
