package dev.refactory.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Completion for the fish shell, made from the commands as they are.
final class FishCompletion {
    private static final String NO_WORD_YET = "__fish_use_subcommand";

    private final String name;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String name) {
        this.name = name;
    }

    /// @param name the command's, as it is typed
    static String script(String name, CommandLine root) {
        FishCompletion fish = new FishCompletion(name);
        fish.script.append("complete -c ").append(name).append(" -f\n");
        fish.options(root, NO_WORD_YET);
        fish.words(root, NO_WORD_YET, "");
        return fish.script.toString();
    }

    /// @param next the condition under which one of the command's words is next
    /// @param before the condition that holds behind the command itself, with what joins another
    ///     to it
    private void words(CommandLine command, String next, String before) {
        new TreeMap<>(command.getSubcommands()).forEach((word, sub) -> {
            line(next, "-a " + quoted(word), sub.getCommandSpec().usageMessage().description());
            String within = before + "__fish_seen_subcommand_from " + word;
            String own = String.join(" ", new TreeMap<>(sub.getSubcommands()).keySet());
            options(sub, own.isEmpty() ? within : within + "; and not __fish_seen_subcommand_from " + own);
            sub.getCommandSpec().positionalParameters().forEach(parameter -> parameter(parameter, within));
            if (!own.isEmpty()) {
                words(sub, within + "; and not __fish_seen_subcommand_from " + own, within + "; and ");
            }
        });
    }

    private void options(CommandLine command, String within) {
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> option(option, within));
    }

    private void parameter(PositionalParamSpec parameter, String within) {
        if (parameter.paramLabel().equals("REPO")) {
            line(within, "-a '(__fish_complete_directories)'", new String[0]);
        } else if (parameter.completionCandidates() != null) {
            List<String> values = new ArrayList<>();
            parameter.completionCandidates().forEach(values::add);
            line(within, "-a " + quoted(String.join(" ", values)), new String[0]);
        }
    }

    private void option(OptionSpec option, String within) {
        StringBuilder words = new StringBuilder();
        for (String each : option.names()) {
            words.append(each.startsWith("--") ? "-l " + each.substring(2) : "-s " + each.substring(1))
                    .append(' ');
        }
        if (option.arity().max() > 0) {
            List<String> values = new ArrayList<>();
            if (option.completionCandidates() != null) {
                option.completionCandidates().forEach(values::add);
            }
            words.append(values.isEmpty() ? "-r -F " : "-x -a " + quoted(String.join(" ", values)) + " ");
        }
        line(within, words.toString().strip(), option.description());
    }

    private void line(String condition, String words, String[] description) {
        script.append("complete -c ")
                .append(name)
                .append(" -n ")
                .append(quoted(condition))
                .append(' ')
                .append(words);
        if (description.length > 0) {
            String first = description[0].replace("%%", "%").replaceAll("[:;] \\$\\{[A-Z-]+\\}", "");
            script.append(" -d ").append(quoted(first.split("[.;:] ", 2)[0].replaceAll("\\.$", "")));
        }
        script.append('\n');
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
