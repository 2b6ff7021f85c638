package dev.refactory.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `refactory` without another word, and the list of the other words.
@Command(
        name = "refactory",
        version = RootCommand.VERSION,
        header = "Refactors whole Git repositories, and proves the patch.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 usage, 3 refused, 4 cancelled, 5 server unreachable.",
            "First steps: `refactory demo`, or `refactory up` here and `refactory recipes` in another terminal."
        })
final class RootCommand implements Callable<Integer> {
    static final String VERSION = "refactory 0.1.0";

    private final Context context;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows where an error comes from.")
    private boolean debug;

    private RootCommand(Context context) {
        this.context = context;
    }

    static CommandLine commandLine(Context context) {
        CommandLine root = new CommandLine(new RootCommand(context));
        root.addSubcommand(new SubmitCommand(context))
                .addSubcommand(new QuoteCommand(context))
                .addSubcommand(new StatusCommand(context))
                .addSubcommand(new JobsCommand(context))
                .addSubcommand(new PatchCommand(context))
                .addSubcommand(new FindingsCommand(context))
                .addSubcommand(new EventsCommand(context))
                .addSubcommand(new ApplyCommand(context))
                .addSubcommand(new CancelCommand(context))
                .addSubcommand(new RetryCommand(context))
                .addSubcommand(new RecipesCommand(context))
                .addSubcommand(new UsageCommand(context))
                .addSubcommand(new LedgerCommand(context))
                .addSubcommand(new AcceleratorsCommand(context))
                .addSubcommand(new PlanCapacityCommand(context));
        root.addSubcommand(new GraphCommand(context)).addSubcommand(new SymbolsCommand(context));
        root.addSubcommand(new CommandLine(new ScipCommand())
                .addSubcommand(new ScipCommand.Export(context))
                .addSubcommand(new ScipCommand.Import(context)));
        root.addSubcommand(new CommandLine(new RepositoriesCommand(context))
                .addSubcommand(new RepositoriesCommand.Add(context))
                .addSubcommand(new RepositoriesCommand.Delete(context)));
        root.addSubcommand(new CommandLine(new CredentialsCommand(context))
                .addSubcommand(new CredentialsCommand.Set(context))
                .addSubcommand(new CredentialsCommand.Delete(context)));
        root.addSubcommand("config", ConfigCommand.spec(context));
        root.addSubcommand("demo", DemoCommand.spec(context));
        for (RoleCommand role : RoleCommand.values()) {
            root.addSubcommand(role.word(), roleSpec(role, context));
        }
        root.addSubcommand(new ChaosCommand(context)).addSubcommand(new DistCommand(context));
        root.addSubcommand(new CompletionCommand(context));
        root.addSubcommand("help", HelpWord.spec(context, root));
        return root;
    }

    private static CommandSpec roleSpec(RoleCommand role, Context context) {
        CommandSpec[] self = new CommandSpec[1];
        Callable<Integer> run = () -> {
            ParseResult parsed = self[0].commandLine().getParseResult();
            return context.roles()
                    .run(
                            role,
                            ConfigOptions.resolve(parsed, context.surroundings()),
                            context.surroundings(),
                            parsed.hasMatchedOption(ConfigOptions.JSON));
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(run).name(role.word());
        spec.usageMessage().description(role.summary());
        ConfigOptions.addTo(spec);
        ConfigOptions.addJson(spec, "A line of JSON on stdout when it is up, and one when it has stopped.");
        self[0] = spec;
        return spec;
    }

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(context.out());
        return Exit.USAGE;
    }
}
