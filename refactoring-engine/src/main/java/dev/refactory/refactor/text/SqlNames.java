package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tables and columns that SQL names, statement by statement: definitions, queries, changes, in the
/// form that the common databases share. What it does not know it passes over.
final class SqlNames {
    private static final int MAX_COLUMNS = 2_000;

    /// @param schema empty when none is written; @param name as written, without quotes
    record Table(String schema, String name, Range range) {
        boolean is(Table other) {
            return name.equalsIgnoreCase(other.name) && schema.equalsIgnoreCase(other.schema);
        }
    }

    /// @param certain it is this table's column, not just the only table around
    record Column(Table table, String name, Range range, boolean certain) {}

    private final SqlTokens tokens;
    private final List<Table> tables = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final Set<String> wanted;

    private SqlNames(SqlTokens tokens, Set<String> wanted) {
        this.tokens = tokens;
        this.wanted = wanted;
    }

    /// @param columns the names, in lower case, of columns that are looked for
    static SqlNames of(String text, Set<String> columns) {
        SqlNames names = new SqlNames(SqlTokens.of(text), columns);
        int start = 0;
        for (int at = 0; at <= names.tokens.count(); at++) {
            if (at == names.tokens.count() || names.tokens.at(at).is(";")) {
                names.new Statement(start, at).read();
                start = at + 1;
            }
        }
        return names;
    }

    List<Table> tables() {
        return tables;
    }

    List<Column> columns() {
        return columns;
    }

    private final class Statement {
        private final int from;
        private final int to;
        /// What is not a table: named by `with`, in lower case.
        private final Set<String> named = new HashSet<>();
        /// Alias or name to its table; null when it stands for several.
        private final Map<String, @Nullable Table> meant = new HashMap<>();
        private final List<Table> own = new ArrayList<>();
        private final Set<Integer> read = new HashSet<>();
        /// Lists that are never closed would be read again and again.
        private int budget;

        Statement(int from, int to) {
            this.from = from;
            this.to = to;
            this.budget = 4 * (to - from) + MAX_COLUMNS;
        }

        void read() {
            for (int at = from; at < to; at++) {
                if (isNamedByWith(at)) {
                    named.add(tokens.at(at).text().toLowerCase(Locale.ROOT));
                }
            }
            sources();
            tables.addAll(own);
            if (!wanted.isEmpty() && !own.isEmpty()) {
                columns();
            }
        }

        private boolean isNamedByWith(int at) {
            SqlTokens.Token before = tokens.at(at - 1);
            boolean first = at > from && (before.is("with") || before.is("recursive") || before.is(","));
            if (!first || !tokens.at(at).isName()) {
                return false;
            }
            int next = at + 1;
            if (tokens.at(next).is("(")) {
                // Names of columns and nothing else.
                do {
                    next += 2;
                } while (tokens.at(next).is(",") && tokens.at(next - 1).isName() && next < at + MAX_COLUMNS);
                next++;
            }
            if (!tokens.at(next).is("as")) {
                return false;
            }
            next += tokens.at(next + 1).is("not") ? 2 : 1;
            next += tokens.at(next).is("materialized") ? 1 : 0;
            return tokens.at(next).is("(");
        }

        private void sources() {
            Deque<Boolean> statements = new ArrayDeque<>(List.of(true));
            Deque<Boolean> lists = new ArrayDeque<>(List.of(false));
            boolean onTarget = false;
            for (int at = from; at < to; at++) {
                SqlTokens.Token token = tokens.at(at);
                if (token.is("(")) {
                    SqlTokens.Token next = tokens.at(at + 1);
                    // What stands in parentheses among the sources of a query is sources too.
                    boolean query = next.is("select") || next.is("with") || next.is("delete") || next.is("update");
                    boolean joined = lists.getFirst() && next.isName() && !query && isSourceStart(at);
                    statements.push(query || next.is("insert"));
                    lists.push(joined);
                    if (joined) {
                        source(at + 1, true);
                    }
                } else if (token.is(")") && statements.size() > 1) {
                    statements.pop();
                    lists.pop();
                } else if (token.is(",") && lists.getFirst()) {
                    source(at + 1, true);
                } else if (token.kind() == SqlTokens.Kind.WORD && !isPath(at) && !read.contains(at)) {
                    onTarget |= at < from + 6 && SqlWords.ON_TARGETS.contains(token.text());
                    boolean on = onTarget && token.is("on");
                    onTarget &= !on;
                    boolean starts = on || startsSource(at, statements.getFirst());
                    if (starts || endsList(token)) {
                        boolean goesOn = lists.pop() && token.is("join");
                        lists.push(goesOn || starts && (token.is("from") || token.is("table") || token.is("truncate")));
                    }
                    if (starts) {
                        source(at + 1, token.is("from") || token.is("join"));
                    }
                }
            }
        }

        private boolean isSourceStart(int parenthesis) {
            SqlTokens.Token before = tokens.at(parenthesis - 1);
            return before.is("from") || before.is("join") || before.is(",") || before.is("(");
        }

        private boolean isPath(int at) {
            return tokens.at(at - 1).is(".") || tokens.at(at + 1).is(".");
        }

