package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.source.Expressions;
import dev.refactory.refactor.recipe.source.Operators;
import dev.refactory.refactor.recipe.source.TypeArguments;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts a conversion around every value that comes into what gets another type: arguments of a
/// parameter, what is assigned to a variable or field, what a method returns.
final class Conversions {
    private static final Set<String> ENDS = Set.of(";", ",", ")", "]", "}");

    private final TypeChange change;
    private final String asked;
    private final Set<String> declared = new HashSet<>();
    private final boolean delimited;
    private final String before;
    private final String after;

    /// @param asked what was asked for
    /// @param declared what gets the other type with it, itself included
    Conversions(TypeChange change, String asked, List<SymbolInfo> declared, String conversion) {
        this.change = change;
        this.asked = asked;
        declared.forEach(symbol -> this.declared.add(symbol.symbol()));
        int hole = conversion.indexOf(ChangeSignatureType.VALUE);
        this.before = conversion.substring(0, hole);
        this.after = conversion.substring(hole + ChangeSignatureType.VALUE.length());
        this.delimited = delimited();
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
        SignatureEdits file = change.file(path);
        if (hasType(file, value)) {
            return;
        }
        if (file.tokens.at(file.tokens.indexAt(value.start())).equals("{")) {
            change.conflict(
                    "invalid-selection",
                    asked,
                    path,
                    value.start(),
                    "An array written in braces is no value that could be converted: write new and its type before"
                            + " the braces first.");
            return;
        }
        boolean grouped = !delimited && compound(file, value);
        List<Piece> pieces = new ArrayList<>(List.of(Piece.open(before)));
        if (grouped) {
            pieces.add(Piece.text("("));
        }
        pieces.add(Piece.kept(value));
        if (grouped) {
            pieces.add(Piece.text(")"));
        }
        pieces.add(Piece.open(after));
        change.edits().add(path, new PlannedEdit(value, pieces));
    }

    /// Whether a value is one of what gets the other type: what `super` returns, a parameter that is passed on.
    private boolean hasType(SignatureEdits file, Range value) {
        int name = lastToken(file, value);
        if (file.tokens.at(name).equals(")")) {
            int close = name;
            int[] closing = TypeBodies.closing(file.tokens);
            while (name > 0 && closing[name] != close) {
                name--;
            }
            name--;
        }
        int start = name < 0 ? -1 : file.tokens.start(name);
        return file.all.stream().anyMatch(use -> use.range().start() == start && declared.contains(use.symbol()))
                && !compound(file, value);
    }

    private static int lastToken(SignatureEdits file, Range value) {
        int last = file.tokens.indexAt(value.start());
        while (file.tokens.end(last) < value.end()) {
            last++;
        }
        return last;
    }

    /// Whether the value's place in the conversion is one of its own, whatever stands in it.
    private boolean delimited() {
        JavaTokens left = JavaTokens.of(before);
        JavaTokens right = JavaTokens.of(after);
        return Set.of("", "(", ",").contains(left.at(left.count() - 1))
                && Set.of("", ")", ",").contains(right.at(0));
    }

    /// Whether an expression has operators, so that others beside it could take its operands.
    private static boolean compound(SignatureEdits file, Range value) {
        Expressions.Span span = new Expressions.Span(file.tokens.indexAt(value.start()), lastToken(file, value));
        return file.expressions().precedence(span) < Operators.PRIMARY;
    }

    private void passed(SymbolInfo parameter) {
        String method = String.valueOf(parameter.container());
        int index = index(parameter, method);
        if (index < 0) {
            change.graph()
                    .occurrencesOf(List.of(parameter.symbol()))
                    .forEach((path, here) -> here.stream()
                            .filter(use -> use.has(Role.DEFINITION))
                            .forEach(use -> unclear(
                                    path,
                                    use,
                                    "What a lambda is called with is nowhere written, so that it"
                                            + " cannot be converted.")));
            return;
        }
        Map<String, List<Occurrence>> uses = change.graph().occurrencesOf(List.of(method));
        int arity = SymbolSpelling.arity(method);
        uses.forEach((path, here) -> here.forEach(use -> {
            if (use.has(Role.METHOD_REFERENCE)) {
                unclear(
                        path,
                        use,
                        "What this reference passes is nowhere written, so that it cannot be converted: write it as a"
                                + " lambda first.");
            } else if (use.has(Role.CALL) || use.has(Role.INSTANTIATION)) {
                change.file(path).argument(use, index, arity).ifPresent(argument -> around(path, argument));
            }
        }));
    }

