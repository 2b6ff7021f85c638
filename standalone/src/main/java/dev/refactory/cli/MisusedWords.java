package dev.refactory.cli;

import dev.refactory.kit.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with the words that were typed.
///
/// @param near what may have been meant, best first
record MisusedWords(String sentence, List<String> near) {
    private static final int SHOWN = 3;
    private static final Pattern CHOICES = Pattern.compile("expected (one of) \\[([^]]*)] \\(case-insensitive\\)");

    static MisusedWords of(ParameterException fault) {
        return switch (fault) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched);
            case MissingParameterException missing when !missing.getMissing().isEmpty() -> missing(missing);
            default -> new MisusedWords(choices(String.valueOf(fault.getMessage())), List.of());
        };
    }

    private static MisusedWords unmatched(UnmatchedArgumentException fault) {
        CommandLine command = fault.getCommandLine();
        String word = fault.getUnmatched().getFirst();
        String name = command.getCommandSpec().qualifiedName();
        Collection<String> words = command.getSubcommands().keySet();
        if (word.startsWith("-")) {
            String option = word.replaceAll("=.*", "");
            boolean early = command.getSubcommands().values().stream()
                    .anyMatch(sub -> sub.getCommandSpec().optionsMap().containsKey(option));
            return early
                    ? new MisusedWords(
                            option + " goes behind the command it is for: " + name + " COMMAND " + option + " …",
                            List.of())
                    : new MisusedWords(
                            name + " has no option " + option + ".",
                            Nearest.of(
                                    option,
                                    command.getCommandSpec().optionsMap().keySet(),
                                    SHOWN));
        }
        return words.isEmpty()
                ? new MisusedWords("'" + word + "' is one word too many for " + name + ".", List.of())
                : new MisusedWords("There is no command '" + word + "'.", Nearest.of(word, words, SHOWN));
    }

    private static MisusedWords missing(MissingParameterException fault) {
        ArgSpec first = fault.getMissing().getFirst();
        String name = fault.getCommandLine().getCommandSpec().qualifiedName();
        String label = first.paramLabel();
        return new MisusedWords(
                first.isOption()
                        ? ((CommandLine.Model.OptionSpec) first).longestName() + " needs a value: " + label + "."
                        : name + " needs " + label + ".",
                List.of());
    }

    private static String choices(String sentence) {
        Matcher found = CHOICES.matcher(sentence);
        return found.replaceAll(each -> "expected one of " + each.group(2).toLowerCase(Locale.ROOT));
    }
}
