package dev.refactory.refactor.text;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a query in JPQL or HQL names: entities, their attributes by way of the aliases declared for
/// them, classes by their qualified name. What it cannot follow it leaves out.
final class Jpql {
    private static final Set<String> KEYWORDS = Set.of(
            "where",
            "set",
            "join",
            "left",
            "right",
            "inner",
            "outer",
            "cross",
            "full",
            "fetch",
            "on",
            "with",
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
            "in",
            "member",
            "and",
            "or",
            "not",
            "is",
            "like",
            "between",
            "returning",
            "conflict");
    private static final Set<String> SOURCES = Set.of("from", "join", "fetch", "update", "into", "delete");

    /// Words of a name, and names of a list, that are looked at.
    private static final int MAX_LIST = 60;

    private final SqlTokens tokens;
    private final Entities entities;
    private final Members members;
    private final List<Named> found = new ArrayList<>();
    /// Alias to the type it stands for, if that is known.
    private final Map<String, @Nullable String> aliases = new HashMap<>();
    private final Set<String> unsure = new HashSet<>();
    private final Set<Integer> read = new HashSet<>();
    private final Set<String> unaliased = new HashSet<>();
    private int sources;

    private Jpql(String query, Entities entities, Members members) {
        this.tokens = SqlTokens.of(query);
        this.entities = entities;
        this.members = members;
    }

    /// By place.
    static List<Named> names(String query, Entities entities, Members members) {
        Jpql jpql = new Jpql(query, entities, members);
        jpql.declarations();
        jpql.paths();
        return jpql.found.stream()
                .distinct()
                .sorted(java.util.Comparator.comparing(Named::range))
                .toList();
    }

    /// Whether the query selects a whole object, which SQL does not.
    static boolean selectsObjects(String query) {
        SqlTokens tokens = SqlTokens.of(query);
        int at = tokens.at(1).is("distinct") ? 2 : 1;
        if (!tokens.at(0).is("select")
                || !tokens.at(at).isName()
                || !tokens.at(at + 1).is("from")) {
            return tokens.at(0).is("from");
        }
        int alias = tokens.at(at + 3).is("as") ? at + 4 : at + 3;
        return tokens.written(alias).equals(tokens.written(at));
    }

    /// Entities and aliases, in the order they are declared in.
    private void declarations() {
        boolean list = false;
        int depth = 0;
        int listDepth = 0;
        Deque<Boolean> statements = new ArrayDeque<>(List.of(true));
        for (int at = 0; at < tokens.count(); at++) {
            SqlTokens.Token token = tokens.at(at);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (token.is("(")) {
                statements.push(
                        tokens.at(at + 1).is("select") || tokens.at(at + 1).is("from"));
            } else if (token.is(")") && statements.size() > 1) {
                statements.pop();
            }
            if (read.contains(at)) {
                // An entity may be called like a keyword: Order.
                continue;
            } else if (isSource(at, statements.getFirst())) {
                list = token.is("from") || list && token.is("join");
                listDepth = depth;
                source(at + 1);
            } else if (list && depth == listDepth && token.is(",")) {
                source(at + 1);
            } else if (depth < listDepth || depth == listDepth && endsList(token)) {
                list = false;
            } else if (token.is("treat") && tokens.at(at + 1).is("(")) {
                treat(at + 2);
            }
        }
    }

    private static boolean endsList(SqlTokens.Token token) {
        return token.is("where")
                || token.is("group")
                || token.is("order")
                || token.is("having")
                || token.is("select")
                || token.is("set");
    }

    /// Where a source comes next; `extract(year from …)` and `delete from` are none.
    private boolean isSource(int at, boolean statement) {
        SqlTokens.Token token = tokens.at(at);
        boolean path = tokens.at(at - 1).is(".") || tokens.at(at + 1).is(".");
        if (token.kind() != SqlTokens.Kind.WORD || !SOURCES.contains(token.text()) || path) {
            return false;
        }
        return switch (token.text()) {
            case "delete" -> at == 0 && !tokens.at(1).is("from");
            case "update", "into" -> at <= 1;
            case "fetch" -> tokens.at(at - 1).is("join");
            case "join" -> !tokens.at(at + 1).is("fetch");
            default -> statement;
        };
    }

    private void source(int at) {
        int first = tokens.at(at).is("in") && tokens.at(at + 1).is("(") ? at + 2 : at;
        if (tokens.at(first).is("treat") && tokens.at(first + 1).is("(")) {
            treated(first + 2);
            return;
        }
        if (!tokens.at(first).isName()) {
            return;
        }
        int last = chainEnd(first);
        int alias = tokens.at(last + 1).is(")") && first > at ? last + 2 : last + 1;
        alias = tokens.at(alias).is("as") ? alias + 1 : alias;
        boolean named =
                tokens.at(alias).isName() && !KEYWORDS.contains(tokens.at(alias).text());
        String type = sourceType(first, last);
        sources++;
        if (named) {
            declare(tokens.written(alias), type);
            read.add(alias);
        } else if (type != null) {
            unaliased.add(type);
            insertList(last + 1, type);
        }
    }

    private void declare(String alias, @Nullable String type) {
        if (aliases.containsKey(alias) && !java.util.Objects.equals(aliases.get(alias), type)) {
            unsure.add(alias);
        }
        aliases.put(alias, type);
    }

