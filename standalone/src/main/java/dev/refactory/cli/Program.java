package dev.refactory.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// The whole command line: words to commands, faults to sentences and exit codes.
public final class Program {
    private static final Pattern CHOICES = Pattern.compile("one of \\[([^]]*)] \\(case-insensitive\\)");

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
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((fault, words) -> usage(fault, debug))
                .setExecutionExceptionHandler((fault, command, parsed) -> failure(fault, debug, json));
        return commandLine.execute(arguments);
    }

    private int usage(ParameterException fault, boolean debug) {
        if (debug) {
            fault.printStackTrace(context.err());
        }
        error(CHOICES.matcher(String.valueOf(fault.getMessage()))
                .replaceAll(found -> "one of " + found.group(1).toLowerCase(Locale.ROOT)));
        String name = fault.getCommandLine().getCommandSpec().qualifiedName();
        List<String> near = suggestions(fault);
        if (!near.isEmpty()) {
            context.err().println("Did you mean " + String.join(" or ", near) + "?");
        }
        context.err().println("See `" + name + " --help`.");
        return Exit.USAGE;
    }

    private static BigDecimal number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
        }
    }

    private static List<String> suggestions(ParameterException fault) {
        return fault instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
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
                error(String.valueOf(problem.getMessage()));
                fieldErrors(problem);
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

    private void fieldErrors(ApiProblem problem) {
        String sentence = String.valueOf(problem.getMessage());
        problem.body().path("errors").forEach(entry -> {
            String message = entry.path("message").asText(entry.path("detail").asText());
            if (!sentence.contains(message)) {
                String field = entry.path("field").asText(entry.path("pointer").asText());
                context.err().println("  " + Style.safe(field + ": " + message));
            }
        });
    }

    private void machine(boolean json, String code, Exception fault) {
        if (json) {
            ObjectNode body = Json.object();
            body.put("code", code);
            body.put("detail", fault.getMessage());
            context.printJson(body);
        }
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
