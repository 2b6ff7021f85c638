package dev.refactory.refactor.recipe.source;

import dev.refactory.refactor.rewrite.JavaTokens;

/// Annotations that stand right before a name.
public final class TypeAnnotations {
    private TypeAnnotations() {}

    /// Whether a name is qualified by the dot before the annotations it has: `a.@B C`, `a.@b.B(1) @D C`.
    ///
    /// @param name the token after the annotations
    public static boolean qualified(JavaTokens tokens, int name) {
        int open = open(tokens, name);
        return open < name && tokens.at(open - 1).equals(".");
    }

    /// The first token of the annotations before a name; the name itself when it has none.
    private static int open(JavaTokens tokens, int name) {
        int at = name;
        while (true) {
            int word = tokens.at(at - 1).equals(")") ? openParenthesis(tokens, at - 1) - 1 : at - 1;
            while (tokens.at(word - 1).equals(".") && isName(tokens.at(word - 2))) {
                word -= 2;
            }
            if (!isName(tokens.at(word)) || !tokens.at(word - 1).equals("@")) {
                return at;
            }
            at = word - 1;
        }
    }

    private static boolean isName(String token) {
        return !token.isEmpty() && Character.isJavaIdentifierStart(token.charAt(0));
    }

    private static int openParenthesis(JavaTokens tokens, int close) {
        int depth = 0;
        int at = close;
        do {
            depth += tokens.at(at).equals(")") ? 1 : tokens.at(at).equals("(") ? -1 : 0;
            at--;
        } while (depth > 0 && at >= 0);
        return at + 1;
    }
}
