package dev.refactory.refactor.text;

import java.util.Set;

/// The keywords of SQL that tell tables and columns, in the form that the common databases share.
final class SqlWords {
    /// Between what a source comes after and its name.
    static final Set<String> BETWEEN = Set.of(
            "if", "not", "exists", "only", "lateral", "ignore", "concurrently", "table", "column", "view", "overwrite");
    /// What comes after a table and is no alias of it.
    static final Set<String> NO_ALIAS = Set.of(
            "where",
            "set",
            "join",
            "left",
            "right",
            "inner",
            "outer",
            "cross",
            "full",
            "natural",
            "on",
            "using",
            "order",
            "group",
            "having",
            "select",
            "union",
            "except",
            "intersect",
            "values",
            "limit",
            "offset",
            "as",
            "when",
            "returning",
            "add",
            "drop",
            "alter",
            "rename",
            "modify",
            "change",
            "for",
            "fetch",
            "window",
            "default",
            "cascade",
            "restrict",
            "to",
            "from",
            "with",
            "match",
            "deferrable",
            "not",
            "primary",
            "partition");
    /// What a list of tables ends at.
    static final Set<String> ENDS_LIST = Set.of(
            "where",
            "group",
            "order",
            "having",
            "select",
            "set",
            "limit",
            "offset",
            "fetch",
            "for",
            "union",
            "except",
            "intersect",
            "window",
            "returning",
            "add",
            "alter",
            "drop",
            "modify",
            "change",
            "rename",
            "to",
            "is",
            "when");
    /// What a table's name comes after.
    static final Set<String> TABLE_WORDS = Set.of("table", "view", "truncate", "references", "into", "copy");
    /// Statements that name their table after `on`.
    static final Set<String> ON_TARGETS =
            Set.of("index", "trigger", "policy", "rule", "grant", "revoke", "comment", "statistics");
    /// What a column's name comes after in a changed definition.
    static final Set<String> ALTERS = Set.of("add", "drop", "alter", "rename", "modify", "change", "column");
    /// What an item of a definition begins with when it is no column.
    static final Set<String> CONSTRAINTS = Set.of(
            "constraint", "primary", "foreign", "unique", "check", "key", "index", "like", "exclude", "fulltext", "to");

    private SqlWords() {}
}
