package dev.refactory.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Completion for the fish shell, made from the commands as they are.
final class FishCompletion {
    private final String name;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String name) {
        this.name = name;
    }

    /// @param name the command's, as it is typed
    static String script(String name, CommandLine root) {
        FishCompletion fish = new FishCompletion(name);
        fish.script.append("complete -c ").append(name).append(" -f\n");
        fish.level(root, "__fish_use_subcommand");
        return fish.script.toString();
    }

    /// @param here the condition under which one of the command's words is next
    private void level(CommandLine command, String here) {
        Map<String, CommandLine> words = new TreeMap<>(command.getSubcommands());
        words.forEach((word, sub) -> {
            line(here, "-a " + quoted(word), sub.getCommandSpec().usageMessage().description());
            String seen = "__fish_seen_subcommand_from " + word;
            String within = here.equals("__fish_use_subcommand") ? seen : here + "; and " + seen;
            sub.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> option(option, within));
            if (!sub.getSubcommands().isEmpty()) {
                String own = String.join(" ", new TreeMap<>(sub.getSubcommands()).keySet());
                level(sub, within + "; and not __fish_seen_subcommand_from " + own);
            }
        });
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
