package dev.refactory.refactor.recipe.source;

import dev.refactory.refactor.rewrite.JavaTokens;

/// Which brace, bracket or parenthesis of a file belongs to which, and where the simple pieces of
/// code end that they are made of. By tokens and without recursion, so it never fails.
public final class Brackets {
    final JavaTokens tokens;
    /// By the index of what opens; 0 elsewhere.
    public final int[] closing;
    /// By the index of what closes; 0 elsewhere.
    public final int[] opening;

    public Brackets(JavaTokens tokens) {
        this.tokens = tokens;
        this.closing = TypeBodies.closing(tokens);
        this.opening = new int[closing.length];
        for (int i = 0; i < closing.length; i++) {
            if (closing[i] > i) {
                opening[closing[i]] = i;
            }
        }
    }

    /// The parenthesis around a token within its block; -1 when there is none.
    public int openBefore(int token) {
        for (int i = token - 1; i >= 0; i--) {
            if (tokens.at(i).equals("(") && closing[i] > token) {
                return i;
            }
            boolean aroundBlock = tokens.at(i).equals("{") && closing[i] > token;
            if (aroundBlock) {
                return -1;
            }
        }
        return -1;
    }

    /// The last token of the statement that starts at `token`.
    public int lastOfStatement(int token) {
        int ifs = 0;
        int at = token;
        while (at < tokens.count()) {
            switch (tokens.at(at)) {
                case "if" -> {
                    ifs++;
                    at = pastHeader(at);
                    continue;
                }
                case "for", "while", "synchronized", "switch", "try", "do", "else", "finally" -> {
                    at = pastHeader(at);
                    continue;
                }
                default -> {}
            }
            int last = simpleEnd(at);
            String next = tokens.at(last + 1);
            if (next.equals("else") && ifs > 0) {
                ifs--;
                at = last + 2;
            } else if (next.equals("catch") || next.equals("finally")) {
                at = pastHeader(last + 1);
            } else {
                return last;
            }
        }
        return tokens.count() - 1;
    }

    /// Past a keyword and the parenthesis behind it, where there is one.
    private int pastHeader(int keyword) {
        boolean open = tokens.at(keyword + 1).equals("(");
        return open ? closing[keyword + 1] + 1 : keyword + 1;
    }

    /// A block, or what ends with a semicolon.
    private int simpleEnd(int token) {
        if (tokens.at(token).equals("{")) {
            return closing[token];
        }
        int at = token;
        while (at < tokens.count() - 1
                && !tokens.at(at).equals(";")
                && !tokens.at(at).equals("}")) {
            at = closing[at] > at ? closing[at] + 1 : at + 1;
        }
        return Math.min(at, tokens.count() - 1);
    }

    /// The end, exclusive, of the body of a lambda whose arrow is at a token.
    public int endOfLambda(int arrow) {
        if (tokens.at(arrow + 1).equals("{")) {
            return tokens.end(closing[arrow + 1]);
        }
        int conditions = 0;
        int at = arrow + 1;
        while (at < tokens.count()) {
            switch (tokens.at(at)) {
                case ",", ";", ")", "]", "}" -> {
                    return tokens.start(at);
                }
                case "?" -> conditions++;
                case ":" -> {
                    if (--conditions < 0) {
                        return tokens.start(at);
                    }
                }
                default -> {}
            }
            at = past(at);
        }
        return tokens.count() == 0 ? 0 : tokens.end(tokens.count() - 1);
    }

    /// Whether a parenthesis opens the arguments of an annotation.
    boolean annotates(int open) {
        int at = open - 1;
        while (at > 1 && tokens.at(at - 1).equals(".")) {
            at -= 2;
        }
        return tokens.at(at - 1).equals("@");
    }

    /// The next token at the same depth, type arguments being deeper.
    public int past(int token) {
        if (closing[token] > token) {
            return closing[token] + 1;
        }
        return tokens.at(token).equals("<") ? pastTypeArguments(token) : token + 1;
    }

    /// Past `<A, B<?>>`; past the sign alone when it compares.
    private int pastTypeArguments(int open) {
        int depth = 0;
        for (int at = open; at < tokens.count(); at++) {
            String text = tokens.at(at);
            switch (text) {
                case "<" -> depth++;
                case ">" -> {
                    if (--depth == 0) {
                        return at + 1;
                    }
                }
                case ".", ",", "?", "&", "[", "]", "@" -> {}
                default -> {
                    if (!isName(text)) {
                        return open + 1;
                    }
                }
            }
        }
        return open + 1;
    }

    /// Whether a token is a word: an identifier or a keyword, unicode escapes included.
    public static boolean isName(String token) {
        return !token.isEmpty() && (Character.isJavaIdentifierStart(token.charAt(0)) || token.charAt(0) == '\\');
    }
}
