package dev.refactory.refactor.recipe.source;

import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.List;
import java.util.Map;

/// The operators of Java (JLS 15), which tokens give character by character, and how tightly they
/// bind: the greater, the tighter.
public final class Operators {
    static final int LAMBDA = 0;
    static final int ASSIGNMENT = 1;
    static final int CONDITIONAL = 2;
    static final int RELATIONAL = 9;
    /// How closely the prefix operators and casts bind.
    public static final int UNARY = 13;
    /// How closely what needs no parentheses binds.
    public static final int PRIMARY = 15;
    /// What stands between delimiters may be anything.
    public static final int ANY = LAMBDA;

    private static final Map<String, Integer> BINARY = Map.ofEntries(
            Map.entry("||", 3),
            Map.entry("&&", 4),
            Map.entry("|", 5),
            Map.entry("^", 6),
            Map.entry("&", 7),
            Map.entry("==", 8),
            Map.entry("!=", 8),
            Map.entry("<", RELATIONAL),
            Map.entry(">", RELATIONAL),
            Map.entry("<=", RELATIONAL),
            Map.entry(">=", RELATIONAL),
            Map.entry("<<", 10),
            Map.entry(">>", 10),
            Map.entry(">>>", 10),
            Map.entry("+", 11),
            Map.entry("-", 11),
            Map.entry("*", 12),
            Map.entry("/", 12),
            Map.entry("%", 12));
    /// Longest first.
    private static final List<String> ALL = List.of(
            ">>>=", "<<=", ">>=", ">>>", "==", "!=", "<=", ">=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "&=",
            "|=", "^=", "%=", "<<", ">>", "=", "<", ">", "!", "~", "?", ":", "+", "-", "*", "/", "&", "|", "^", "%");

    private final String[] texts;
    private final int[] starts;

    /// @param tokens of a whole text
    public Operators(JavaTokens tokens) {
        texts = new String[tokens.count()];
        starts = new int[tokens.count()];
        int i = 0;
        while (i < texts.length) {
            int length = length(tokens, i);
            for (int j = i; j < i + Math.max(1, length); j++) {
                texts[j] = length == 0 ? "" : joined(tokens, i, length);
                starts[j] = i;
            }
            i += Math.max(1, length);
        }
    }

    private static int length(JavaTokens tokens, int at) {
        for (String operator : ALL) {
            if (tokens.at(at).equals(operator.substring(0, 1))
                    && joined(tokens, at, operator.length()).equals(operator)) {
                return operator.length();
            }
        }
        return 0;
    }

    /// The next tokens as one word, where nothing parts them.
    private static String joined(JavaTokens tokens, int at, int count) {
        StringBuilder word = new StringBuilder();
        for (int i = at; i < at + count; i++) {
            if (i > at && (i >= tokens.count() || tokens.start(i) != tokens.end(i - 1))) {
                return "";
            }
            word.append(tokens.at(i));
        }
        return word.toString();
    }

    /// The operator a token is part of; empty when it is none.
    public String at(int token) {
        return token < 0 || token >= texts.length ? "" : texts[token];
    }

    /// The first token of the operator that a token is part of.
    public int start(int token) {
        return starts[token];
    }

    /// How tightly a binary operator binds; -1 for any other text.
    public static int binary(String operator) {
        return BINARY.getOrDefault(operator, -1);
    }

    static boolean unary(String operator) {
        return List.of("!", "~", "+", "-", "++", "--").contains(operator);
    }

    static boolean assigns(String operator) {
        return operator.endsWith("=") && binary(operator) < 0;
    }
}