    private @Nullable String sourceType(int first, int last) {
        String root = tokens.written(first);
        if (aliases.containsKey(root)) {
            return path(first, last, aliases.get(root), true);
        }
        if (first == last) {
            return entity(first);
        }
        return qualified(first, last);
    }

    private @Nullable String entity(int at) {
        read.add(at);
        List<Entity> named = entities.named(tokens.written(at));
        boolean unique = entities.isUnique(tokens.written(at));
        named.forEach(each -> found.add(
                new Named(List.of(each.symbol()), tokens.at(at).range(), Named.Form.SIMPLE, unique, each.named())));
        return unique ? named.getFirst().symbol() : null;
    }

    private void treat(int at) {
        int last = tokens.at(at).isName() ? chainEnd(at) : at;
        if (tokens.at(last + 1).is("as") && tokens.at(last + 2).isName()) {
            entity(last + 2);
        }
    }

    /// `treat(path as Entity) alias`
    private void treated(int at) {
        int last = tokens.at(at).isName() ? chainEnd(at) : at;
        if (!tokens.at(last + 1).is("as") || !tokens.at(last + 3).is(")")) {
            return;
        }
        int alias = tokens.at(last + 4).is("as") ? last + 5 : last + 4;
        String type = entity(last + 2);
        if (tokens.at(alias).isName() && !KEYWORDS.contains(tokens.at(alias).text())) {
            declare(tokens.written(alias), type);
            read.add(alias);
        }
    }

    /// `insert into Entity (attribute, …)`
    private void insertList(int parenthesis, String type) {
        if (!tokens.at(parenthesis).is("(") || !tokens.at(0).is("insert")) {
            return;
        }
        for (int at = parenthesis + 1; at < tokens.count() && !tokens.at(at).is(")"); at++) {
            if (tokens.at(at).isName()) {
                int last = chainEnd(at);
                step(at, type, true);
                at = last;
            }
        }
    }

    private int chainEnd(int first) {
        int last = first;
        while (tokens.at(last + 1).is(".") && tokens.at(last + 2).isName()) {
            last += 2;
        }
        for (int at = first; at <= last; at++) {
            read.add(at);
        }
        return last;
    }

    /// Every name that is no source: paths from an alias, qualified names, attributes without an alias.
    private void paths() {
        for (int at = 0; at < tokens.count(); at++) {
            if (!tokens.at(at).isName()
                    || read.contains(at)
                    || tokens.at(at - 1).is(":")) {
                continue;
            }
            int last = chainEnd(at);
            String root = tokens.written(at);
            if (aliases.containsKey(root)) {
                path(at, last, aliases.get(root), !unsure.contains(root));
            } else if (last > at && qualified(at, last) == null && unaliased.size() == 1 && sources == 1) {
                path(at - 2, last, unaliased.iterator().next(), false);
            } else if (last == at && isType(at)) {
                entity(at);
            } else if (last == at
                    && unaliased.size() == 1
                    && sources == 1
                    && !tokens.at(at + 1).is("(")) {
                step(at, unaliased.iterator().next(), false);
            }
            at = last;
        }
    }

    /// After `type(o) =`, `type(o) in (`, where an entity is meant.
    private boolean isType(int at) {
        int before = at - 1;
        while (before > at - MAX_LIST
                && (tokens.at(before).is(",")
                        || tokens.at(before).isName() && !tokens.at(before).is("in"))) {
            before--;
        }
        before -= tokens.at(before).is("(") ? 1 : 0;
        boolean compares = tokens.at(before).is("in")
                || tokens.at(before).is("=")
                || tokens.at(before).is(">");
        before -= tokens.at(before).is(">") ? 1 : 0;
        return compares
                && tokens.at(before - 1).is(")")
                && tokens.at(before - 3).is("(")
                && tokens.at(before - 4).is("type");
    }

    /// Follows attributes from `type`; the first name of the chain stands for it.
    ///
    /// @return the type it ends in, elements of collections included
    private @Nullable String path(int first, int last, @Nullable String type, boolean certain) {
        String at = type;
        for (int word = first + 2; word <= last && at != null; word += 2) {
            at = step(word, at, certain);
        }
        return at;
    }

    private @Nullable String step(int word, String type, boolean certain) {
        SymbolInfo attribute = entities.attribute(type, tokens.written(word)).orElse(null);
        if (attribute == null) {
            return null;
        }
        boolean getter = attribute.kind() == SymbolKind.METHOD;
        found.add(new Named(
                List.of(attribute.symbol()),
                tokens.at(word).range(),
                getter ? Named.Form.READ : Named.Form.SIMPLE,
                certain,
                false));
        return members.typeOf(attribute, true).orElse(null);
    }

    /// A class by its qualified name, and a constant of it.
    private @Nullable String qualified(int first, int last) {
        StringBuilder name = new StringBuilder();
        for (int word = first; word <= Math.min(last, first + MAX_LIST); word += 2) {
            name.append(word == first ? "" : ".").append(tokens.written(word));
            SymbolInfo type =
                    word == first ? null : members.type(name.toString()).orElse(null);
            if (type != null) {
                found.add(Named.of(type.symbol(), tokens.at(word).range(), true));
                int constantAt = word + 2;
                if (constantAt <= last) {
                    members.named(type.symbol(), tokens.written(constantAt), false).stream()
                            .findFirst()
                            .ifPresent(constant -> found.add(Named.of(
                                    constant.symbol(), tokens.at(constantAt).range(), true)));
                }
                return type.symbol();
            }
        }
        return null;
    }
}
