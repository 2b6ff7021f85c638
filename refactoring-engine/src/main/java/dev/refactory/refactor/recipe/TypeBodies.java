package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which type bodies of a file surround a place, innermost first. Braces come from tokens, what
/// they belong to from facts.
final class TypeBodies {
    private static final int MAX_TYPE_ARGUMENT_TOKENS = 500;

    private final List<Body> bodies;

    private TypeBodies(List<Body> bodies) {
        this.bodies = bodies;
    }

    /// @param types the type the body is of; of an anonymous one, what is known of it: its own
    ///     symbol or its supertype
    record Body(int start, int end, List<String> types) {}

    static TypeBodies of(GraphView graph, JavaTokens tokens, List<Occurrence> occurrences) {
        int[] closing = closing(tokens);
        Map<Integer, String> headers = new HashMap<>();
        Map<Integer, String> typeAt = new HashMap<>();
        List<Occurrence> methods = new ArrayList<>();
        Set<String> spellings = new HashSet<>();
        occurrences.forEach(occurrence -> spellings.add(occurrence.symbol()));
        Map<String, SymbolInfo> symbols = graph.symbols(spellings);
        for (Occurrence occurrence : occurrences) {
            SymbolInfo symbol = symbols.get(occurrence.symbol());
            int token = tokens.indexAt(occurrence.range().start());
            if (symbol == null || token < 0) {
                continue;
            }
            boolean definition = occurrence.has(Role.DEFINITION);
            if (symbol.kind().isType() || symbol.kind() == SymbolKind.CONSTRUCTOR) {
                typeAt.put(token, SymbolSpelling.typeOf(symbol.symbol()));
            }
            if (definition && symbol.kind().isType()) {
                headers.put(token, symbol.symbol());
            } else if (definition && symbol.kind() == SymbolKind.METHOD) {
                methods.add(occurrence);
            }
        }
        List<Body> found = new ArrayList<>();
        headers.forEach((token, type) -> {
            int open = bodyOf(tokens, token, closing);
            if (open >= 0) {
                found.add(body(tokens, open, closing[open], List.of(type)));
            }
        });
        Map<Integer, Integer> openings = openings(closing);
        for (int open = 1; open < tokens.count(); open++) {
            if (tokens.at(open).equals("{") && tokens.at(open - 1).equals(")")) {
                String created = created(tokens, open - 1, openings, typeAt);
                if (created != null) {
                    found.add(body(tokens, open, closing[open], List.of(created)));
                }
            }
        }
        found.sort(Comparator.comparingInt(Body::start).reversed());
        return new TypeBodies(withOwnMethods(found, methods));
    }

    List<Body> around(int offset) {
        return bodies.stream()
                .filter(body -> body.start() < offset && offset < body.end())
                .toList();
    }

    /// A method that is declared in an anonymous body tells the type it is of.
    private static List<Body> withOwnMethods(List<Body> bodies, List<Occurrence> methods) {
        Map<Integer, Set<String>> own = new HashMap<>();
        for (Occurrence method : methods) {
            int start = method.range().start();
            bodies.stream()
                    .filter(body -> body.start() < start && start < body.end())
                    .findFirst()
                    .ifPresent(body -> own.computeIfAbsent(body.start(), at -> new LinkedHashSet<>(body.types()))
                            .add(SymbolSpelling.typeOf(method.symbol())));
        }
        return bodies.stream()
                .map(body -> new Body(
                        body.start(),
                        body.end(),
                        List.copyOf(own.getOrDefault(body.start(), new LinkedHashSet<>(body.types())))))
                .toList();
    }

    private static Body body(JavaTokens tokens, int open, int close, List<String> types) {
        return new Body(tokens.start(open), tokens.end(close), types);
    }

    /// The brace after a type's name, past its type parameters, components and supertypes; -1 when
    /// there is none.
    private static int bodyOf(JavaTokens tokens, int name, int[] closing) {
        for (int i = name + 1; i < tokens.count(); i++) {
            if (tokens.at(i).equals("{")) {
                return i;
            } else if (tokens.at(i).equals("(")) {
                i = closing[i];
            } else if (tokens.at(i).equals(";") || tokens.at(i).equals("}")) {
                return -1;
            }
        }
        return -1;
    }

    /// The type that `new Type<…>(…) {` creates a subtype of, given the closing parenthesis; null
    /// for other parentheses.
    private static @org.jspecify.annotations.Nullable String created(
            JavaTokens tokens, int close, Map<Integer, Integer> openings, Map<Integer, String> typeAt) {
        int name = openings.getOrDefault(close, 0) - 1;
        if (tokens.at(name).equals(">")) {
            int depth = 1;
            int limit = name - MAX_TYPE_ARGUMENT_TOKENS;
            while (depth > 0 && --name >= Math.max(0, limit)) {
                depth += tokens.at(name).equals(">") ? 1 : tokens.at(name).equals("<") ? -1 : 0;
            }
            name--;
        }
        int first = name;
        while (tokens.at(first - 1).equals(".")) {
            first -= 2;
        }
        return tokens.at(first - 1).equals("new") ? typeAt.get(name) : null;
    }

    /// For each opening brace, bracket or parenthesis its closing one (the last token where it is
    /// missing); 0 elsewhere.
    private static int[] closing(JavaTokens tokens) {
        int[] closing = new int[tokens.count()];
        java.util.ArrayDeque<Integer> open = new java.util.ArrayDeque<>();
        for (int i = 0; i < tokens.count(); i++) {
            switch (tokens.at(i)) {
                case "{", "(", "[" -> open.push(i);
                case "}", ")", "]" -> {
                    if (!open.isEmpty()) {
                        closing[open.pop()] = i;
                    }
                }
                default -> {}
            }
        }
        open.forEach(i -> closing[i] = tokens.count() - 1);
        return closing;
    }

    private static Map<Integer, Integer> openings(int[] closing) {
        Map<Integer, Integer> openings = new HashMap<>();
        for (int i = 0; i < closing.length; i++) {
            if (closing[i] > i) {
                openings.putIfAbsent(closing[i], i);
            }
        }
        return openings;
    }
}
