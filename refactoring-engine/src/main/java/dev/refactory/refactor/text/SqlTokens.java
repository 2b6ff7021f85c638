package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The tokens of SQL, JPQL and HQL, comments left out: one pass that never fails. Strings end at a quote
/// that is not doubled, names may be quoted by `"`, backticks or brackets, and what Postgres writes
/// between dollar signs is a string.
final class SqlTokens {
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        SIGN
    }

    /// @param text of a word in lower case, of a quoted name what is between the quotes; a sign itself
    /// @param range of the name, quotes left out
    record Token(Kind kind, String text, Range range) {
        boolean isName() {
            return kind == Kind.WORD || kind == Kind.QUOTED;
        }

        boolean is(String word) {
            return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(word);
        }
    }

    private static final Token NONE = new Token(Kind.SIGN, "", new Range(0, 0));

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    private SqlTokens(String text) {
        this.text = text;
    }

    static SqlTokens of(String text) {
        SqlTokens found = new SqlTokens(text);
        int at = 0;
        while (at < text.length()) {
            at = found.next(at);
        }
        return found;
    }

    int count() {
        return tokens.size();
    }

    /// Outside of the text, a sign without text.
    Token at(int index) {
        return index < 0 || index >= tokens.size() ? NONE : tokens.get(index);
    }

    /// The name as written, for languages that tell case apart.
    String written(int index) {
        Range range = at(index).range();
        return text.substring(range.start(), range.end());
    }

    private int next(int at) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c) || c == '\uFEFF') {
            return at + 1;
        } else if (text.startsWith("--", at)) {
            return lineEnd(at);
        } else if (text.startsWith("/*", at)) {
            return after("*/", at + 2);
        } else if (c == '\'') {
            return string(at);
        } else if (c == '"' || c == '`') {
            return quoted(at, c);
        } else if (c == '[') {
            return bracket(at);
        } else if (isWordPart(c)) {
            int quoted = c == '$' ? dollar(at) : at;
            if (quoted > at) {
                return quoted;
            }
            int end = at;
            while (end < text.length() && isWordPart(text.charAt(end))) {
                end++;
            }
            add(Kind.WORD, text.substring(at, end).toLowerCase(Locale.ROOT), at, end);
            return end;
        }
        add(Kind.SIGN, String.valueOf(c), at, at + 1);
        return at + 1;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '@';
    }

    private void add(Kind kind, String value, int start, int end) {
        tokens.add(new Token(kind, value, new Range(start, end)));
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    private int after(String close, int from) {
        int end = text.indexOf(close, from);
        return end < 0 ? text.length() : end + close.length();
    }

    private int string(int at) {
        int end = quoteEnd(at + 1, '\'');
        add(Kind.STRING, "", at, Math.min(text.length(), end + 1));
        return end + 1;
    }

    private int quoteEnd(int from, char quote) {
        int at = from;
        while (at < text.length()) {
            if (text.charAt(at) == quote) {
                if (at + 1 >= text.length() || text.charAt(at + 1) != quote) {
                    return at;
                }
                at++;
            }
            at++;
        }
        return text.length();
    }

    private int quoted(int at, char quote) {
        int end = quoteEnd(at + 1, quote);
        add(Kind.QUOTED, text.substring(at + 1, end), at + 1, end);
        return end + 1;
    }

    /// A name in brackets; an array's bounds are none.
    private int bracket(int at) {
        int end = at + 1;
        while (end < text.length() && (isWordPart(text.charAt(end)) || text.charAt(end) == ' ')) {
            end++;
        }
        boolean name = end < text.length()
                && text.charAt(end) == ']'
                && end > at + 1
                && !Character.isDigit(text.charAt(at + 1));
        if (!name) {
            add(Kind.SIGN, "[", at, at + 1);
            return at + 1;
        }
        add(Kind.QUOTED, text.substring(at + 1, end), at + 1, end);
        return end + 1;
    }

    /// After what dollar signs quote; `at` when they quote nothing.
    private int dollar(int at) {
        int end = at + 1;
        while (end < text.length()
                && end < at + 64
                && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        if (end >= text.length() || text.charAt(end) != '$') {
            return at;
        }
        String tag = text.substring(at, end + 1);
        int after = after(tag, end + 1);
        add(Kind.STRING, "", at, after);
        return after;
    }
}
