package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.edit.OffsetMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a file as a user points at it, or the part of the file between two places.
///
/// @param path relative to the repository's root
/// @param line 1-based; @param column 1-based, in characters, a tab counting as one
/// @param endLine as `line`; that of the place itself when it is no part
/// @param endColumn exclusive; that of the place itself when it is no part
public record SourcePlace(String path, int line, int column, int endLine, int endColumn) {
    private static final Pattern SPELLING = Pattern.compile(
            "(?<path>[^\\r\\n]+):(?<line>\\d{1,9}):(?<column>\\d{1,9})(-(?<endLine>\\d{1,9}):(?<endColumn>\\d{1,9}))?");

    /// Reads `path:line:column` and `path:line:column-line:column`; nothing when it is neither.
    public static Optional<SourcePlace> parse(String text) {
        Matcher matcher = SPELLING.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String path = matcher.group("path");
        int line = Integer.parseInt(matcher.group("line"));
        int column = Integer.parseInt(matcher.group("column"));
        boolean part = matcher.group("endLine") != null;
        return Optional.of(new SourcePlace(
                path.startsWith("./") ? path.substring(2) : path,
                line,
                column,
                part ? Integer.parseInt(matcher.group("endLine")) : line,
                part ? Integer.parseInt(matcher.group("endColumn")) : column));
    }

    /// Whether it is one place, not the part between two.
    boolean single() {
        return line == endLine && column == endColumn;
    }

    /// Where it is in the text of its file; nothing when the text has no such lines or columns, or
    /// the end comes before the start.
    public Optional<Range> in(String text) {
        LineIndex lines = LineIndex.of(text);
        int start = lines.offset(line, column);
        int end = lines.offset(endLine, endColumn);
        return start < 0 || end < start ? Optional.empty() : Optional.of(new Range(start, end));
    }

    /// The same place after edits of its file.
    ///
    /// @param newPath where the file is afterwards
    /// @param before the original text; what is outside of it stays as it is
    public SourcePlace moved(String newPath, String before, OffsetMap offsets, String after) {
        Range old = in(before).orElse(null);
        if (old == null) {
            return new SourcePlace(newPath, line, column, endLine, endColumn);
        }
        LineIndex lines = LineIndex.of(after);
        int start = offsets.placeOf(old.start());
        int end = single() ? start : offsets.forward(old).map(Range::end).orElse(start);
        return new SourcePlace(newPath, lines.line(start), lines.column(start), lines.line(end), lines.column(end));
    }

    @Override
    public String toString() {
        String start = path + ":" + line + ":" + column;
        return single() ? start : start + "-" + endLine + ":" + endColumn;
    }
}
