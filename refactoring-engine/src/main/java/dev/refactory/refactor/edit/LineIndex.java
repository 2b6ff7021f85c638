package dev.refactory.refactor.edit;

import java.util.Arrays;

/// Lines and columns of one text, found in the time of a binary search. Lines end at `\n`, `\r\n`
/// or a lone `\r`, as in [dev.refactory.graph.model.SourceText].
public final class LineIndex {
    private final String text;
    private final int[] starts;

    private LineIndex(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    public static LineIndex of(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n')) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return new LineIndex(text, Arrays.copyOf(starts, count));
    }

    /// 1-based.
    public int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// 1-based, in characters, a tab counting as one.
    public int column(int offset) {
        return offset - starts[line(offset) - 1] + 1;
    }

    /// The way back: the offset of a line's column, both 1-based; -1 when the text has none. A line
    /// has one column more than characters, its line ending left out.
    public int offset(int line, int column) {
        if (line < 1 || line > starts.length || column < 1) {
            return -1;
        }
        int start = starts[line - 1];
        return column - 1 > lineEnd(start) - start ? -1 : start + column - 1;
    }

    /// The offset after the last character of the line, its line ending left out.
    public int lineEnd(int offset) {
        int line = line(offset);
        int end = line < starts.length ? starts[line] : text.length();
        while (end > starts[line - 1] && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    /// The line an offset is on, without its line ending.
    public String lineText(int offset) {
        return text.substring(starts[line(offset) - 1], lineEnd(offset));
    }
}
