package dev.refactory.refactor.recipe.source;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The parameters of a file's declarations and the arguments of its calls, by tokens. Whether a `<`
/// compares or opens type arguments is told by what the name before it is for the compiler.
public final class BracketLists {
    private static final Set<Role> OF_TYPES =
            Set.of(Role.TYPE_REFERENCE, Role.INSTANTIATION, Role.EXTENDS, Role.THROWS);

    private final JavaTokens tokens;
    private final int[] closing;
    private final Set<Integer> typeNames = new HashSet<>();

    /// @param occurrences all of the file
    public BracketLists(JavaTokens tokens, List<Occurrence> occurrences) {
        this.tokens = tokens;
        this.closing = TypeBodies.closing(tokens);
        for (Occurrence occurrence : occurrences) {
            if (occurrence.roles().stream().anyMatch(OF_TYPES::contains)) {
                typeNames.add(occurrence.range().start());
            }
        }
    }

    /// What stands between a pair of parentheses.
    ///
    /// @param open where the first one stands
    /// @param close where the second one stands
    /// @param items from the first to the last token of each, in order
    public record Items(int open, int close, List<Range> items) {}

    /// The list after a declaration's name.
    public Optional<Items> parameters(int name) {
        return list(tokens.indexAt(name) + 1, true);
    }

    /// The list after the name that a call, `new`, `this` or `super` writes, past type arguments.
    public Optional<Items> arguments(int name) {
        int after = tokens.indexAt(name) + 1;
        return list(tokens.at(after).equals("<") ? afterAngle(after) : after, false);
    }

    private Optional<Items> list(int open, boolean declaration) {
        if (open == 0 || !tokens.at(open).equals("(") || closing[open] <= open) {
            return Optional.empty();
        }
        int close = closing[open];
        List<Range> items = new ArrayList<>();
        int first = open + 1;
        int at = first;
        while (at < close) {
            boolean typesOfDeclaration = declaration && tokens.at(at).equals("<");
            if (tokens.at(at).equals(",")) {
                items.add(new Range(tokens.start(first), tokens.end(at - 1)));
                first = at + 1;
            }
            at = typesOfDeclaration ? afterAngle(at) : past(at);
        }
        if (first < close) {
            items.add(new Range(tokens.start(first), tokens.end(close - 1)));
        }
        return Optional.of(new Items(tokens.start(open), tokens.start(close), items));
    }

    /// The token after one of an expression, past what it opens: brackets and type arguments.
    public int past(int token) {
        return switch (tokens.at(token)) {
            case "(", "[", "{" -> Math.max(token, closing[token]) + 1;
            case "<" -> opensTypes(token) ? afterAngle(token) : token + 1;
            default -> token + 1;
        };
    }

    private boolean opensTypes(int angle) {
        String before = tokens.at(angle - 1);
        return before.equals(".") || before.equals("::") || typeNames.contains(tokens.start(angle - 1));
    }

    /// The token after the `>` that belongs to a `<`.
    private int afterAngle(int angle) {
        int depth = 0;
        for (int at = angle; at < tokens.count(); at++) {
            switch (tokens.at(at)) {
                case "<" -> depth++;
                case ">" -> depth--;
                case "(", "[", "{" -> at = Math.max(at, closing[at]);
                case ";" -> {
                    return angle + 1;
                }
                default -> {}
            }
            if (depth == 0) {
                return at + 1;
            }
        }
        return angle + 1;
    }
}
