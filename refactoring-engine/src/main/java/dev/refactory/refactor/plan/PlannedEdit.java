package dev.refactory.refactor.plan;

import dev.refactory.graph.model.Range;
import java.util.List;

/// Replaces a range of a file by pieces of the original and new text. What the range names and no
/// piece keeps is meant to go. An empty range inserts, no pieces delete.
///
/// @param range of the original text
/// @param pieces in order
public record PlannedEdit(Range range, List<Piece> pieces) {
    public PlannedEdit {
        pieces = List.copyOf(pieces);
    }

    /// Nothing stays of a range.
    public static PlannedEdit delete(Range range) {
        return new PlannedEdit(range, List.of());
    }

    /// New pieces at a place.
    public static PlannedEdit insert(int at, List<Piece> pieces) {
        return new PlannedEdit(new Range(at, at), pieces);
    }

    /// What is written instead of the range.
    /// @param original the text of the file before
    public String replacement(String original) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.written(original)));
        return text.toString();
    }
}
