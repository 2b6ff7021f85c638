package dev.refactory.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Shows the help of a command.")
final class HelpWord implements Callable<Integer> {
    private final Context context;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "COMMAND", arity = "0..1")
    private @Nullable String word;

    HelpWord(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CommandLine root = Objects.requireNonNull(spec).root().commandLine();
        CommandLine command = word == null ? root : root.getSubcommands().get(word);
        if (command == null) {
            throw new ParameterException(root, "There is no command " + word + ".");
        }
        command.usage(context.out());
        return Exit.SUCCEEDED;
    }
}
