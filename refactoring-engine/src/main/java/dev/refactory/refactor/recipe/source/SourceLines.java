package dev.refactory.refactor.recipe.source;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import java.util.List;

/// The lines of a file's text as an edit that writes or takes whole ones needs them.
public final class SourceLines {
    private final String text;

    public SourceLines(String text) {
        this.text = text;
    }

    /// Where the line of a place starts, behind a byte order mark.
    public int start(int offset) {
        int at = offset;
        while (at > 0 && !isEnd(text.charAt(at - 1))) {
            at--;
        }
        return at == 0 && !text.isEmpty() && text.charAt(0) == SourceText.BYTE_ORDER_MARK ? 1 : at;
    }

    /// Where the line before one starts that starts at a place; the place itself when there is none.
    public int previous(int lineStart) {
        int end = lineStart;
        if (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return end == lineStart ? lineStart : start(end);
    }

    /// Where it ends, before its line ending.
    public int end(int offset) {
        int at = offset;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// Behind its line ending.
    public int next(int offset) {
        int end = end(offset);
        return text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
    }

    /// White space before a place on its line; null when there is something else.
    @org.jspecify.annotations.Nullable
    public String indentation(int offset) {
        String before = text.substring(start(offset), offset);
        return before.isBlank() ? before : null;
    }

    /// Whether nothing but white space follows a place on its line.
    public boolean endsAt(int offset) {
        return text.substring(offset, end(offset)).isBlank();
    }

    /// The same, when a comment that ends there may follow it, too.
    public boolean endsWithCommentAt(int offset) {
        String rest = text.substring(offset, end(offset)).strip();
        return rest.isEmpty()
                || rest.startsWith("//")
                || rest.startsWith("/*") && rest.indexOf("*/", "/*".length()) == rest.length() - "*/".length();
    }

    /// The line ending of the file; the line feed where it has none.
    public String ending() {
        int end = end(0);
        return end == text.length() ? "\n" : text.substring(end, next(0));
    }

    /// Behind the white space at a place, on its line.
    public int pastBlanks(int offset) {
        int at = offset;
        while (at < text.length() && !isEnd(text.charAt(at)) && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// Before the white space that ends at a place, on its line.
    public int beforeBlanks(int offset) {
        int at = offset;
        while (at > start(offset) && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /// Takes a range away with its line, or with the white space that parted it from what follows.
    public PlannedEdit removal(Range range) {
        boolean begins = indentation(range.start()) != null;
        boolean ends = endsAt(range.end());
        if (begins && ends) {
            return PlannedEdit.delete(new Range(start(range.start()), next(range.end())));
        } else if (ends) {
            return PlannedEdit.delete(new Range(beforeBlanks(range.start()), range.end()));
        }
        int end = pastBlanks(range.end());
        boolean joins = end == range.end()
                && range.start() > 0
                && Character.isJavaIdentifierPart(text.charAt(range.start() - 1))
                && Character.isJavaIdentifierPart(text.charAt(end));
        return new PlannedEdit(new Range(range.start(), end), joins ? List.of(Piece.text(" ")) : List.of());
    }

    private static boolean isEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
