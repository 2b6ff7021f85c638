package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import java.util.Comparator;

/// One place where a text names a symbol.
///
/// @param range of the name, on one line
/// @param symbol what it names
/// @param certain it means the symbol and nothing else; otherwise it only looks like it
/// @param mapped it is a name of its own (a table, a column, an entity's given name), which a rename
///     of the symbol leaves as it is
public record TextPlace(String path, Range range, String symbol, boolean certain, boolean mapped)
        implements Comparable<TextPlace> {
    private static final Comparator<TextPlace> ORDER = Comparator.comparing(TextPlace::path)
            .thenComparing(TextPlace::range)
            .thenComparing(TextPlace::symbol)
            .thenComparing(TextPlace::mapped)
            .thenComparing(place -> !place.certain());

    @Override
    public int compareTo(TextPlace other) {
        return ORDER.compare(this, other);
    }
}
