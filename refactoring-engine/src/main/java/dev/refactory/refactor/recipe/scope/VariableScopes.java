package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.source.Brackets;
import dev.refactory.refactor.recipe.source.PatternScopes;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Up to where parameters and local variables of one name are known (JLS 6.3), by tokens and by
/// where they are used: never less than the language says, and more only where it depends on
/// whether a statement is left another way.
public final class VariableScopes {
    private final FileScopes file;
    private final JavaTokens tokens;
    private final Brackets brackets;
    private final PatternScopes patterns;

    public VariableScopes(FileScopes file) {
        this.file = file;
        this.tokens = file.tokens;
        this.brackets = new Brackets(tokens);
        this.patterns = new PatternScopes(brackets);
    }

    /// Where local variables and parameters of a name are in scope.
    public List<FileScopes.Part> named(String name) {
        List<FileScopes.Part> parts = new ArrayList<>();
        Map<String, Integer> used = new HashMap<>();
        for (Occurrence occurrence : file.all) {
            if (occurrence.symbol().contains("~" + name + "@")) {
                used.merge(occurrence.symbol(), occurrence.range().end(), Math::max);
            }
        }
        for (Occurrence occurrence : file.all) {
            String symbol = occurrence.symbol();
            if (!occurrence.has(Role.DEFINITION) || !used.containsKey(symbol)) {
                continue;
            }
            int token = tokens.indexAt(occurrence.range().start());
            if (occurrence.has(Role.IMPLICIT)) {
                ofCompactConstructor(parts, symbol);
            } else if (token >= 0) {
                int end = Math.max(end(token), used.getOrDefault(symbol, 0));
                parts.add(new FileScopes.Part(symbol, occurrence.range().start(), end));
            }
        }
        return parts;
    }

    /// A parameter that nobody wrote is known in the constructor's body.
    private void ofCompactConstructor(List<FileScopes.Part> parts, String parameter) {
        String constructor = SymbolSpelling.ownerOfLocal(parameter);
        for (Occurrence place : file.all) {
            boolean written =
                    place.symbol().equals(constructor) && place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT);
            int token = written ? tokens.indexAt(place.range().start()) : -1;
            if (token >= 0) {
                parts.add(new FileScopes.Part(parameter, place.range().start(), file.bodies.endOfDeclaration(token)));
            }
        }
    }

    /// Whether two patterns in one condition may not declare variables of one name, although neither
    /// is known where the other one is.
    public boolean alternatives(FileScopes.Part one, FileScopes.Part other) {
        int first = tokens.indexAt(Math.min(one.start(), other.start()));
        int second = tokens.indexAt(Math.max(one.start(), other.start()));
        int keyword = first < 0 ? -1 : patterns.keyword(first);
        boolean patternsBoth = keyword >= 0
                && second >= 0
                && tokens.at(keyword).equals("instanceof")
                && tokens.at(patterns.keyword(second)).equals("instanceof");
        return patternsBoth && tokens.start(second) < patterns.endOfAlternatives(first, keyword, tokens.start(first));
    }

    private int end(int token) {
        int block = file.bodies.endOfBlock(tokens.start(token));
        int keyword = patterns.keyword(token);
        if (keyword >= 0) {
            return patterns.end(token, keyword, block);
        }
        if (tokens.at(token + 1).equals("->")) {
            return brackets.endOfLambda(token + 1);
        }
        int open = brackets.openBefore(token);
        if (open < 0) {
            return block;
        }
        int close = brackets.closing[open];
        return switch (tokens.at(open - 1)) {
            case "for" -> tokens.end(brackets.lastOfStatement(close + 1));
            case "try", "catch" -> tokens.at(close + 1).equals("{") ? tokens.end(brackets.closing[close + 1]) : block;
            case "if", "while", "switch", "synchronized" -> block;
            default -> {
                if (tokens.at(close + 1).equals("->")) {
                    yield brackets.endOfLambda(close + 1);
                }
                yield header(close) ? file.bodies.endOfDeclaration(close) : block;
            }
        };
    }

    /// Whether a parameter list ends here: what follows is a body, a `throws` clause or nothing.
    private boolean header(int close) {
        return switch (tokens.at(close + 1)) {
            case "{", "throws", ";", "default", "[" -> true;
            default -> false;
        };
    }
}
