package dev.refactory.graph.scip;

import java.util.Arrays;

/// Where the lines of a text begin, to go from offsets to lines and back. Lines end at `\n`, `\r\n`
/// or a lone `\r`, as everywhere else here. Lines and characters count from 0.
final class LineIndex {
    /// Answered for a position that the text does not have.
    static final int OUTSIDE = -1;

    private final String text;
    private final int[] starts;

    LineIndex(String text) {
        this.text = text;
        int[] found = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n')) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i + 1;
            }
        }
        starts = Arrays.copyOf(found, count);
    }

    /// Lines of text, a last line without a newline included and an empty one behind the last
    /// newline not.
    int lines() {
        return starts[starts.length - 1] == text.length() ? starts.length - 1 : starts.length;
    }

    int lineOf(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    int start(int line) {
        return starts[line];
    }

    /// The offset of a position whose character counts in units of `encoding`; [#OUTSIDE] when
    /// there is no such position, which one between the halves of a character is.
    int offset(int line, int character, PositionEncoding encoding) {
        if (line < 0 || line >= starts.length || character < 0) {
            return OUTSIDE;
        }
        int start = starts[line];
        int end = line + 1 < starts.length ? starts[line + 1] : text.length();
        if (encoding == PositionEncoding.UTF16) {
            return character <= end - start ? start + character : OUTSIDE;
        }
        int at = start;
        int units = 0;
        while (units < character && at < end) {
            int c = text.codePointAt(at);
            units += encoding == PositionEncoding.UTF32 ? 1 : utf8Length(c);
            at += Character.charCount(c);
        }
        return units == character ? at : OUTSIDE;
    }

    private static int utf8Length(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
}
