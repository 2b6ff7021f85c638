package dev.refactory.refactor.rewrite;

import java.util.ArrayList;
import java.util.List;

/// The tokens of a Java file, by their places: a single pass that never fails and takes no stack,
/// for questions about the text around a fact. Comments and white space are left out; literals are
/// one token. Unicode escapes are read as they stand, except inside identifiers.
public final class JavaTokens {
    private final String text;
    private final int[] starts;
    private final int[] ends;

    private JavaTokens(String text, List<int[]> tokens) {
        this.text = text;
        this.starts = tokens.stream().mapToInt(token -> token[0]).toArray();
        this.ends = tokens.stream().mapToInt(token -> token[1]).toArray();
    }

    public static JavaTokens of(String text) {
        List<int[]> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int end = tokenEnd(text, i);
            if (!Character.isWhitespace(text.charAt(i)) && !isComment(text, i) && text.charAt(i) != '\uFEFF') {
                tokens.add(new int[] {i, end});
            }
            i = end;
        }
        return new JavaTokens(text, tokens);
    }

    public int count() {
        return starts.length;
    }

    public int start(int token) {
        return starts[token];
    }

    public int end(int token) {
        return ends[token];
    }

    /// The token as written; empty outside of the file.
    public String at(int token) {
        return token < 0 || token >= starts.length ? "" : text.substring(starts[token], ends[token]);
    }

    /// The token that starts at `offset`; -1 when none does (inside a comment, for example).
    public int indexAt(int offset) {
        int found = java.util.Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -1;
    }

    /// `name` with unicode escapes translated.
    public static String unescape(String name) {
        if (name.indexOf('\\') < 0) {
            return name;
        }
        StringBuilder plain = new StringBuilder();
        int i = 0;
        while (i < name.length()) {
            int end = escapeEnd(name, i);
            if (end > i) {
                plain.append((char) Integer.parseInt(name.substring(end - 4, end), 16));
                i = end;
            } else {
                plain.append(name.charAt(i++));
            }
        }
        return plain.toString();
    }

    private static boolean isComment(String text, int i) {
        return text.startsWith("//", i) || text.startsWith("/*", i);
    }

    private static int tokenEnd(String text, int i) {
        char c = text.charAt(i);
        if (text.startsWith("//", i)) {
            return lineEnd(text, i);
        } else if (text.startsWith("/*", i)) {
            int close = text.indexOf("*/", i + 2);
            return close < 0 ? text.length() : close + 2;
        } else if (text.startsWith("\"\"\"", i)) {
            return textBlockEnd(text, i + 3);
        } else if (c == '"' || c == '\'') {
            return quoteEnd(text, i + 1, c);
        } else if (c >= '0' && c <= '9') {
            return numberEnd(text, i + 1);
        } else if (text.startsWith("::", i) || text.startsWith("->", i)) {
            return i + 2;
        }
        int end = identifierEnd(text, i);
        return end > i ? end : i + 1;
    }

    private static int lineEnd(String text, int i) {
        int end = i;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private static int textBlockEnd(String text, int i) {
        int end = i;
        while (end < text.length() && !text.startsWith("\"\"\"", end)) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 3);
    }

    private static int quoteEnd(String text, int i, char quote) {
        int end = i;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), end + 1);
    }

    private static int numberEnd(String text, int i) {
        int end = i;
        while (end < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(end))
                        || text.charAt(end) == '.'
                                && end + 1 < text.length()
                                && Character.isDigit(text.charAt(end + 1)))) {
            end++;
        }
        return end;
    }

    private static int identifierEnd(String text, int i) {
        int end = i;
        while (end < text.length()) {
            int escape = escapeEnd(text, end);
            if (escape > end) {
                end = escape;
            } else if (Character.isJavaIdentifierPart(text.codePointAt(end)) && text.charAt(end) != '\uFEFF') {
                end += Character.charCount(text.codePointAt(end));
            } else {
                break;
            }
        }
        return end;
    }

    /// The end of the unicode escape at `i`; `i` when there is none.
    private static int escapeEnd(String text, int i) {
        if (i + 1 >= text.length() || text.charAt(i) != '\\' || text.charAt(i + 1) != 'u') {
            return i;
        }
        int digits = i + 1;
        while (digits < text.length() && text.charAt(digits) == 'u') {
            digits++;
        }
        if (digits + 4 > text.length()) {
            return i;
        }
        for (int d = digits; d < digits + 4; d++) {
            if (Character.digit(text.charAt(d), 16) < 0) {
                return i;
            }
        }
        return digits + 4;
    }
}
