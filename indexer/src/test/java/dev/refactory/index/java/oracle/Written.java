package dev.refactory.index.java.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A source as it is written: its tokens with unicode escapes translated, and where each stands before that.
final class Written {
    /// @param start in the source as it stands
    /// @param meaning with unicode escapes translated
    record Token(int index, int start, int end, String meaning) {}

    private final String translated;
    /// Where each translated character begins; one more than there are characters.
    private final int[] places;
    private final List<Token> tokens = new ArrayList<>();
    private final TreeMap<Integer, Token> byStart = new TreeMap<>();
    private final Map<Integer, Token> byEnd = new TreeMap<>();

    Written(String source) {
        StringBuilder out = new StringBuilder();
        int[] from = new int[source.length() + 1];
        int i = 0;
        boolean escaped = false;
        while (i < source.length()) {
            from[out.length()] = i;
            char c = source.charAt(i);
            int digits = i + 1;
            while (c == '\\' && !escaped && digits < source.length() && source.charAt(digits) == 'u') {
                digits++;
            }
            if (digits > i + 1) {
                out.append((char) Integer.parseInt(source.substring(digits, digits + 4), 16));
                i = digits + 4;
                escaped = false;
            } else {
                escaped = c == '\\' && !escaped;
                out.append(c);
                i++;
            }
        }
        from[out.length()] = source.length();
        translated = out.toString();
        places = from;
        tokenize();
    }

    /// What stands between two places of the source, unicode escapes translated.
    String between(int start, int end) {
        return translated.substring(index(start), index(end));
    }

    /// Where the character `offset` after `start` begins, escapes counting as one.
    int place(int start, int offset) {
        return places[index(start) + offset];
    }

    private int index(int place) {
        int at = java.util.Arrays.binarySearch(places, 0, translated.length() + 1, place);
        return at < 0 ? -at - 1 : at;
    }

    private void tokenize() {
        int i = 0;
        while (i < translated.length()) {
            char c = translated.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if (translated.startsWith("//", i)) {
                while (i < translated.length() && translated.charAt(i) != '\n' && translated.charAt(i) != '\r') {
                    i++;
                }
            } else if (translated.startsWith("/*", i)) {
                i = after("*/", i + 2);
            } else if (translated.startsWith("\"\"\"", i)) {
                i = literal(i, "\"\"\"");
            } else if (c == '"' || c == '\'') {
                i = literal(i, String.valueOf(c));
            } else {
                int start = i;
                int point = translated.codePointAt(i);
                i += Character.charCount(point);
                if (Character.isJavaIdentifierPart(point)) {
                    while (i < translated.length() && Character.isJavaIdentifierPart(translated.codePointAt(i))) {
                        i += Character.charCount(translated.codePointAt(i));
                    }
                }
                add(start, i);
            }
        }
    }

    private int literal(int start, String quote) {
        int i = start + quote.length();
        while (i < translated.length() && !translated.startsWith(quote, i)) {
            i += translated.charAt(i) == '\\' ? 2 : 1;
        }
        int end = Math.min(translated.length(), i + quote.length());
        add(start, end);
        return end;
    }

    private int after(String mark, int from) {
        int at = translated.indexOf(mark, from);
        return at < 0 ? translated.length() : at + mark.length();
    }

    private void add(int start, int end) {
        Token token = new Token(tokens.size(), places[start], places[end], translated.substring(start, end));
        tokens.add(token);
        byStart.put(token.start(), token);
        byEnd.put(token.end(), token);
    }

    /// The token that starts at `place`, if it means `name`.
    @Nullable
    Token startingAt(int place, String name) {
        Token token = byStart.get(place);
        return token != null && token.meaning().equals(name) ? token : null;
    }

    /// The token that ends at `place`, if it means `name`.
    @Nullable
    Token endingAt(int place, String name) {
        Token token = byEnd.get(place);
        return token != null && token.meaning().equals(name) ? token : null;
    }

    /// The first token at or after `place`.
    @Nullable
    Token from(int place) {
        var entry = byStart.ceilingEntry(place);
        return entry == null ? null : entry.getValue();
    }

    String meaning(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index).meaning() : "";
    }

    /// The first token at or after `place` that means `name` and is followed by one of `next`.
    @Nullable
    Token declared(int place, String name, List<String> next) {
        for (Token token = from(place); token != null; token = at(token.index() + 1)) {
            String before = meaning(token.index() - 1);
            boolean qualified =
                    before.equals(".") && !meaning(token.index() - 2).equals(".");
            boolean named = token.meaning().equals(name) && !before.equals("@") && !qualified;
            if (named && next.contains(meaning(token.index() + 1))) {
                return token;
            }
        }
        return null;
    }

    private @Nullable Token at(int index) {
        return index < tokens.size() ? tokens.get(index) : null;
    }
}
