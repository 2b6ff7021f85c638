package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.recipe.source.Brackets;
import dev.refactory.refactor.recipe.source.JavaNames;
import dev.refactory.refactor.recipe.source.PatternScopes;
import dev.refactory.refactor.recipe.source.TypeAnnotations;
import dev.refactory.refactor.recipe.source.TypeArguments;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.Optional;
import java.util.Set;

/// Where the type of a method, field, parameter or variable is written, by tokens: before its name.
final class DeclaredType {
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double", "void", "var");

    private DeclaredType() {}

    /// The range of the type; nothing when none is written there, when an annotation stands in it, when
    /// other names share it, or when brackets after the name are part of it.
    /// @param name where the declared name starts
    static Optional<Range> before(JavaTokens tokens, int name) {
        int at = tokens.indexAt(name);
        if (at < 1 || tokens.at(at + 1).equals("[") || sharesDeclaration(tokens, at)) {
            return Optional.empty();
        }
        int last = at - 1;
        int first = last;
        while (first > 2 && tokens.at(first).equals(".") && tokens.at(first - 1).equals(".")) {
            first--;
        }
        if (tokens.at(first).equals(".")) {
            first--;
        }
        while (tokens.at(first).equals("]") && tokens.at(first - 1).equals("[")) {
            first -= 2;
        }
        if (tokens.at(first).equals(">")) {
            first = TypeArguments.open(tokens, first) - 1;
        }
        if (first < 0 || !named(tokens.at(first))) {
            return Optional.empty();
        }
        while (tokens.at(first - 1).equals(".") && named(tokens.at(first - 2))) {
            first -= 2;
        }
        boolean partly = tokens.at(first - 1).equals(".") || TypeAnnotations.qualified(tokens, first);
        boolean annotated = false;
        for (int i = first; i <= last; i++) {
            annotated |= tokens.at(i).equals("@");
        }
        return partly || annotated ? Optional.empty() : Optional.of(new Range(tokens.start(first), tokens.end(last)));
    }

    /// Whether the type of a variable decides whether it gets a value at all: in a pattern, and what a
    /// `catch` catches.
    static boolean tested(JavaTokens tokens, int name) {
        int at = tokens.indexAt(name);
        Brackets brackets = new Brackets(tokens);
        return at >= 0
                && (new PatternScopes(brackets).keyword(at) >= 0
                        || tokens.at(brackets.openBefore(at) - 1).equals("catch"));
    }

    private static boolean named(String token) {
        return PRIMITIVES.contains(token) || JavaNames.fault(token).isEmpty();
    }

    /// `int a, b` and `int a = 1, b`: one type for several names.
    private static boolean sharesDeclaration(JavaTokens tokens, int name) {
        if (tokens.at(name - 1).equals(",")) {
            return true;
        }
        int[] closing = TypeBodies.closing(tokens);
        int at = name + 1;
        if (tokens.at(at).equals(",")) {
            // Parameters, type patterns and components stand between parentheses.
            return !insideParentheses(tokens, closing, name);
        }
        while (tokens.at(name + 1).equals("=") && at < tokens.count()) {
            switch (tokens.at(at)) {
                case "(", "[", "{" -> at = Math.max(at, closing[at]) + 1;
                case "<" -> {
                    int end = closeAngle(tokens, at);
                    at = end < 0 ? at + 1 : end + 1;
                }
                case "," -> {
                    return true;
                }
                case ";", ")", "}" -> {
                    return false;
                }
                default -> at++;
            }
        }
        return false;
    }

    private static boolean insideParentheses(JavaTokens tokens, int[] closing, int at) {
        for (int i = at - 1; i >= 0; i--) {
            boolean around = closing[i] > at;
            if (around && tokens.at(i).equals("(")) {
                return !tokens.at(i - 1).equals("for");
            } else if (around && tokens.at(i).equals("{") || tokens.at(i).equals(";")) {
                return false;
            }
        }
        return false;
    }

    /// The end of what could be type arguments; -1 when what follows cannot be any.
    private static int closeAngle(JavaTokens tokens, int open) {
        int depth = 0;
        for (int at = open; at < tokens.count(); at++) {
            String token = tokens.at(at);
            depth += token.equals("<") ? 1 : token.equals(">") ? -1 : 0;
            if (depth == 0) {
                return at;
            }
            boolean ofTypes =
                    "<>,.?&[]".contains(token) || token.equals("extends") || token.equals("super") || named(token);
            if (!ofTypes) {
                return -1;
            }
        }
        return -1;
    }
}
