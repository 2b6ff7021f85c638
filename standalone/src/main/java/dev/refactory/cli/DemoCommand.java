package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.demo.DemoRepository;
import dev.refactory.demo.DemoScript;
import dev.refactory.kit.config.ConfigKeys;
import dev.refactory.kit.config.RefactoryConfig;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.ProgressDisplay;
import dev.refactory.screen.Style;
import dev.refactory.screen.Surroundings;
import dev.refactory.screen.Table;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `demo`: starts everything, runs two jobs on a real repository, stops everything.
final class DemoCommand {
    private final Context outer;
    private final CommandSpec spec;

    /// What the story is told to; nobody listens with `--json`.
    private Context context;

    private DemoCommand(Context context) {
        this.outer = context;
        this.context = context;
        Callable<Integer> run = this::run;
        this.spec = CommandSpec.wrapWithoutInspection(run).name("demo");
    }

    static CommandSpec spec(Context context) {
        CommandSpec spec = new DemoCommand(context).spec;
        spec.usageMessage()
                .description(
                        "Starts everything, runs two jobs on a real library of 179,450 lines, shows diff, proof"
                                + " and bill, and stops everything.",
                        "",
                        "With REPO, --method and --to it does so on a repository of yours; nothing there is changed.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("REPO")
                .index("0")
                .arity("0..1")
                .type(String.class)
                .description("A Git URL or the path of a local repository; default: Guava, from your Maven repository.")
                .build());
        spec.addOption(option("--method", "METHOD", "The method to rename, pkg.Type#method(..)."));
        spec.addOption(option("--to", "NAME", "Its new name."));
        spec.addOption(option("--symbol", "SYMBOL", "The symbol whose usages are found; default: the method."));
        ConfigOptions.addTo(spec);
        ConfigOptions.addJson(spec, "The last job as JSON on stdout, nothing else there.");
        return spec;
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private int run() throws Exception {
        ParseResult parsed = spec.commandLine().getParseResult();
        context = json() ? new Context(outer.surroundings().silent(), outer.pauses(), outer.roles()) : outer;
        Surroundings surroundings = context.surroundings();
        @Nullable String word = parsed.matchedPositionalValue(0, (String) null);
        @Nullable String method = parsed.matchedOptionValue("--method", (String) null);
        @Nullable String to = parsed.matchedOptionValue("--to", (String) null);
        RefactoryConfig given = RefactoryConfig.from(ConfigOptions.resolve(parsed, surroundings));
        Path home = given.dataDir().resolve("demo");
        PrintStream out = context.out();
        out.println(context.style().bold("Refactory, a demonstration"));

        DemoScript.Subject subject;
        if (word == null) {
            DemoRepository.Made made = new DemoRepository(context.roles().sources(given.sources()))
                    .guavaBelow(home.resolve("repositories"));
            out.println("   repository  " + made.title() + ", " + grouped(made.files()) + " Java files, "
                    + grouped(made.lines()) + " lines: " + made.path());
            subject = DemoScript.Subject.guava(made);
        } else {
            RepositoryArgument argument = RepositoryArgument.parse(word, surroundings.workingDirectory());
            if (method == null || to == null) {
                throw new RefactoryException(
                        ErrorCode.INVALID_REQUEST,
                        "--method",
                        "Say what to rename there: refactory demo " + word
                                + " --method pkg.Type#method(..) --to newName.");
            }
            out.println("   repository  " + Style.safe(argument.gitUrl()));
            String symbol = parsed.matchedOptionValue("--symbol", method);
            subject = new DemoScript.Subject(argument.gitUrl(), symbol, method, to);
        }
        return onServer(configuration(parsed, home, subject.gitUrl()), subject, home);
    }

    private boolean json() {
        return spec.commandLine().getParseResult().hasMatchedOption(ConfigOptions.JSON);
    }

    /// Its own directory, and any free ports: a server that runs already is not in the way.
    private ResolvedConfig configuration(ParseResult parsed, Path home, String gitUrl) {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put(ConfigKeys.DATA_DIR.name(), home.resolve("server").toString());
        flags.put(ConfigKeys.PORT.name(), "0");
        flags.put(ConfigKeys.CLUSTER_PORT.name(), "0");
        if (gitUrl.startsWith("/")) {
            flags.put(ConfigKeys.ALLOW_PATH.name(), gitUrl);
        }
        return ConfigOptions.resolve(parsed, context.surroundings(), flags);
    }

    private int onServer(ResolvedConfig config, DemoScript.Subject subject, Path home) throws Exception {
        PrintStream out = context.out();
        if (context.surroundings().canRedraw()) {
            context.err().print("   server      starting a Postgres, Kafka and Hazelcast of its own …");
            context.err().flush();
        }
        long began = context.pauses().ticker().nanos();
        try (RoleLauncher.Running server = context.roles().start(config);
                ApiClient client = new ApiClient(server.url(), null)) {
            Duration took = Duration.ofNanos(context.pauses().ticker().nanos() - began);
            clearLine();
            out.println("   server      Postgres, Kafka, Hazelcast and every role, ready in "
                    + ProgressDisplay.seconds(took) + ": " + server.url());
            out.println("   log         " + LogFile.in(config.get(ConfigKeys.DATA_DIR)));
            JsonNode last = new DemoScript(client, context.surroundings(), context.pauses())
                    .run(subject, home.resolve("rename-method.patch"));
            if (json()) {
                outer.printJson(last);
            }
            int code = Exit.of(last);
            if (code == Exit.SUCCEEDED) {
                farewell();
            }
            return code;
        } finally {
            clearLine();
        }
    }

    private void clearLine() {
        if (context.surroundings().canRedraw()) {
            context.err().print("\r\033[K");
            context.err().flush();
        }
    }

    private void farewell() {
        PrintStream out = context.out();
        out.println();
        out.println(context.style().bold("Where to go next") + "  (nothing of this keeps running)");
        Table next = new Table("", "");
        next.row("  ./refactory up", "start it to stay; the dashboard is at http://127.0.0.1:7300/dashboard");
        next.row("  ./refactory recipes", "what can be asked for");
        next.row("  ./refactory demo REPO --method M --to NAME", "the same on a repository of yours");
        next.row("  ./refactory submit REPO RECIPE -p name=value --wait", "a job; then patch, findings, apply");
        next.print(out, context.style());
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
