package dev.refactory.refactor.text;

import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The queries that a Java file holds in its string literals and text blocks, those put together with
/// `+` as one. Told by where they stand: an argument of `createQuery`, of `@NamedQuery`, of `@Query`.
final class QueryLiterals {
    private static final Set<String> JPQL_CALLS = Set.of("createQuery", "createSelectionQuery", "createMutationQuery");
    private static final Set<String> SQL_CALLS =
            Set.of("createNativeQuery", "createNativeMutationQuery", "createSQLQuery");
    private static final Set<String> VERBS = Set.of("select", "from", "update", "delete", "insert", "merge", "with");
    /// Its annotation `@Query` holds SQL.
    private static final List<String> SQL_IMPORTS = List.of("data.jdbc.repository.query.", "data.r2dbc.repository.");
    /// Not a letter of any query: stands for what is not a literal.
    private static final char UNKNOWN = '?';

    enum Language {
        JPQL,
        SQL,
        /// Nothing says which: a constant, an argument of something else.
        EITHER
    }

    /// @param start where `text` begins in the file
    /// @param text the queries' characters at the places they have in the file, blanks for all else
    record Query(Language language, int start, String text) {}

    private final String text;
    private final JavaTokens tokens;
    private final Deque<Integer> open = new ArrayDeque<>();
    private final List<Query> found = new ArrayList<>();

    private QueryLiterals(String text) {
        this.text = text;
        this.tokens = JavaTokens.of(text);
    }

    /// By place.
    static List<Query> of(String text) {
        QueryLiterals file = new QueryLiterals(text);
        int at = 0;
        while (at < file.tokens.count()) {
            at = file.next(at);
        }
        return file.found;
    }

    private int next(int at) {
        char first = text.charAt(tokens.start(at));
        switch (first) {
            case '(', '{' -> open.push(at);
            case ')', '}' -> open.poll();
            case '"' -> {
                int last = lastOfSum(at);
                if (isQuery(at)) {
                    int start = tokens.start(at);
                    found.add(new Query(language(at, last), start, masked(at, last)));
                }
                return last + 1;
            }
            default -> {}
        }
        return at + 1;
    }

    private boolean isLiteral(int token) {
        return tokens.at(token).startsWith("\"");
    }

    private boolean isQuery(int token) {
        String start = text.substring(tokens.start(token), Math.min(text.length(), tokens.start(token) + 200))
                .replaceAll("^[\"\\s]*(?:\\\\n|[\\s(])*", "");
        int end = 0;
        while (end < start.length() && Character.isLetter(start.charAt(end))) {
            end++;
        }
        return VERBS.contains(start.substring(0, end).toLowerCase(Locale.ROOT));
    }

    /// The last literal of a sum that begins with one; its other operands are names and calls.
    private int lastOfSum(int first) {
        int last = first;
        int at = first;
        while (tokens.at(at + 1).equals("+")) {
            int operand = at + 2;
            int end = isLiteral(operand) ? operand : endOfOperand(operand);
            if (end < operand) {
                break;
            }
            last = isLiteral(operand) ? operand : last;
            at = end;
        }
        return last;
    }

    /// Of a name or a call; before `from` when it is neither.
    private int endOfOperand(int from) {
        int at = from;
        if (at >= tokens.count()
                || !Character.isJavaIdentifierStart(tokens.at(at).charAt(0))) {
            return from - 1;
        }
        while (true) {
            if (tokens.at(at + 1).equals(".") && at + 2 < tokens.count()) {
                at += 2;
            } else if (tokens.at(at + 1).equals("(")) {
                at = close(at + 1);
                if (!tokens.at(at).equals(")")) {
                    return from - 1;
                }
            } else {
                return at;
            }
        }
    }

    private int close(int parenthesis) {
        int depth = 0;
        // A longer argument list is no part of a query that is read.
        int limit = Math.min(tokens.count(), parenthesis + 200);
        for (int at = parenthesis; at < limit; at++) {
            depth += tokens.at(at).equals("(") ? 1 : tokens.at(at).equals(")") ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return limit - 1;
    }

    private String masked(int first, int last) {
        int base = tokens.start(first);
        char[] masked = new char[tokens.end(last) - base];
        java.util.Arrays.fill(masked, ' ');
        for (int token = first; token <= last; token++) {
            int start = tokens.start(token);
            int end = tokens.end(token);
            if (!isLiteral(token)) {
                masked[start - base] = tokens.at(token).equals("+") ? ' ' : UNKNOWN;
                continue;
            }
            int quotes = text.startsWith("\"\"\"", start) && end - start >= 6 ? 3 : 1;
            for (int at = start + quotes; at < end - quotes; at++) {
                if (text.charAt(at) == '\\') {
                    masked[++at - base] = text.charAt(at) == '"' || text.charAt(at) == '\'' ? text.charAt(at) : ' ';
                } else {
                    masked[at - base] = text.charAt(at);
                }
            }
        }
        return new String(masked);
    }

    private Language language(int first, int last) {
        Integer enclosing = open.peek();
        int call = enclosing == null ? -1 : enclosing - 1;
        String name = tokens.at(call);
        boolean annotation = isAnnotation(call);
        boolean firstArgument = enclosing != null && first == enclosing + 1;
        String argument = tokens.at(first - 1).equals("=") ? tokens.at(first - 2) : firstArgument ? "value" : "";
        if (!annotation) {
            return !firstArgument
                    ? Language.EITHER
                    : JPQL_CALLS.contains(name)
                            ? Language.JPQL
                            : SQL_CALLS.contains(name) ? Language.SQL : Language.EITHER;
        }
        return switch (name) {
            case "NamedQuery" -> argument.equals("query") ? Language.JPQL : Language.EITHER;
            case "HQL" -> Language.JPQL;
            case "NamedNativeQuery", "NativeQuery", "SQL" -> Language.SQL;
            case "Query" -> isNative(call + 1, last) ? Language.SQL : Language.JPQL;
            default -> Language.EITHER;
        };
    }

    private boolean isAnnotation(int name) {
        int at = name;
        while (at > 1 && tokens.at(at - 1).equals(".")) {
            at -= 2;
        }
        return at > 0 && tokens.at(at - 1).equals("@");
    }

    private boolean isNative(int parenthesis, int last) {
        if (SQL_IMPORTS.stream().anyMatch(text::contains)) {
            return true;
        }
        int end = Math.max(last, close(parenthesis));
        for (int at = parenthesis; at < end; at++) {
            if (tokens.at(at).equals("nativeQuery")) {
                return !tokens.at(at + 2).equals("false");
            }
        }
        return false;
    }
}
