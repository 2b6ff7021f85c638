package dev.refactory.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/// `help`, which knows the words there are.
final class HelpWord {
    private HelpWord() {}

    /// @param root with every other word
    static CommandSpec spec(Context context, CommandLine root) {
        CommandSpec[] self = new CommandSpec[1];
        Callable<Integer> run = () -> {
            CommandLine command = root;
            String[] none = {};
            for (String word : self[0].commandLine().getParseResult().matchedPositionalValue(0, none)) {
                CommandLine sub = command.getSubcommands().get(word);
                if (sub == null) {
                    String name = command.getCommandSpec().qualifiedName();
                    throw new ParameterException(command, name + " has no word " + word + ".");
                }
                command = sub;
            }
            command.usage(context.out());
            return Exit.SUCCEEDED;
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(run).name("help");
        spec.usageMessage().description("Shows the help of a command.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("COMMAND")
                .index("0..*")
                .arity("0..*")
                .type(String[].class)
                .completionCandidates(root.getSubcommands().keySet())
                .description("Its words, for example repositories add.")
                .build());
        self[0] = spec;
        return spec;
    }
}
