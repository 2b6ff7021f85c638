package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which type bodies of a file surround a place, innermost first. Braces come from tokens, what
/// they belong to from facts.
final class TypeBodies {
    private final List<Body> bodies;

    private TypeBodies(List<Body> bodies) {
        this.bodies = bodies;
    }

    /// @param type the type the body is of, anonymous ones included
    record Body(int start, int end, String type) {}

    static TypeBodies of(GraphView graph, JavaTokens tokens, List<Occurrence> occurrences) {
        int[] closing = closing(tokens);
        Map<Integer, String> headers = new HashMap<>();
        Set<String> spellings = new HashSet<>();
        occurrences.forEach(occurrence -> spellings.add(occurrence.symbol()));
        Map<String, SymbolInfo> symbols = graph.symbols(spellings);
        for (Occurrence occurrence : occurrences) {
            SymbolInfo symbol = symbols.get(occurrence.symbol());
            int token = tokens.indexAt(occurrence.range().start());
            if (symbol == null || token < 0) {
                continue;
            }
            boolean named = occurrence.range().length() > 0;
            if (named && occurrence.has(Role.DEFINITION) && symbol.kind().isType()) {
                headers.put(token, symbol.symbol());
            }
        }
        List<Body> found = new ArrayList<>();
        headers.forEach((token, type) -> {
            int open = bodyOf(tokens, token, closing);
            if (open >= 0) {
                found.add(new Body(tokens.start(open), tokens.end(closing[open]), type));
            }
        });
        found.sort(Comparator.comparingInt(Body::start).reversed());
        return new TypeBodies(found);
    }

    List<Body> around(int offset) {
        return bodies.stream()
                .filter(body -> body.start() < offset && offset < body.end())
                .toList();
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
}
