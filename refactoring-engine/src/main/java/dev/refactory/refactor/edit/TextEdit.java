package dev.refactory.refactor.edit;

import dev.refactory.graph.model.Range;

/// Replaces `range` of the original text by `replacement`. An empty range inserts.
public record TextEdit(Range range, String replacement) implements Comparable<TextEdit> {
    @Override
    public int compareTo(TextEdit other) {
        int byRange = range.compareTo(other.range);
        return byRange != 0 ? byRange : replacement.compareTo(other.replacement);
    }
}
