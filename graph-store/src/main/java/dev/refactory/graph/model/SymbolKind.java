package dev.refactory.graph.model;

/// What a symbol is. The names follow SCIP's `SymbolInformation.Kind` where it has one. Stored by ordinal, and the
/// schema knows that 11 to 13 are local: append only.
public enum SymbolKind {
    PACKAGE,
    CLASS,
    INTERFACE,
    ENUM,
    RECORD,
    ANNOTATION,
    METHOD,
    CONSTRUCTOR,
    FIELD,
    ENUM_CONSTANT,
    RECORD_COMPONENT,
    TYPE_PARAMETER,
    PARAMETER,
    LOCAL,
    /// A name the compiler could not bind; the symbol is `?` and the simple name.
    UNRESOLVED,
    MODULE;

    public boolean isType() {
        return this == CLASS || this == INTERFACE || this == ENUM || this == RECORD || this == ANNOTATION;
    }

    /// Only meaningful within its own file, so never looked up by name across files.
    public boolean isLocal() {
        return this == PARAMETER || this == LOCAL || this == TYPE_PARAMETER;
    }
}