    private int index(SymbolInfo parameter, String method) {
        String path = String.valueOf(parameter.path());
        for (Occurrence definition : change.graph().occurrencesIn(path)) {
            if (definition.has(Role.DEFINITION) && definition.symbol().equals(method)) {
                List<String> names = change.file(path).declared(definition).stream()
                        .map(Occurrence::symbol)
                        .toList();
                return names.indexOf(parameter.symbol());
            }
        }
        return -1;
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
                    around(path, expression(change.file(path), name + 2));
                } else if (use.has(Role.WRITE)) {
                    unclear(
                            path,
                            use,
                            SymbolSpelling.simpleName(variable.symbol()) + " is not simply assigned here, so what to"
                                    + " convert is not clear: write it as an assignment with = first.");
                } else if (tokens.at(name + 1).equals(":")) {
                    unclear(
                            path,
                            use,
                            "What a loop gives " + variable.name() + " is nowhere written, so that it cannot be"
                                    + " converted: give the loop a variable of its own first.");
                }
            }
        });
    }

    private void unclear(String path, Occurrence use, String sentence) {
        change.conflict("invalid-selection", asked, path, use.range().start(), sentence);
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
        SignatureEdits file = change.file(path);
        for (int at = open + 1; at < closing[open]; at++) {
            boolean lambda = tokens.at(at).equals("->")
                    && tokens.at(at + 1).equals("{")
                    && !tokens.at(at - 1).equals("default");
            boolean type = tokens.at(at).equals("{") && opensType(tokens, closing, at);
            if (tokens.at(at).equals("case")) {
                at = labelEnd(file, at);
            } else if (lambda) {
                at = closing[at + 1];
            } else if (type) {
                at = closing[at];
            } else if (tokens.at(at).equals("return") && !tokens.at(at + 1).equals(";")) {
                around(path, expression(file, at + 1));
            }
        }
    }

    /// The arrow or colon behind the labels and the guard that follow a `case`.
    private static int labelEnd(SignatureEdits file, int label) {
        int conditions = 0;
        int at = label + 1;
        while (at < file.tokens.count() && !file.tokens.at(at).equals("->")) {
            conditions +=
                    file.tokens.at(at).equals("?") ? 1 : file.tokens.at(at).equals(":") ? -1 : 0;
            if (conditions < 0) {
                return at;
            }
            at = file.lists.past(at);
        }
        return at;
    }

    /// Whether a brace opens the body of a local type or an anonymous class.
    private static boolean opensType(JavaTokens tokens, int[] closing, int brace) {
        int at = brace - 1;
        for (; at >= 0 && !";{}()".contains(tokens.at(at)); at--) {
            boolean declares = List.of("class", "interface", "enum").contains(tokens.at(at));
            if (declares && !tokens.at(at - 1).equals(".")) {
                return true;
            }
        }
        int open = tokens.at(at).equals(")") ? at : 0;
        while (open > 0 && closing[open] != at) {
            open--;
        }
        return open > 0 && (declaresRecord(tokens, open) || at == brace - 1 && makes(tokens, open));
    }

    /// Whether a parenthesis opens the components of a record.
    private static boolean declaresRecord(JavaTokens tokens, int open) {
        int name = tokens.at(open - 1).equals(">") ? TypeArguments.open(tokens, open - 1) - 1 : open - 1;
        return tokens.at(name - 1).equals("record");
    }

    /// Whether a parenthesis opens the arguments of `new`.
    private static boolean makes(JavaTokens tokens, int open) {
        int at = open - 1;
        while (at > 0 && !";{}()=".contains(tokens.at(at)) && !tokens.at(at).equals("new")) {
            at--;
        }
        return tokens.at(at).equals("new");
    }

    /// From a token to where its expression ends: a comma, a semicolon, or what closes around it.
    private static Range expression(SignatureEdits file, int first) {
        JavaTokens tokens = file.tokens;
        int at = first;
        while (at < tokens.count() && !ENDS.contains(tokens.at(at))) {
            at = file.lists.past(at);
        }
        return new Range(tokens.start(first), tokens.end(Math.max(first, Math.min(at, tokens.count()) - 1)));
    }
}
