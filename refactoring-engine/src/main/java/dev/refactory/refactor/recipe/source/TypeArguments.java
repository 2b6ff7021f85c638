package dev.refactory.refactor.recipe.source;

import dev.refactory.refactor.rewrite.JavaTokens;

/// Type arguments among the tokens of a file, which begin and end with signs that also compare.
public final class TypeArguments {
    private TypeArguments() {}

    /// The `<` of type arguments that end at `close`; -1 when it is an operator.
    public static int open(JavaTokens tokens, int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            switch (tokens.at(i)) {
                case ">" -> depth++;
                case "<" -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                case ".", ",", "?", "&", "[", "]", "@" -> {}
                default -> {
                    if (!isName(tokens.at(i))) {
                        return -1;
                    }
                }
            }
        }
        return -1;
    }

    /// The token after type arguments that begin at `open`; `open` itself when there are none.
    static int past(JavaTokens tokens, int open) {
        if (!tokens.at(open).equals("<")) {
            return open;
        }
        int depth = 0;
        for (int i = open; i < tokens.count(); i++) {
            switch (tokens.at(i)) {
                case "<" -> depth++;
                case ">" -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                case ".", ",", "?", "&", "[", "]", "@" -> {}
                default -> {
                    if (!isName(tokens.at(i))) {
                        return open;
                    }
                }
            }
        }
        return open;
    }

    /// How many begin at `open`, those within them left out; 0 when there are none, or only `<>`.
    public static int count(JavaTokens tokens, int open) {
        int past = past(tokens, open);
        int depth = 0;
        int count = past <= open + 2 ? 0 : 1;
        for (int i = open; i < past; i++) {
            switch (tokens.at(i)) {
                case "<" -> depth++;
                case ">" -> depth--;
                case "," -> count += depth == 1 ? 1 : 0;
                default -> {}
            }
        }
        return count;
    }

    static boolean isName(String token) {
        return !token.isEmpty() && (Character.isJavaIdentifierStart(token.charAt(0)) || token.charAt(0) == '\\');
    }
}
