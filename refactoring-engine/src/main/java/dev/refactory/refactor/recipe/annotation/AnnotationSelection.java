package dev.refactory.refactor.recipe.annotation;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.find.NamePattern;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which declarations an annotation's recipe is about: a symbol, all overloads of a method, a
/// parameter as `com.acme.Foo#bar(int)~name`, a package with a package-info, or a glob.
///
/// @param declarations in the repository, by spelling
/// @param pattern what was given, when it was a glob
record AnnotationSelection(Map<String, SymbolInfo> declarations, Optional<NamePattern> pattern) {
    static final String PARAMETER = "on";
    private static final String ALL = "**";
    private static final Set<SymbolKind> TYPES =
            Set.of(SymbolKind.CLASS, SymbolKind.INTERFACE, SymbolKind.ENUM, SymbolKind.RECORD, SymbolKind.ANNOTATION);
    private static final Set<SymbolKind> MEMBERS = Set.of(
            SymbolKind.METHOD,
            SymbolKind.CONSTRUCTOR,
            SymbolKind.FIELD,
            SymbolKind.ENUM_CONSTANT,
            SymbolKind.RECORD_COMPONENT);

    /// Understood, or why not.
    record Read(Optional<AnnotationSelection> selection, Optional<Conflict> conflict) {}

    static Read of(GraphView graph, TypeHierarchy types, String given) {
        String text = SymbolQuery.normal(given);
        if (text.contains("*")) {
            return ofPattern(graph, text);
        }
        int tilde = text.indexOf('~');
        SymbolQuery query = new SymbolQuery(graph, types);
        SymbolQuery.Resolution resolution = query.resolve(tilde < 0 ? text : text.substring(0, tilde));
        return switch (resolution) {
            case SymbolQuery.Resolution.Refused refused -> refused(refused.conflict());
            case SymbolQuery.Resolution.Found found ->
                tilde < 0
                        ? ofSymbols(graph, found.symbols())
                        : ofParameter(graph, found.symbols(), text.substring(tilde + 1));
        };
    }

    private static Read ofPattern(GraphView graph, String text) {
        NamePattern pattern;
        try {
            pattern = text.contains("#") || text.contains("(") ? NamePattern.ofMethod(text) : NamePattern.ofType(text);
        } catch (NamePattern.Malformed e) {
            return refused(new Conflict(
                    "invalid-pattern", text, "", 0, "The pattern cannot be read: " + e.getMessage() + "."));
        }
        boolean constructors = text.contains("<init>");
        Set<SymbolKind> kinds = pattern.member().isEmpty() ? TYPES : MEMBERS;
        List<String> matching = graph.declared(kinds, pattern.prefix()).stream()
                .filter(pattern::matches)
                .filter(symbol -> constructors == symbol.contains("#<init>("))
                .filter(symbol -> !text.contains("(") || symbol.contains("("))
                .toList();
        if (matching.isEmpty() && !text.equals(ALL)) {
            return refused(new Conflict(
                    "not-found",
                    text,
                    "",
                    0,
                    "Nothing that this repository declares matches " + text
                            + ": a pattern without # is about types, one with # about members."));
        }
        return new Read(
                Optional.of(new AnnotationSelection(graph.symbols(matching), Optional.of(pattern))), Optional.empty());
    }

    private static Read ofSymbols(GraphView graph, List<SymbolInfo> symbols) {
        Map<String, SymbolInfo> declarations = new TreeMap<>();
        for (SymbolInfo symbol : symbols) {
            if (symbol.kind() == SymbolKind.PACKAGE) {
                String path = packageInfo(graph, symbol);
                if (path == null) {
                    return refused(new Conflict(
                            "not-found",
                            symbol.symbol(),
                            "",
                            0,
                            "Package " + symbol.symbol() + " has no package-info.java, where its annotations stand: add"
                                    + " one first."));
                }
                declarations.put(symbol.symbol(), at(symbol, path));
            } else if (symbol.kind() == SymbolKind.MODULE || symbol.kind() == SymbolKind.UNRESOLVED) {
                return refused(new Conflict(
                        "invalid-selection",
                        symbol.symbol(),
                        "",
                        0,
                        symbol.symbol() + " is none of what these recipes annotate: types, members, parameters and"
                                + " packages."));
            } else if (symbol.path() == null) {
                return refused(new Conflict(
                        "external-symbol",
                        symbol.symbol(),
                        "",
                        0,
                        symbol.symbol() + " is declared outside of this repository: its annotations cannot be changed"
                                + " here."));
            } else {
                declarations.put(symbol.symbol(), symbol);
            }
        }
        return new Read(Optional.of(new AnnotationSelection(declarations, Optional.empty())), Optional.empty());
    }

