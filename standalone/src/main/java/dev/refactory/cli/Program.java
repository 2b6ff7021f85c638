package dev.refactory.cli;

import dev.refactory.client.ApiProblem;
import dev.refactory.client.Pauses;
import dev.refactory.client.ServerUnreachable;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode.Fault;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.Style;
import dev.refactory.screen.Surroundings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// The whole command line: words to commands, faults to sentences and exit codes.
public final class Program {
    private final Context context;

    public Program(Surroundings surroundings, Pauses pauses, RoleLauncher roles) {
        this.context = new Context(surroundings, pauses, roles);
    }

    /// Runs one command.
    /// @return one of [Exit]'s codes
    public int run(String... arguments) {
        boolean debug = Arrays.asList(arguments).contains("--debug");
        boolean json = Arrays.asList(arguments).contains("--json");
        Surroundings surroundings = context.surroundings();
        Ansi ansi = surroundings.outStyle().colour() ? Ansi.ON : Ansi.OFF;
        CommandLine commandLine = RootCommand.commandLine(context)
                .setOut(new java.io.PrintWriter(surroundings.out(), true))
                .setErr(new java.io.PrintWriter(surroundings.err(), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(Math.clamp(surroundings.columns(), 60, 110))
                .registerConverter(BigDecimal.class, Program::number)
                .registerConverter(int.class, word -> whole(word, Integer::valueOf))
                .registerConverter(long.class, word -> whole(word, Long::valueOf))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((fault, words) -> usage(fault, debug, json))
                .setExecutionExceptionHandler((fault, command, parsed) -> failure(fault, debug, json));
        return commandLine.execute(arguments);
    }

    private int usage(ParameterException fault, boolean debug, boolean json) {
        if (debug) {
            fault.printStackTrace(context.err());
        }
        MisusedWords misuse = MisusedWords.of(fault);
        if (json) {
            machine("usage", misuse.sentence());
        }
        error(misuse.sentence());
        if (!misuse.near().isEmpty()) {
            context.err().println("Did you mean " + String.join(" or ", misuse.near()) + "?");
        }
        context.err().println("See `" + fault.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
        return Exit.USAGE;
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }

    private static <T> T whole(String text, Function<String, T> read) {
        try {
            return read.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number in range");
        }
    }

    private int failure(Exception fault, boolean debug, boolean json) {
        if (debug) {
            fault.printStackTrace(context.err());
        }
        return switch (fault) {
            case ServerUnreachable unreachable -> {
                machine(json, "server_unreachable", unreachable);
                error(String.valueOf(unreachable.getMessage()));
                yield Exit.UNREACHABLE;
            }
            case ApiProblem problem -> {
                if (json) {
                    context.printJson(problem.body());
                }
                List<String> said = Wording.of(problem);
                error(said.getFirst());
                said.stream().skip(1).forEach(line -> context.err().println("  " + Style.safe(line)));
                yield problem.callersFault() ? Exit.USAGE : Exit.FAILED;
            }
            case RefactoryException typed -> {
                machine(json, typed.code().code(), typed);
                error(typed.sentence());
                yield typed.code().fault() == Fault.SERVICE ? Exit.FAILED : Exit.USAGE;
            }
            case CancellationException cancelled -> Exit.CANCELLED;
            default -> {
                machine(json, "internal", fault);
                error("Something is wrong in Refactory itself: " + fault + ". Run it again with --debug to see where.");
                yield Exit.FAILED;
            }
        };
    }

    private void machine(boolean json, String code, Exception fault) {
        if (json) {
            machine(code, String.valueOf(fault.getMessage()));
        }
    }

    private void machine(String code, String detail) {
        context.printJson(Json.object().put("code", code).put("detail", detail));
    }

    private void error(String sentence) {
        Style style = context.surroundings().errStyle();
        String[] lines = sentence.split("\n", -1);
        context.err().println(style.red("error") + ": " + Style.safe(lines[0]));
        for (int i = 1; i < lines.length; i++) {
            context.err().println("       " + Style.safe(lines[i]));
        }
    }
}
