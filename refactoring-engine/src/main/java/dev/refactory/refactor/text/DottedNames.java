package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;

/// Names in a part of a text that holds Java or an expression: `a.b.C.d` with the place of each of its
/// words. What stands in comments and in strings is none. One pass; never fails.
final class DottedNames {
    private DottedNames() {}

    /// @param words of the name; a binary name's `$` parts two words, as a dot does
    /// @param places of the words
    /// @param before the token in front of it; empty at the start
    /// @param after the token behind it; empty at the end
    record Name(List<String> words, List<Range> places, String before, String after) {
        /// The first `count` words with dots.
        String prefix(int count) {
            return String.join(".", words.subList(0, count));
        }

        boolean startsWith(List<String> prefix) {
            return words.size() >= prefix.size()
                    && words.subList(0, prefix.size()).equals(prefix);
        }
    }

    /// The names in `[start, end)`, by place.
    static List<Name> in(String text, int start, int end) {
        JavaTokens tokens = JavaTokens.of(text.substring(start, end));
        List<Name> found = new ArrayList<>();
        int at = 0;
        while (at < tokens.count()) {
            if (!isWord(tokens, at)) {
                at++;
                continue;
            }
            List<String> words = new ArrayList<>();
            List<Range> places = new ArrayList<>();
            String before = tokens.at(at - 1);
            add(tokens, at, start, words, places);
            while (tokens.at(at + 1).equals(".") && at + 2 < tokens.count() && isWord(tokens, at + 2)) {
                at += 2;
                add(tokens, at, start, words, places);
            }
            at++;
            found.add(new Name(List.copyOf(words), List.copyOf(places), before, tokens.at(at)));
        }
        return found;
    }

    private static boolean isWord(JavaTokens tokens, int token) {
        return Character.isJavaIdentifierStart(tokens.at(token).codePointAt(0));
    }

    private static void add(JavaTokens tokens, int token, int base, List<String> words, List<Range> places) {
        String written = tokens.at(token);
        int from = 0;
        while (from <= written.length()) {
            int dollar = written.indexOf('$', from + 1);
            // At either end it is part of the word.
            int to = dollar < 0 || dollar == written.length() - 1 ? written.length() : dollar;
            words.add(written.substring(from, to));
            places.add(new Range(base + tokens.start(token) + from, base + tokens.start(token) + to));
            from = to + 1;
        }
    }
}