    private static @org.jspecify.annotations.Nullable String packageInfo(GraphView graph, SymbolInfo symbol) {
        for (Map.Entry<String, List<Occurrence>> file :
                graph.occurrencesOf(List.of(symbol.symbol())).entrySet()) {
            boolean declares = file.getValue().stream().anyMatch(place -> place.has(Role.DEFINITION));
            if (declares && file.getKey().endsWith("package-info.java")) {
                return file.getKey();
            }
        }
        return null;
    }

    private static SymbolInfo at(SymbolInfo symbol, String path) {
        return new SymbolInfo(
                symbol.symbol(),
                symbol.kind(),
                symbol.name(),
                symbol.container(),
                path,
                symbol.modifiers(),
                symbol.signature(),
                symbol.deprecated(),
                symbol.forRemoval());
    }

    private static Read ofParameter(GraphView graph, List<SymbolInfo> members, String name) {
        Map<String, SymbolInfo> found = new TreeMap<>();
        List<String> near = new ArrayList<>();
        for (SymbolInfo member : members) {
            String path = member.path();
            if (path == null) {
                return ofSymbols(graph, members);
            }
            for (SymbolInfo symbol : graph.declaredIn(List.of(path)).getOrDefault(path, List.of())) {
                boolean own =
                        symbol.kind() == SymbolKind.PARAMETER && symbol.symbol().startsWith(member.symbol() + "~");
                if (own && symbol.name().equals(name)) {
                    found.put(symbol.symbol(), symbol);
                } else if (own) {
                    near.add(symbol.name());
                }
            }
        }
        if (found.isEmpty()) {
            String member = members.getFirst().symbol();
            return refused(new Conflict(
                    "not-found",
                    member + "~" + name,
                    "",
                    0,
                    member + " has no parameter " + name + "."
                            + (near.isEmpty() ? "" : " It has " + String.join(", ", near) + ".")));
        }
        return new Read(Optional.of(new AnnotationSelection(found, Optional.empty())), Optional.empty());
    }

    private static Read refused(Conflict conflict) {
        return new Read(Optional.empty(), Optional.of(conflict));
    }

    /// Whether an annotation that is there is meant. A glob that ends in `**` and names no members
    /// means everything inside of the types it matches, in bodies too.
    boolean covers(WrittenAnnotations file, WrittenAnnotations.Use use) {
        NamePattern glob = pattern.orElse(null);
        List<String> symbols = use.on()
                .map(head -> head.declares().stream().map(SymbolInfo::symbol).toList())
                .orElse(List.of());
        if (glob == null || !glob.type().endsWith(ALL) || glob.member().isPresent()) {
            return symbols.stream().anyMatch(declarations::containsKey);
        }
        if (glob.type().equals(ALL)) {
            return true;
        }
        List<String> around = file.file.bodies.around(use.range().start()).stream()
                .map(TypeBodies.Body::type)
                .toList();
        return symbols.stream().map(SymbolSpelling::typeOf).anyMatch(type -> NamePattern.glob(glob.type(), type))
                || around.stream().anyMatch(type -> NamePattern.glob(glob.type(), type));
    }

    /// Whether all of a declaration that names several are meant, as in `int a, b;`.
    boolean coversAll(DeclarationHeads.Head head) {
        return pattern.filter(glob -> glob.member().isEmpty()).isPresent()
                || head.declares().stream().allMatch(each -> declarations.containsKey(each.symbol()));
    }
}
