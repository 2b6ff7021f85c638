package dev.refactory.refactor.instruction;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipe.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What the short names of a step mean in a snapshot. A name that has one meaning is written in
/// full, one that has several is refused, one that has none stands: the recipe says so better.
final class ShortNames {
    private static final int MAX_NAMED = 5;
    private static final Set<SymbolKind> FIELDS =
            Set.of(SymbolKind.FIELD, SymbolKind.ENUM_CONSTANT, SymbolKind.RECORD_COMPONENT);

    private final GraphView graph;

    ShortNames(GraphView graph) {
        this.graph = graph;
    }

    Completion complete(List<Recipe.Parameter> parameters, Map<String, String> values) {
        Map<String, String> full = new HashMap<>(values);
        List<Conflict> conflicts = new ArrayList<>();
        for (Recipe.Parameter parameter : parameters) {
            String value = values.get(parameter.name());
            if (value == null || parameter.form().compareTo(Form.SYMBOL) > 0) {
                continue;
            }
            SortedSet<String> meanings = meanings(parameter.form(), value);
            if (meanings.size() == 1) {
                full.put(parameter.name(), meanings.first());
            } else if (meanings.size() > 1) {
                conflicts.add(ambiguous(value, meanings));
            }
        }
        return conflicts.isEmpty() ? new Completion.Resolved(full) : new Completion.Conflicts(conflicts);
    }

    private SortedSet<String> meanings(Form form, String value) {
        SymbolInfo exact = graph.symbol(value).orElse(null);
        if (exact != null && fits(form, exact.kind())) {
            return new TreeSet<>(Set.of(value));
        }
        return switch (form) {
            case TYPE -> type(value);
            case METHOD -> member(value, symbol -> symbol.kind() == SymbolKind.METHOD);
            case FIELD -> member(value, symbol -> FIELDS.contains(symbol.kind()));
            case SYMBOL -> any(value);
            case SUBJECT -> value.contains("/") || value.endsWith(".java") ? new TreeSet<>() : any(value);
            case NAME, NAMES, PATTERN, REGEX, SOURCE, COORDINATES, NUMBER, FLAG, PLACE, PATHS, TEXT, PACKAGE ->
                new TreeSet<>();
        };
    }

    private static boolean fits(Form form, SymbolKind kind) {
        return switch (form) {
            case TYPE -> kind.isType();
            case METHOD -> kind == SymbolKind.METHOD;
            case FIELD -> FIELDS.contains(kind);
            case SUBJECT,
                    SYMBOL,
                    NAME,
                    NAMES,
                    PATTERN,
                    REGEX,
                    SOURCE,
                    COORDINATES,
                    NUMBER,
                    FLAG,
                    PLACE,
                    PATHS,
                    TEXT,
                    PACKAGE -> true;
        };
    }

    /// Nobody says for certain that a bare `Foo` is a type: it must not name anything else either.
    private SortedSet<String> type(String value) {
        SortedSet<String> meanings = types(value, false);
        if (!meanings.isEmpty() && !value.contains(".")) {
            graph.symbolsNamed(value).stream()
                    .filter(symbol -> symbol.path() != null)
                    .filter(symbol -> symbol.kind() == SymbolKind.METHOD || FIELDS.contains(symbol.kind()))
                    .forEach(symbol -> meanings.add(symbol.symbol()));
        }
        return meanings;
    }

