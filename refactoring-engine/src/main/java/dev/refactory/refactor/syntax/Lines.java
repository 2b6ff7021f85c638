package dev.refactory.refactor.syntax;

/// Where lines begin and end; they end at `\n`, `\r\n` or a lone `\r`.
final class Lines {
    private Lines() {}

    /// The offset after the last character of the line, its line ending left out.
    static int endOf(String text, int offset) {
        int end = offset;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /// The offset after the line's ending; the end of the text where it has none.
    static int next(String text, int offset) {
        int end = endOf(text, offset);
        if (text.startsWith("\r\n", end)) {
            return end + 2;
        }
        return Math.min(text.length(), end + 1);
    }

    /// The offset of the line's first character.
    static int startOf(String text, int offset) {
        int start = offset;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }

    static boolean blank(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!Character.isWhitespace(text.charAt(i)) && text.charAt(i) != '\uFEFF') {
                return false;
            }
        }
        return true;
    }

    /// `\n` where the text has no line ending at all.
    static String ending(String text) {
        int end = endOf(text, 0);
        return end == text.length() ? "\n" : text.substring(end, next(text, end));
    }
}
