package dev.refactory.refactor.recipe.source;

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
import java.util.Optional;
import java.util.Set;

/// Which type bodies of a file surround a place, innermost first. Braces come from tokens, what
/// they belong to from facts.
public final class TypeBodies {
    private final JavaTokens tokens;
    private final int[] closing;
    private final List<Body> bodies;

    private TypeBodies(JavaTokens tokens, int[] closing, List<Body> bodies) {
        this.tokens = tokens;
        this.closing = closing;
        this.bodies = bodies;
    }

    /// @param type the type the body is of, anonymous ones included
    public record Body(int start, int end, String type) {}

    /// The bodies of a file.
    /// @param occurrences all of the file
    public static TypeBodies of(GraphView graph, JavaTokens tokens, List<Occurrence> occurrences) {
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
        return new TypeBodies(tokens, closing, found);
    }

    /// The body of a type that the file declares.
    public Optional<Body> of(String type) {
        return bodies.stream().filter(body -> body.type().equals(type)).findFirst();
    }

    /// Those an offset stands in, innermost first.
    public List<Body> around(int offset) {
        return bodies.stream()
                .filter(body -> body.start() < offset && offset < body.end())
                .toList();
    }

    /// Where the declaration whose name, or part of whose header, is at `token` ends: after its body,
    /// or at its semicolon.
    public int endOfDeclaration(int token) {
        int open = bodyOf(tokens, token, closing);
        if (open >= 0) {
            return tokens.end(closing[open]);
        }
        int end = token;
        while (end < tokens.count() - 1 && !tokens.at(end).equals(";")) {
            end++;
        }
        return end < tokens.count() ? tokens.end(end) : 0;
    }

    /// The place just inside the body of the type declared next from `token` on, when its header comes
    /// before any other declaration; -1 otherwise.
    public int bodyAfter(int token) {
        for (int i = token; i < tokens.count(); i++) {
            switch (tokens.at(i)) {
                case "{" -> {
                    int start = tokens.start(i);
                    return bodies.stream().anyMatch(body -> body.start() == start) ? start + 1 : -1;
                }
                case "(" -> {
                    if (i == 0 || !annotationOrRecord(i)) {
                        return -1;
                    }
                    i = closing[i];
                }
                case ";", "}", "=" -> {
                    return -1;
                }
                default -> {}
            }
        }
        return -1;
    }

    /// Whether a parenthesis opens an annotation's arguments or a record's components.
    private boolean annotationOrRecord(int open) {
        int i = open - 1;
        while (i > 0 && (tokens.at(i - 1).equals(".") || tokens.at(i).equals("."))) {
            i--;
        }
        if (tokens.at(i - 1).equals("@")) {
            return true;
        }
        for (int back = open - 1; back >= 0 && open - back < 200; back--) {
            switch (tokens.at(back)) {
                case "record" -> {
                    return true;
                }
                case ";", "{", "}", ")" -> {
                    return false;
                }
                default -> {}
            }
        }
        return false;
    }

    /// Where the innermost block around `offset` ends; the end of the file when there is none.
    public int endOfBlock(int offset) {
        int end = Integer.MAX_VALUE;
        for (int i = 0; i < tokens.count() && tokens.start(i) < offset; i++) {
            if (tokens.at(i).equals("{") && tokens.end(closing[i]) > offset) {
                end = Math.min(end, tokens.end(closing[i]));
            }
        }
        return end;
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
    public static int[] closing(JavaTokens tokens) {
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
