package dev.refactory.refactor.recipe.signature;

import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What users write as a Java expression, as far as tokens tell: the compiler has the last word.
final class ArgumentText {
    private ArgumentText() {}

    /// Why a text cannot stand as one argument; nothing when it can.
    static Optional<String> fault(String text) {
        JavaTokens tokens = JavaTokens.of(text);
        if (tokens.count() == 0) {
            return Optional.of("An expression is needed, for example null or 0.");
        }
        if (text.contains("//") || text.contains("/*")) {
            return Optional.of("\"" + text + "\" has a comment: give the expression alone.");
        }
        Deque<String> open = new ArrayDeque<>();
        int angles = 0;
        for (int at = 0; at < tokens.count(); at++) {
            String token = tokens.at(at);
            switch (token) {
                case "(" -> open.push(")");
                case "[" -> open.push("]");
                case "{" -> open.push("}");
                case ")", "]", "}" -> {
                    if (open.isEmpty() || !open.pop().equals(token)) {
                        return unbalanced(text, token);
                    }
                }
                case "<" -> angles++;
                case ">" -> angles--;
                case ",", ";" -> {
                    boolean inside = !open.isEmpty() || token.equals(",") && angles > 0;
                    if (!inside) {
                        return Optional.of("\"" + text + "\" is more than one expression.");
                    }
                }
                default -> {}
            }
        }
        return open.isEmpty() ? Optional.empty() : unbalanced(text, open.peek());
    }

    private static Optional<String> unbalanced(String text, String token) {
        return Optional.of(
                "\"" + text + "\" is not an expression, because of a \"" + token + "\" that has no partner.");
    }
}
