package dev.refactory.refactor.recipe.api;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.DeclarationExtents;
import dev.refactory.refactor.recipe.source.Expressions;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One file with what its names mean, for finding and writing the expressions of templates.
final class ApiFile {
    final String path;
    final FileScopes scopes;
    final Expressions expressions;
    /// The Java level it is compiled with.
    final int release;

    private final Map<Integer, List<Occurrence>> byStart = new HashMap<>();
    private final Map<String, SymbolInfo> symbols;
    private final Map<String, Range> methods = new HashMap<>();

    ApiFile(GraphView graph, Recipe.Sources sources, TypeHierarchy types, String path) {
        this.path = path;
        this.release = sources.dependencies().release(path);
        this.scopes = new FileScopes(graph, sources, types, path);
        Set<String> spellings = new HashSet<>();
        scopes.all.forEach(occurrence -> spellings.add(occurrence.symbol()));
        this.symbols = graph.symbols(spellings);
        for (Occurrence occurrence : scopes.all) {
            byStart.computeIfAbsent(occurrence.range().start(), start -> new ArrayList<>())
                    .add(occurrence);
        }
        this.expressions = Expressions.of(scopes.tokens, scopes.all);
        DeclarationExtents extents = new DeclarationExtents(scopes.tokens);
        for (Occurrence occurrence : scopes.all) {
            SymbolInfo info = symbols.get(occurrence.symbol());
            boolean method = info != null
                    && info.kind() == SymbolKind.METHOD
                    && occurrence.has(Role.DEFINITION)
                    && !occurrence.has(Role.IMPLICIT);
            if (method) {
                methods.put(occurrence.symbol(), extents.of(occurrence.range(), SymbolKind.METHOD));
            }
        }
    }

    String text() {
        return scopes.source.text();
    }

    /// What the name at a token means.
    List<Occurrence> at(int token) {
        return token < 0 || token >= scopes.tokens.count()
                ? List.of()
                : byStart.getOrDefault(scopes.tokens.start(token), List.of());
    }

    boolean means(int token, Set<String> meant) {
        return at(token).stream().anyMatch(occurrence -> meant.contains(occurrence.symbol()));
    }

    Optional<SymbolInfo> info(String symbol) {
        return Optional.ofNullable(symbols.get(symbol));
    }

    /// The methods whose declarations a place is in.
    List<String> methodsAround(int offset) {
        return methods.entrySet().stream()
                .filter(method -> method.getValue().contains(offset))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    Range range(Expressions.Span span) {
        return new Range(scopes.tokens.start(span.first()), scopes.tokens.end(span.last()));
    }

    String text(Expressions.Span span) {
        Range range = range(span);
        return text().substring(range.start(), range.end());
    }

    /// Tokens as one line, white space and comments left out.
    String tokensOf(Expressions.Span span) {
        StringBuilder words = new StringBuilder();
        for (int i = span.first(); i <= span.last(); i++) {
            words.append(scopes.tokens.at(i)).append(' ');
        }
        return words.toString();
    }

    /// What evaluating an expression can do or depend on.
    enum Effect {
        /// Nothing: when and how often it is evaluated makes no difference.
        CONSTANT,
        /// It reads a variable of its own method, or what never changes.
        READ,
        /// It may do anything.
        ANY
    }

    Effect effect(Expressions.Span span) {
        int first = span.first();
        int last = span.last();
        while (scopes.tokens.at(first).equals("(") && expressions.closing(first) == last && last > first + 1) {
            first++;
            last--;
        }
        String text = scopes.tokens.at(first);
        if (last == first + 1 && (text.equals("-") || text.equals("+")) && literal(scopes.tokens.at(last))) {
            return Effect.CONSTANT;
        } else if (last == first) {
            return literal(text) || Set.of("true", "false", "null", "this").contains(text)
                    ? Effect.CONSTANT
                    : variable(first);
        } else if (scopes.tokens.at(last).equals("class")
                && scopes.tokens.at(last - 1).equals(".")) {
            return Effect.CONSTANT;
        }
        boolean dotted = (last - first) % 2 == 0;
        for (int i = first; i < last && dotted; i += 2) {
            boolean qualifier = expressions.namesType(i)
                    || isPackage(i)
                    || i == first && scopes.tokens.at(i).equals("this");
            dotted = qualifier && scopes.tokens.at(i + 1).equals(".");
        }
        return dotted ? variable(last) : Effect.ANY;
    }

    private boolean isPackage(int token) {
        return at(token).stream()
                .anyMatch(place -> info(place.symbol()).map(SymbolInfo::kind).orElse(null) == SymbolKind.PACKAGE);
    }

    private Effect variable(int token) {
        for (Occurrence place : at(token)) {
            SymbolInfo info = info(place.symbol()).orElse(null);
            SymbolKind kind = info == null ? SymbolKind.UNRESOLVED : info.kind();
            if (kind == SymbolKind.PARAMETER || kind == SymbolKind.LOCAL) {
                return Effect.READ;
            } else if (kind == SymbolKind.ENUM_CONSTANT) {
                return Effect.CONSTANT;
            } else if (TypeHierarchy.isField(kind) && info != null && info.has("final")) {
                return info.has("static") ? Effect.CONSTANT : Effect.READ;
            }
        }
        return Effect.ANY;
    }

    private static boolean literal(String token) {
        return !token.isEmpty() && "\"'0123456789".indexOf(token.charAt(0)) >= 0;
    }

    /// The type an expression is declared with, where it is a plain name or a new object.
    Optional<String> declaredType(Expressions.Span span) {
        int token = span.first();
        if (scopes.tokens.at(token).equals("new")) {
            for (Occurrence place : at(token + 1)) {
                if (place.has(Role.TYPE_REFERENCE)
                        && !scopes.tokens.at(span.last()).equals("}")) {
                    return Optional.of(place.symbol());
                }
            }
            return Optional.empty();
        }
        boolean field = span.last() == token + 2 && scopes.tokens.at(token).equals("this");
        for (Occurrence place : span.last() == token ? at(token) : field ? at(span.last()) : List.<Occurrence>of()) {
            for (Occurrence definition : scopes.all) {
                if (definition.has(Role.DEFINITION) && definition.symbol().equals(place.symbol())) {
                    return typeBefore(scopes.tokens.indexAt(definition.range().start()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> typeBefore(int name) {
        int last = name - 1;
        if (scopes.tokens.at(last).equals(">")) {
            last = expressions.openAngle(last) - 1;
        }
        return at(last).stream()
                .filter(place -> place.has(Role.TYPE_REFERENCE))
                .map(Occurrence::symbol)
                .filter(symbol -> symbol.indexOf('~') < 0)
                .findFirst();
    }

    /// The nearest type around a place whose objects are of type `owner`.
    Optional<String> enclosing(TypeHierarchy types, int offset, String owner) {
        return scopes.bodies.around(offset).stream()
                .map(TypeBodies.Body::type)
                .filter(type -> types.withSupertypes(type).contains(owner))
                .findFirst();
    }

    /// Whether `this` at a place is the object whose member a simple name of `owner` is.
    boolean innermost(TypeHierarchy types, int offset, String owner) {
        List<TypeBodies.Body> around = scopes.bodies.around(offset);
        return !around.isEmpty()
                && enclosing(types, offset, owner)
                        .filter(around.getFirst().type()::equals)
                        .isPresent();
    }

    int line(int offset) {
        return scopes.source.lineOf(offset);
    }
}
