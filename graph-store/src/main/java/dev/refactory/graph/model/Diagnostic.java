package dev.refactory.graph.model;

/// What the compiler said about a file. Two diagnostics are the same fact when `severity`, `code` and `message` are
/// equal; where the line stands may move.
///
/// @param code the compiler's own key, for example `compiler.err.cant.resolve.location`
/// @param line 1-based; 0 when the compiler gave no place
public record Diagnostic(Severity severity, String code, String message, int line, int start) {
    /// Stored by ordinal: append only.
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }
}