        private boolean startsSource(int at, boolean statement) {
            SqlTokens.Token before = at == from ? tokens.at(-1) : tokens.at(at - 1);
            String word = tokens.at(at).text();
            if (SqlWords.TABLE_WORDS.contains(word)) {
                boolean later =
                        tokens.at(at + 1).is("table") || tokens.at(at + 1).is("view");
                return !later && (!word.equals("copy") || at == from) && (!word.equals("truncate") || at == from);
            }
            return switch (word) {
                case "from" -> statement && !before.is("distinct");
                case "join" -> true;
                case "update" ->
                    before.text().isEmpty() && before.kind() == SqlTokens.Kind.SIGN
                            || before.is(")")
                            || before.is("(")
                            || before.is("begin")
                            || before.is("explain");
                case "using" ->
                    (tokens.at(from).is("delete") || tokens.at(from).is("merge"))
                            && tokens.at(at + 1).isName();
                case "to" -> before.is("rename") && tokens.at(from + 1).is("table");
                default -> false;
            };
        }

        private static boolean endsList(SqlTokens.Token token) {
            return token.kind() == SqlTokens.Kind.WORD && SqlWords.ENDS_LIST.contains(token.text());
        }

        private void source(int start, boolean queried) {
            int at = start;
            while (at < to
                    && tokens.at(at).kind() == SqlTokens.Kind.WORD
                    && SqlWords.BETWEEN.contains(tokens.at(at).text())) {
                at++;
            }
            if (at >= to
                    || !tokens.at(at).isName()
                    || tokens.at(at).is("select")
                    || tokens.at(at).is("values")) {
                return;
            }
            int last = at;
            while (last + 2 < to
                    && tokens.at(last + 1).is(".")
                    && tokens.at(last + 2).isName()) {
                last += 2;
            }
            boolean ofColumn = tokens.at(at - 1).is("column") && last > at;
            int name = ofColumn ? last - 2 : last;
            if (queried && tokens.at(last + 1).is("(")) {
                return;
            }
            String schema = name - 2 >= at ? tokens.at(name - 2).text() : "";
            boolean query =
                    schema.isEmpty() && named.contains(tokens.at(name).text().toLowerCase(Locale.ROOT));
            for (int word = at; word <= last; word++) {
                read.add(word);
            }
            if (!query) {
                Table table = new Table(
                        schema, tokens.at(name).text(), tokens.at(name).range());
                own.add(table);
                means(table.name(), table);
                alias(last + 1, table);
                if (ofColumn) {
                    column(table, last, true);
                }
                listed(last + 1, table, at);
            }
        }

        private void alias(int after, Table table) {
            int alias = tokens.at(after).is("as") ? after + 1 : after;
            boolean has = alias < to
                    && tokens.at(alias).isName()
                    && !(tokens.at(alias).kind() == SqlTokens.Kind.WORD
                            && SqlWords.NO_ALIAS.contains(tokens.at(alias).text()));
            if (has) {
                means(tokens.at(alias).text(), table);
                read.add(alias);
            }
        }

        private void means(String name, Table table) {
            String key = name.toLowerCase(Locale.ROOT);
            Table known = meant.get(key);
            meant.put(key, meant.containsKey(key) && (known == null || !known.is(table)) ? null : table);
        }

        /// Columns in the parentheses behind a table: all of them of an insert and a foreign key, of a
        /// definition the first name of each item.
        private void listed(int open, Table table, int start) {
            if (!tokens.at(open).is("(")) {
                return;
            }
            SqlTokens.Token before = tokens.at(start - 1);
            boolean names = before.is("into") || before.is("references");
            int depth = 0;
            for (int at = open; at < to && budget-- > 0; at++) {
                depth += tokens.at(at).is("(") ? 1 : tokens.at(at).is(")") ? -1 : 0;
                if (depth == 0) {
                    return;
                }
                boolean first = depth == 1
                        && (tokens.at(at - 1).is("(") || tokens.at(at - 1).is(","))
                        && at > open;
                if (first
                        && tokens.at(at).isName()
                        && (names
                                || !SqlWords.CONSTRAINTS.contains(tokens.at(at).text()))) {
                    column(table, at, true);
                }
            }
        }

        private void columns() {
            Table only = onlyTable();
            for (int at = from; at < to; at++) {
                if (!tokens.at(at).isName()
                        || read.contains(at)
                        || tokens.at(at - 1).is(":")) {
                    continue;
                }
                boolean path = at > from && tokens.at(at - 1).is(".");
                if (path) {
                    Table table = meant.get(tokens.at(at - 2).text().toLowerCase(Locale.ROOT));
                    boolean schema = tokens.at(at + 1).is(".");
                    if (table != null && !schema) {
                        column(table, at, true);
                    }
                } else if (only != null
                        && !tokens.at(at + 1).is(".")
                        && !tokens.at(at + 1).is("(")) {
                    column(only, at, isAltered(at));
                }
            }
        }

        private boolean isAltered(int at) {
            int before = at - 1;
            while (before > at - 6
                    && SqlWords.BETWEEN.contains(tokens.at(before).text())) {
                before--;
            }
            return tokens.at(from).is("alter")
                    && SqlWords.ALTERS.contains(tokens.at(before).text());
        }

        private @Nullable Table onlyTable() {
            Table first = own.getFirst();
            return named.isEmpty() && own.stream().allMatch(first::is) ? first : null;
        }

        private void column(Table table, int at, boolean certain) {
            String name = tokens.at(at).text();
            if (wanted.contains(name.toLowerCase(Locale.ROOT))) {
                columns.add(new Column(table, name, tokens.at(at).range(), certain));
            }
            if (certain) {
                read.add(at);
            }
        }
    }
}
