package dev.refactory.graph.model;

/// A directed edge between symbols, independent of where it is written.
///
/// @param from the subtype or the overriding method
/// @param kind what connects them
/// @param to the direct supertype, or a method it overrides or implements (the nearest one in each
///     supertype, also a library's)
public record Relation(String from, Kind kind, String to) implements Comparable<Relation> {
    /// Stored by ordinal: append only.
    public enum Kind {
        EXTENDS,
        IMPLEMENTS,
        OVERRIDES
    }

    @Override
    public int compareTo(Relation other) {
        int byFrom = from.compareTo(other.from);
        if (byFrom != 0) {
            return byFrom;
        }
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : to.compareTo(other.to);
    }
}
