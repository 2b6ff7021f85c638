package dev.refactory.refactor.recipe.source;

import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.rewrite.JavaTokens;

/// From where to where a declaration reaches, given the place of its name: modifiers, annotations
/// and types before it, body or initializer after it. By tokens, so it never fails; a file that
/// does not parse may make it reach further.
public final class DeclarationExtents {
    private final JavaTokens tokens;
    private final int[] closing;
    private final int[] opening;

    public DeclarationExtents(JavaTokens tokens) {
        this.tokens = tokens;
        this.closing = TypeBodies.closing(tokens);
        this.opening = new int[closing.length];
        for (int i = 0; i < closing.length; i++) {
            if (closing[i] > i) {
                opening[closing[i]] = i;
            }
        }
    }

    /// @param name the range of the name in its declaration
    public Range of(Range name, SymbolKind kind) {
        int at = tokens.indexAt(name.start());
        if (at < 0) {
            return name;
        }
        return new Range(tokens.start(first(at, kind)), tokens.end(last(at, kind)));
    }

    /// A declaration starts after the end of the one before it, or where its surroundings open.
    private int first(int name, SymbolKind kind) {
        int at = name;
        while (at > 0) {
            String before = tokens.at(at - 1);
            if (before.equals(")") || before.equals("]")) {
                at = opening[at - 1];
            } else if (before.equals(";")
                    || before.equals("{")
                    || before.equals("}")
                    || before.equals("(")
                    || before.equals(",") && kind == SymbolKind.ENUM_CONSTANT) {
                return at;
            } else {
                at--;
            }
        }
        return at;
    }

    private int last(int name, SymbolKind kind) {
        boolean bodied = kind.isType() || kind == SymbolKind.METHOD || kind == SymbolKind.CONSTRUCTOR;
        int at = name + 1;
        while (at < tokens.count()) {
            switch (tokens.at(at)) {
                case "{" -> {
                    if (bodied) {
                        return closing[at];
                    }
                    at = closing[at] + 1;
                }
                case "(", "[" -> at = closing[at] + 1;
                case ";" -> {
                    return at;
                }
                case ")", "]", "}" -> {
                    return at - 1;
                }
                case "," -> {
                    if (kind == SymbolKind.ENUM_CONSTANT) {
                        return at;
                    }
                    at++;
                }
                default -> at++;
            }
        }
        return tokens.count() - 1;
    }
}
