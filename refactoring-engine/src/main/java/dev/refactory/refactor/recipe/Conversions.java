package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Puts a conversion around every value that comes into what gets another type: arguments of a
/// parameter, what is assigned to a variable or field, what a method returns.
final class Conversions {
    private final TypeChange change;
    private final String before;
    private final String after;

    Conversions(TypeChange change, String conversion) {
        this.change = change;
        int hole = conversion.indexOf(ChangeSignatureType.VALUE);
        this.before = conversion.substring(0, hole);
        this.after = conversion.substring(hole + ChangeSignatureType.VALUE.length());
    }

    void convert(SymbolInfo symbol) {
        if (symbol.kind() == SymbolKind.METHOD) {
            returned(symbol);
            return;
        }
        assigned(symbol);
        if (symbol.kind() == SymbolKind.PARAMETER) {
            passed(symbol);
        }
    }

    private void around(String path, Range value) {
        change.edits()
                .add(path, new PlannedEdit(value, List.of(Piece.open(before), Piece.kept(value), Piece.open(after))));
    }

    private void passed(SymbolInfo parameter) {
        String method = String.valueOf(parameter.container());
        Map<String, List<Occurrence>> uses = change.graph().occurrencesOf(List.of(method));
        int arity = SymbolSpelling.arity(method);
        int index = index(parameter, method);
        uses.forEach((path, here) -> here.stream()
                .filter(use -> use.has(Role.CALL) || use.has(Role.INSTANTIATION))
                .forEach(use ->
                        change.file(path).argument(use, index, arity).ifPresent(argument -> around(path, argument))));
    }

    private int index(SymbolInfo parameter, String method) {
        String path = String.valueOf(parameter.path());
        for (Occurrence definition : change.graph().occurrencesIn(path)) {
            if (definition.has(Role.DEFINITION) && definition.symbol().equals(method)) {
                List<String> names = change.file(path).declared(definition).stream()
                        .map(Occurrence::symbol)
                        .toList();
                return Math.max(0, names.indexOf(parameter.symbol()));
            }
        }
        return 0;
    }

    private void assigned(SymbolInfo variable) {
        change.graph().occurrencesOf(List.of(variable.symbol())).forEach((path, here) -> {
            JavaTokens tokens = change.file(path).tokens;
            for (Occurrence use : here) {
                int name = tokens.indexAt(use.range().start());
                boolean written = use.has(Role.DEFINITION) || use.has(Role.WRITE);
                if (name < 0 || !written) {
                    continue;
                }
                boolean assigns =
                        tokens.at(name + 1).equals("=") && !tokens.at(name + 2).equals("=");
                if (assigns) {
                    around(path, expression(tokens, name + 2));
                } else if (use.has(Role.WRITE)) {
                    change.conflict(
                            "invalid-selection",
                            variable.symbol(),
                            path,
                            use.range().start(),
                            SymbolSpelling.simpleName(variable.symbol()) + " is not simply assigned here, so what to"
                                    + " convert is not clear: write it as an assignment with = first.");
                }
            }
        });
    }

    private void returned(SymbolInfo method) {
        String path = String.valueOf(method.path());
        SignatureEdits file = change.file(path);
        JavaTokens tokens = file.tokens;
        int[] closing = TypeBodies.closing(tokens);
        for (Occurrence definition : change.graph().occurrencesIn(path)) {
            if (!definition.has(Role.DEFINITION) || !definition.symbol().equals(method.symbol())) {
                continue;
            }
            int open = file.lists
                    .parameters(definition.range().start())
                    .map(items -> tokens.indexAt(items.close()) + 1)
                    .orElse(tokens.count());
            while (open < tokens.count()
                    && !tokens.at(open).equals("{")
                    && !tokens.at(open).equals(";")) {
                open++;
            }
            if (tokens.at(open).equals("{")) {
                returns(path, tokens, closing, open);
            }
        }
    }

    /// What the body itself returns, not the lambdas and classes in it.
    private void returns(String path, JavaTokens tokens, int[] closing, int open) {
        for (int at = open + 1; at < closing[open]; at++) {
            boolean lambda = tokens.at(at).equals("->")
                    && tokens.at(at + 1).equals("{")
                    && !tokens.at(labelOf(tokens, at)).equals("case")
                    && !tokens.at(at - 1).equals("default");
            boolean type = tokens.at(at).equals("{") && opensType(tokens, closing, at);
            if (lambda) {
                at = closing[at + 1];
            } else if (type) {
                at = closing[at];
            } else if (tokens.at(at).equals("return") && !tokens.at(at + 1).equals(";")) {
                around(path, expression(tokens, at + 1));
            }
        }
    }

    /// The first token of the label that an arrow ends; the arrow's own when there is none.
    private static int labelOf(JavaTokens tokens, int arrow) {
        for (int at = arrow - 1; at >= 0; at--) {
            switch (tokens.at(at)) {
                case "case" -> {
                    return at;
                }
                case ";", "{", "}", "->" -> {
                    return arrow;
                }
                default -> {}
            }
        }
        return arrow;
    }

    /// Whether a brace opens the body of a local or anonymous class.
    private static boolean opensType(JavaTokens tokens, int[] closing, int brace) {
        if (tokens.at(brace - 1).equals(")")) {
            for (int open = brace - 1; open >= 0; open--) {
                if (tokens.at(open).equals("(") && closing[open] == brace - 1) {
                    int at = open - 1;
                    while (at > 0
                            && !";{}()=".contains(tokens.at(at))
                            && !tokens.at(at).equals("new")) {
                        at--;
                    }
                    return tokens.at(at).equals("new");
                }
            }
        }
        for (int at = brace - 1; at >= 0 && !";{}()".contains(tokens.at(at)); at--) {
            if (List.of("class", "interface", "enum", "record").contains(tokens.at(at))) {
                return true;
            }
        }
        return false;
    }

    /// From a token to where its expression ends: a comma, a semicolon, or what closes around it.
    private static Range expression(JavaTokens tokens, int first) {
        int[] closing = TypeBodies.closing(tokens);
        List<Integer> ends = new ArrayList<>();
        int at = first;
        while (at < tokens.count() && ends.isEmpty()) {
            switch (tokens.at(at)) {
                case "(", "[", "{" -> at = Math.max(at, closing[at]) + 1;
                case ";", ")", "]", "}" -> ends.add(at - 1);
                case "," -> ends.add(at - 1);
                default -> at++;
            }
        }
        int last = ends.isEmpty() ? tokens.count() - 1 : ends.getFirst();
        return new Range(tokens.start(first), tokens.end(Math.max(first, last)));
    }
}
