package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;

/// Up to where parameters and local variables of one name are known (JLS 6.3), by tokens: never less
/// than the language says, and more only where it depends on the flow of a pattern.
final class VariableScopes {
    private final FileScopes file;
    private final JavaTokens tokens;
    private final int[] closing;

    VariableScopes(FileScopes file) {
        this.file = file;
        this.tokens = file.tokens;
        this.closing = TypeBodies.closing(tokens);
    }

    List<FileScopes.Part> named(String name) {
        List<FileScopes.Part> parts = new ArrayList<>();
        for (Occurrence occurrence : file.all) {
            int token = tokens.indexAt(occurrence.range().start());
            boolean variable = token >= 0
                    && occurrence.has(Role.DEFINITION)
                    && !occurrence.has(Role.IMPLICIT)
                    && occurrence.symbol().contains("~" + name + "@")
                    && SymbolSpelling.simpleName(occurrence.symbol()).equals(name);
            if (variable) {
                parts.add(new FileScopes.Part(
                        occurrence.symbol(), occurrence.range().start(), end(token)));
            }
        }
        return parts;
    }

    private int end(int token) {
        int block = file.bodies.endOfBlock(tokens.start(token));
        if (tokens.at(token + 1).equals("->") && !followsType(token)) {
            return file.bodies.endOfDeclaration(token);
        }
        int open = openBefore(token);
        if (open < 0) {
            return block;
        }
        int close = closing[open];
        return switch (tokens.at(open - 1)) {
            case "for", "try", "catch" -> tokens.at(close + 1).equals("{") ? tokens.end(closing[close + 1]) : block;
            case "if", "while", "switch", "synchronized" -> block;
            default -> tokens.at(close + 1).equals("->") || header(close) ? file.bodies.endOfDeclaration(close) : block;
        };
    }

    /// Whether a parameter list ends here: what follows is a body, a `throws` clause or nothing.
    private boolean header(int close) {
        return switch (tokens.at(close + 1)) {
            case "{", "throws", ";", "default" -> true;
            default -> false;
        };
    }

    /// A lambda's parameter without parentheses follows no type; a pattern's variable does.
    private boolean followsType(int token) {
        String before = tokens.at(token - 1);
        return before.equals(">")
                || before.equals("]")
                || !before.isEmpty()
                        && Character.isJavaIdentifierStart(before.charAt(0))
                        && !before.equals("return")
                        && !before.equals("yield");
    }

    /// The parenthesis around a token within its block; -1 when there is none.
    private int openBefore(int token) {
        for (int i = token - 1; i >= 0; i--) {
            if (tokens.at(i).equals("(") && closing[i] > token) {
                return i;
            }
            boolean aroundBlock = tokens.at(i).equals("{") && closing[i] > token;
            if (aroundBlock) {
                return -1;
            }
        }
        return -1;
    }
}
