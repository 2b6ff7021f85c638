package dev.refactory.refactor.recipe.source;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What stands in the parentheses of an annotation.
public final class AnnotationArguments {
    /// The element that is meant where none is named (JLS 9.7.3).
    public static final String VALUE = "value";
    private static final Set<String> NAMELESS = Set.of("true", "false", "null");

    private AnnotationArguments() {}

    /// @param name as it is written; empty where it goes without, as in `@A("x")`
    /// @param range the whole of it, its name included
    /// @param value the range of its expression
    public record Argument(Optional<Range> name, String attribute, Range range, Range value) {}

    /// In order.
    /// @param open the token of the opening parenthesis; -1 when there is none
    public static List<Argument> of(JavaTokens tokens, int[] closing, int open) {
        List<Argument> found = new ArrayList<>();
        if (open < 0) {
            return found;
        }
        int from = open + 1;
        int at = from;
        while (at <= closing[open]) {
            boolean ends = at == closing[open] || tokens.at(at).equals(",");
            if (ends && at > from) {
                found.add(argument(tokens, from, at - 1));
            }
            if (ends) {
                from = at + 1;
            }
            boolean opens = "([{".contains(tokens.at(at)) && closing[at] > at;
            at = opens ? closing[at] + 1 : at + 1;
        }
        return found;
    }

    private static Argument argument(JavaTokens tokens, int from, int to) {
        boolean named = to - from > 1
                && Character.isJavaIdentifierStart(tokens.at(from).codePointAt(0))
                && tokens.at(from + 1).equals("=")
                && !tokens.at(from + 2).equals("=");
        Range range = new Range(tokens.start(from), tokens.end(to));
        return named
                ? new Argument(
                        Optional.of(new Range(tokens.start(from), tokens.end(from))),
                        JavaTokens.unescape(tokens.at(from)),
                        range,
                        new Range(tokens.start(from + 2), tokens.end(to)))
                : new Argument(Optional.empty(), VALUE, range, range);
    }

    /// The tokens of each value by attribute: equal for texts that say the same in another layout.
    public static SortedMap<String, String> plain(String text, List<Argument> arguments) {
        SortedMap<String, String> plain = new TreeMap<>();
        arguments.forEach(each -> plain.put(
                each.attribute(),
                plain(text.substring(each.value().start(), each.value().end()))));
        return plain;
    }

    /// An expression, its tokens parted by single spaces.
    public static String plain(String expression) {
        JavaTokens tokens = JavaTokens.of(expression);
        List<String> each = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            each.add(tokens.at(i));
        }
        return String.join(" ", each);
    }

    /// Whether an expression names nothing: literals, operators and braces.
    public static boolean nameless(String expression) {
        JavaTokens tokens = JavaTokens.of(expression);
        for (int i = 0; i < tokens.count(); i++) {
            boolean word = Character.isJavaIdentifierStart(tokens.at(i).codePointAt(0));
            if (word && !NAMELESS.contains(tokens.at(i)) || tokens.at(i).equals("@")) {
                return false;
            }
        }
        return true;
    }

    /// Why a text is no list of arguments, or no single expression; empty when it could be one.
    /// @param single whether commas must be inside of something
    public static Optional<String> fault(String text, boolean single) {
        JavaTokens tokens = JavaTokens.of(text);
        StringBuilder open = new StringBuilder();
        int end = 0;
        for (int i = 0; i < tokens.count(); i++) {
            String token = tokens.at(i);
            int opens = "([{".indexOf(token);
            int closes = ")]}".indexOf(token);
            if (!text.substring(end, tokens.start(i)).isBlank()) {
                return Optional.of("has a comment");
            } else if (opens >= 0) {
                open.append(")]}".charAt(opens));
            } else if (closes >= 0) {
                if (open.isEmpty() || open.charAt(open.length() - 1) != token.charAt(0)) {
                    return Optional.of("closes a bracket that it does not open");
                }
                open.setLength(open.length() - 1);
            } else if (token.equals(";") || single && open.isEmpty() && token.equals(",")) {
                return Optional.of("is more than one expression");
            } else if (unclosed(token)) {
                return Optional.of("has a literal that is never closed");
            }
            end = tokens.end(i);
        }
        if (tokens.count() == 0) {
            return Optional.of("is empty");
        } else if (!text.substring(end).isBlank()) {
            return Optional.of("has a comment");
        }
        return open.isEmpty() ? Optional.empty() : Optional.of("opens a bracket that it does not close");
    }

    private static boolean unclosed(String token) {
        char first = token.charAt(0);
        if (first != '"' && first != '\'') {
            return false;
        }
        String quote = token.startsWith("\"\"\"") ? "\"\"\"" : String.valueOf(first);
        return token.length() < 2 * quote.length()
                || !token.endsWith(quote)
                || token.contains("\n") && quote.length() == 1;
    }
}
