package dev.refactory.graph.model;

import java.util.Set;

/// One place where a file names a symbol. `range` covers the simple name only (`bar` in
/// `foo.bar()`, `Foo` in `new Foo<>()`). IMPLICIT occurrences (a generated accessor, an implicit
/// `super()`) have the range of the construct.
public record Occurrence(Range range, String symbol, Set<Role> roles) implements Comparable<Occurrence> {
    public Occurrence {
        roles = Set.copyOf(roles);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    @Override
    public int compareTo(Occurrence other) {
        int byRange = range.compareTo(other.range);
        if (byRange != 0) {
            return byRange;
        }
        int bySymbol = symbol.compareTo(other.symbol);
        return bySymbol != 0 ? bySymbol : Integer.compare(Role.toBits(roles), Role.toBits(other.roles));
    }
}
