package dev.refactory.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Prints what makes a shell complete words, options and their values.",
        footer = {
            "",
            "bash, zsh:  source <(refactory completion bash)",
            "fish:       refactory completion fish | source"
        })
final class CompletionCommand implements Callable<Integer> {
    /// With this the generator takes the shell's own completion of file names away, also where a
    /// repository or a file is next.
    private static final String NO_FILES = "type compopt &>/dev/null && compopt +o default";

    private final Context context;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private @Nullable Shell shell;

    CompletionCommand(Context context) {
        this.context = context;
    }

    /// Shells that are known; the script for bash makes zsh read it, too.
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        CommandLine root = Objects.requireNonNull(spec).root().commandLine();
        String name = root.getCommandName();
        String script = switch (Objects.requireNonNull(shell)) {
            case BASH, ZSH -> AutoComplete.bash(name, root).replace(NO_FILES, ":");
            case FISH -> FishCompletion.script(name, root);
        };
        context.out().print(script);
        return Exit.SUCCEEDED;
    }
}
