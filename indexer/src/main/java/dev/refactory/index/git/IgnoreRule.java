package dev.refactory.index.git;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One line of an ignore file.
///
/// @param pattern without `!`, a trailing slash, or the slash that anchors it
/// @param negative started with `!`
/// @param directoriesOnly ended with `/`
/// @param anywhere has no slash, so it is compared with the last name of a path
record IgnoreRule(byte[] pattern, boolean negative, boolean directoriesOnly, boolean anywhere) {

    /// @param end where the line feed is, or the end of the file
    /// @return null for comments and empty lines
    static @Nullable IgnoreRule parse(byte[] content, int start, int end) {
        int from = start;
        int to = end > start && content[end - 1] == '\r' ? end - 1 : end;
        if (from == to || content[from] == '#') {
            return null;
        }
        // Git reads lines as C does.
        int zero = indexOf(content, (byte) 0, from);
        to = withoutTrailingSpaces(content, from, zero < 0 ? to : Math.min(zero, to));
        boolean negative = from < to && content[from] == '!';
        if (negative) {
            from++;
        }
        boolean directoriesOnly = to > from && content[to - 1] == '/';
        if (directoriesOnly) {
            to--;
        }
        if (from == to) {
            return null;
        }
        byte[] pattern = Arrays.copyOfRange(content, from, to);
        boolean anywhere = indexOf(pattern, (byte) '/', 0) < 0;
        if (!anywhere && pattern[0] == '/') {
            pattern = Arrays.copyOfRange(pattern, 1, pattern.length);
        }
        return new IgnoreRule(pattern, negative, directoriesOnly, anywhere);
    }

    /// A space after a backslash stays.
    private static int withoutTrailingSpaces(byte[] content, int from, int to) {
        int firstOfTail = -1;
        for (int i = from; i < to; i++) {
            if (content[i] == ' ') {
                firstOfTail = firstOfTail < 0 ? i : firstOfTail;
            } else {
                firstOfTail = -1;
                if (content[i] == '\\') {
                    i++;
                }
            }
        }
        return firstOfTail < 0 ? to : firstOfTail;
    }

    /// @param path relative to the directory of the ignore file
    boolean matches(byte[] path, boolean directory) {
        if (directoriesOnly && !directory) {
            return false;
        }
        byte[] text = path;
        if (anywhere) {
            int slash = path.length - 1;
            while (slash >= 0 && path[slash] != '/') {
                slash--;
            }
            text = Arrays.copyOfRange(path, slash + 1, path.length);
        }
        int literal = literalLength();
        if (literal == pattern.length) {
            return Arrays.equals(pattern, text);
        }
        if (anywhere) {
            return Wildmatch.matches(pattern, text, false);
        }
        // Git compares what has no wildcard first and matches the rest on its own, so that stars right
        // after it count as those of a pattern's start.
        return text.length >= literal
                && Arrays.equals(pattern, 0, literal, text, 0, literal)
                && Wildmatch.matches(
                        Arrays.copyOfRange(pattern, literal, pattern.length),
                        Arrays.copyOfRange(text, literal, text.length),
                        true);
    }

    private int literalLength() {
        int length = 0;
        while (length < pattern.length && "*?[\\".indexOf(pattern[length]) < 0) {
            length++;
        }
        return length;
    }

    static int indexOf(byte[] bytes, byte wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
