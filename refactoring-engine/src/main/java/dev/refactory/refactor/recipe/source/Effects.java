package dev.refactory.refactor.recipe.source;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What evaluating an expression of a file does, as far as its tokens tell; never less than it does.
/// That it throws is no effect, as in the refactorings of editors.
public enum Effects {
    /// It is the same whatever happened before: literals, locals, `this`, classes, lambdas.
    NONE,
    /// It reads fields or elements of arrays.
    READS,
    /// It assigns, calls or makes something.
    ACTS;

    /// Of the expression in a range, or of several with commas between them.
    ///
    /// @param occurrences all of the file
    public static Effects of(JavaTokens tokens, List<Occurrence> occurrences, Range expression) {
        return of(tokens, occurrences, expression, symbol -> false);
    }

    /// @param constant which fields are the same whenever they are read
    public static Effects of(
            JavaTokens tokens, List<Occurrence> occurrences, Range expression, Predicate<String> constant) {
        Map<Integer, Occurrence> names = new HashMap<>();
        for (Occurrence occurrence : occurrences) {
            if (expression.contains(occurrence.range().start()) && !occurrence.has(Role.IMPLICIT)) {
                names.put(occurrence.range().start(), occurrence);
            }
        }
        int at = tokens.indexAt(expression.start());
        Effects effects = NONE;
        while (at >= 0 && at < tokens.count() && tokens.start(at) < expression.end()) {
            String token = tokens.at(at);
            if (token.equals("->")) {
                // What a lambda does, it does later.
                at = lambdaEnd(tokens, at + 1, expression.end());
                continue;
            }
            if (acts(tokens, at)) {
                return ACTS;
            }
            Occurrence name = names.get(tokens.start(at));
            boolean local = name == null || name.symbol().indexOf('~') >= 0 || name.has(Role.TYPE_REFERENCE);
            boolean call = name != null && (name.has(Role.CALL) || name.has(Role.INSTANTIATION));
            if (call) {
                return ACTS;
            }
            boolean read = name != null
                    && !local
                    && (name.has(Role.WRITE) || name.has(Role.READ) && !constant.test(name.symbol()));
            if (read || token.equals("[")) {
                effects = READS;
            }
            at++;
        }
        return effects;
    }

    /// The token after the body of a lambda: what is in doubt counts as what comes after it.
    private static int lambdaEnd(JavaTokens tokens, int body, int end) {
        boolean block = tokens.at(body).equals("{");
        int depth = 0;
        int conditions = 0;
        int at = body;
        while (at < tokens.count() && tokens.start(at) < end) {
            switch (tokens.at(at)) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> depth--;
                case "?" -> conditions += depth == 0 && !wildcard(tokens, at) ? 1 : 0;
                case ":" -> conditions -= depth == 0 ? 1 : 0;
                default -> {}
            }
            boolean over =
                    depth < 0 || conditions < 0 || depth == 0 && tokens.at(at).equals(",");
            if (over) {
                return at;
            }
            at++;
            if (block && depth == 0) {
                return at;
            }
        }
        return at;
    }

    private static boolean wildcard(JavaTokens tokens, int at) {
        return tokens.at(at - 1).equals("<") || tokens.at(at - 1).equals(",");
    }

    /// `new`, `switch`, `++`, `--`, and assignments of any kind.
    private static boolean acts(JavaTokens tokens, int at) {
        String token = tokens.at(at);
        String next = tokens.at(at + 1);
        String before = tokens.at(at - 1);
        return switch (token) {
            case "new", "switch" -> true;
            case "+", "-" -> next.equals(token) && tokens.start(at + 1) == tokens.end(at);
            case "=" -> !next.equals("=") && !"=!<>".contains(before) || shiftAssigns(tokens, at);
            default -> false;
        };
    }

    /// `<<=`, `>>=` and `>>>=`, which look like comparisons from their last characters.
    private static boolean shiftAssigns(JavaTokens tokens, int at) {
        String before = tokens.at(at - 1);
        return (before.equals("<") || before.equals(">"))
                && tokens.at(at - 2).equals(before)
                && tokens.start(at - 1) == tokens.end(at - 2);
    }

    /// Whether two expressions may be evaluated in the other order.
    public boolean swaps(Effects other, boolean assignsLocals) {
        if (this != ACTS && other != ACTS) {
            return true;
        }
        return (this == NONE || other == NONE) && !assignsLocals;
    }

    /// Whether an expression writes to a local variable, outside of lambdas.
    public static boolean assigns(List<Occurrence> occurrences, Range expression) {
        return occurrences.stream()
                .anyMatch(occurrence -> occurrence.has(Role.WRITE)
                        && occurrence.symbol().indexOf('~') >= 0
                        && expression.contains(occurrence.range().start()));
    }
}
