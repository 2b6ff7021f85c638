package dev.refactory.index.java.child;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/// Names in a text, as hashes.
final class Mentions {
    /// Block tags whose words name something outside of the comment.
    private static final Set<String> NAMING_TAGS =
            Set.of("see", "throws", "exception", "uses", "provides", "link", "value", "inheritDoc");

    private int[] hashes = new int[256];
    private int size;

    private Mentions() {}

    /// Every word of the code, and those of doc comments that may be references; sorted, distinct. Too many rather than
    /// too few.
    static int[] of(String text, Tokens tokens) {
        Mentions mentions = new Mentions();
        tokens.eachName(mentions::add);
        if (text.contains("\\u002f")
                || text.contains("\\u002F")
                || text.contains("\\u002a")
                || text.contains("\\u002A")) {
            // A comment may begin with an escape.
            mentions.words(text, 0, text.length());
        }
        for (int at = text.indexOf("/**"); at >= 0; at = text.indexOf("/**", at + 3)) {
            int end = text.indexOf("*/", at + 3);
            mentions.comment(text, at + 3, end < 0 ? text.length() : end);
        }
        for (int at = text.indexOf("///"); at >= 0; at = text.indexOf("///", at)) {
            int end = endOfLines(text, at);
            mentions.comment(text, at, end);
            at = end;
        }
        return mentions.sorted();
    }

    /// The end of the run of lines that begin with `///`.
    private static int endOfLines(String text, int start) {
        int end = start;
        while (end < text.length()) {
            int line = text.indexOf('\n', end);
            end = line < 0 ? text.length() : line + 1;
            int next = end;
            while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
                next++;
            }
            if (!text.startsWith("///", next)) {
                return end;
            }
        }
        return end;
    }

    /// Every word.
    static int[] wordsOf(String text) {
        Mentions mentions = new Mentions();
        mentions.words(text, 0, text.length());
        return mentions.sorted();
    }

    /// Of a text; 64 bits of FNV-1a.
    static long hash(CharSequence text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /// Lines with an inline tag or a bracket, and the lines of block tags that name something.
    private void comment(String text, int start, int end) {
        boolean naming = false;
        int open = 0;
        int at = start;
        while (at < end) {
            int newline = text.indexOf('\n', at);
            int lineEnd = newline < 0 || newline > end ? end : newline;
            int first = at;
            while (first < lineEnd && " \t*/\r".indexOf(text.charAt(first)) >= 0) {
                first++;
            }
            if (first < lineEnd && text.charAt(first) == '@') {
                naming = NAMING_TAGS.contains(tag(text, first + 1, lineEnd));
            }
            boolean inside = open > 0;
            for (int i = first; i < lineEnd; i++) {
                char c = text.charAt(i);
                if (c == '[' || c == '{' && i + 1 < lineEnd && text.charAt(i + 1) == '@') {
                    open++;
                    inside = true;
                } else if (c == '{' && open > 0) {
                    open++;
                } else if ((c == ']' || c == '}') && open > 0) {
                    open--;
                }
            }
            if (naming || inside) {
                words(text, first, lineEnd);
            }
            at = lineEnd + 1;
        }
    }

    private static String tag(String text, int start, int end) {
        int at = start;
        while (at < end && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void words(String text, int start, int end) {
        int at = start;
        while (at < end) {
            if (!Character.isJavaIdentifierStart(text.charAt(at)) && !Character.isSurrogate(text.charAt(at))) {
                at++;
                continue;
            }
            int hash = 0;
            while (at < end
                    && (Character.isJavaIdentifierPart(text.charAt(at)) || Character.isSurrogate(text.charAt(at)))) {
                hash = 31 * hash + text.charAt(at++);
            }
            add(hash);
        }
    }

    private void add(int hash) {
        if (size == hashes.length) {
            int[] distinct = sorted();
            size = distinct.length;
            hashes = Arrays.copyOf(distinct, Math.max(256, distinct.length * 2));
        }
        hashes[size++] = hash;
    }

    private int[] sorted() {
        return IntStream.of(hashes).limit(size).sorted().distinct().toArray();
    }
}
