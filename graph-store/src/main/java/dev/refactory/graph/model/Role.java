package dev.refactory.graph.model;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/// What an occurrence does with its symbol, as in SCIP's `SymbolRole`: several may hold at once.
/// Stored as a bit set by ordinal, so the order is part of the schema: append only.
public enum Role {
    DEFINITION,
    IMPORT,
    WRITE,
    READ,
    CALL,
    METHOD_REFERENCE,
    TYPE_REFERENCE,
    INSTANTIATION,
    EXTENDS,
    ANNOTATION_USE,
    THROWS,
    /// In a doc comment: `{@link}`, `@see`, `@throws`, `@param`.
    DOCUMENTATION,
    /// The name before a member of a static import, or an on-demand import's prefix.
    STATIC_IMPORT,
    /// The compiler generated the use; there may be no name of the symbol in the range.
    IMPLICIT;

    public static int toBits(Collection<Role> roles) {
        int bits = 0;
        for (Role role : roles) {
            bits |= 1 << role.ordinal();
        }
        return bits;
    }

    public static Set<Role> fromBits(int bits) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : values()) {
            if ((bits & 1 << role.ordinal()) != 0) {
                roles.add(role);
            }
        }
        return roles;
    }
}
