package dev.refactory.refactor.plan;

/// Why a request is refused: what, about which symbol, where.
///
/// @param kind one of the catalogue's kinds, for example `name-clash`
/// @param symbol the symbol at fault, or what the request named
/// @param file empty when there is no place
/// @param line 1-based; 0 when there is no place
/// @param message a sentence a person understands
public record Conflict(String kind, String symbol, String file, int line, String message)
        implements Comparable<Conflict> {
    @Override
    public int compareTo(Conflict other) {
        return java.util.Comparator.comparing(Conflict::file)
                .thenComparingInt(Conflict::line)
                .thenComparing(Conflict::kind)
                .thenComparing(Conflict::symbol)
                .thenComparing(Conflict::message)
                .compare(this, other);
    }
}