    /// Types whose spelling ends in these names; the exact one, where there is one, alone.
    private SortedSet<String> types(String value, boolean libraries) {
        if (graph.symbol(value).filter(symbol -> symbol.kind().isType()).isPresent()) {
            return new TreeSet<>(Set.of(value));
        }
        return graph.symbolsNamed(SymbolSpelling.simpleName(value)).stream()
                .filter(symbol -> symbol.kind().isType() && (libraries || symbol.path() != null))
                .map(SymbolInfo::symbol)
                .filter(symbol -> symbol.endsWith("." + value))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedSet<String> member(String value, Predicate<SymbolInfo> wanted) {
        int hash = value.indexOf('#');
        if (hash < 0) {
            return bare(value, symbol -> wanted.test(symbol) && symbol.path() != null);
        }
        SortedSet<String> types = types(value.substring(0, hash), true);
        String rest = value.substring(hash);
        SortedSet<String> declaring = new TreeSet<>(types);
        declaring.retainAll(containers(rest.substring(1), wanted));
        SortedSet<String> owners = declaring.isEmpty() ? types : declaring;
        return owners.stream().map(type -> type + rest).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> containers(String member, Predicate<SymbolInfo> wanted) {
        return named(member, wanted).stream()
                .map(symbol -> SymbolSpelling.typeOf(symbol.symbol()))
                .collect(Collectors.toSet());
    }

    /// Symbols of this name, and of these parameters where they are given.
    private List<SymbolInfo> named(String member, Predicate<SymbolInfo> wanted) {
        int open = member.indexOf('(');
        String name = open < 0 ? member : member.substring(0, open);
        String parameters = open < 0 ? "(..)" : member.substring(open);
        return graph.symbolsNamed(name).stream()
                .filter(wanted)
                .filter(symbol -> parameters.equals("(..)") || takes(symbol, parameters))
                .toList();
    }

    private static boolean takes(SymbolInfo symbol, String parameters) {
        String own = SymbolSpelling.parameters(symbol.symbol()).orElse("");
        String given = parameters.replace("...", "[]");
        return own.equals(given) || own.replaceAll("[\\w$]+\\.", "").equals(given);
    }

    /// A name alone. Methods of one family are one meaning: whichever is named, all of them are
    /// meant.
    private SortedSet<String> bare(String value, Predicate<SymbolInfo> wanted) {
        SortedSet<String> found =
                named(value, wanted).stream().map(SymbolInfo::symbol).collect(Collectors.toCollection(TreeSet::new));
        if (found.size() < 2) {
            return found;
        }
        SortedSet<String> family = new TreeSet<>();
        Set<String> open = Set.of(found.first());
        while (!open.isEmpty()) {
            Set<String> next = new TreeSet<>();
            graph.relationsFrom(Relation.Kind.OVERRIDES, open).forEach(relation -> next.add(relation.to()));
            graph.relationsTo(Relation.Kind.OVERRIDES, open).forEach(relation -> next.add(relation.from()));
            family.addAll(open);
            next.removeAll(family);
            open = next;
        }
        if (!family.containsAll(found)) {
            return found;
        }
        SortedSet<String> top = new TreeSet<>(found);
        graph.relationsFrom(Relation.Kind.OVERRIDES, found).forEach(relation -> {
            if (found.contains(relation.to())) {
                top.remove(relation.from());
            }
        });
        return new TreeSet<>(Set.of(top.first()));
    }

    private SortedSet<String> any(String value) {
        Predicate<SymbolInfo> nameable = symbol -> symbol.kind() != SymbolKind.UNRESOLVED
                && symbol.kind() != SymbolKind.PACKAGE
                && !symbol.kind().isLocal();
        if (value.contains("#")) {
            return member(value, nameable);
        }
        int dot = value.lastIndexOf('.');
        if (dot < 0) {
            return bare(value, nameable);
        }
        SortedSet<String> meanings = types(value, true);
        String name = value.substring(dot + 1);
        SortedSet<String> owners = types(value.substring(0, dot), true);
        owners.retainAll(containers(
                name, symbol -> nameable.test(symbol) && !symbol.kind().isType()));
        owners.forEach(type -> meanings.add(type + "#" + name));
        return meanings;
    }

    private Conflict ambiguous(String value, SortedSet<String> meanings) {
        Map<String, SymbolInfo> known = new TreeMap<>(graph.symbols(meanings));
        String named = meanings.stream()
                .limit(MAX_NAMED)
                .map(symbol -> word(known.get(symbol)) + symbol)
                .collect(Collectors.joining(", "));
        int more = meanings.size() - MAX_NAMED;
        return new Conflict(
                "ambiguous-symbol",
                value,
                "",
                0,
                "\"" + value + "\" could mean " + named + (more > 0 ? " and " + more + " more" : "")
                        + ". Write the one that is meant in full.");
    }

    private static String word(@org.jspecify.annotations.Nullable SymbolInfo symbol) {
        return symbol == null
                ? ""
                : symbol.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " ";
    }
}
