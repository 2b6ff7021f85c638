package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.model.ReportOccurrences;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.Brackets;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Parameters that a framework finds by their name, because an annotation on them gives none.
final class BoundParameters {
    private static final Set<String> BINDING = Set.of(
            "Argument",
            "CookieValue",
            "DestinationVariable",
            "Header",
            "MatrixVariable",
            "ModelAttribute",
            "Param",
            "Part",
            "PathVariable",
            "QueryValue",
            "RequestAttribute",
            "RequestHeader",
            "RequestParam",
            "RequestPart",
            "RestCookie",
            "RestForm",
            "RestHeader",
            "RestMatrix",
            "RestPath",
            "RestQuery",
            "SessionAttribute");
    private static final Set<String> NAMING = Set.of("value", "name");

    private final String recipe;
    private final FileScopes file;
    private final Brackets brackets;

    BoundParameters(String recipe, FileScopes file) {
        this.recipe = recipe;
        this.file = file;
        this.brackets = new Brackets(file.tokens);
    }

    /// One warning for each annotation that takes the parameter's name.
    List<Finding> findings(SymbolInfo parameter) {
        List<Finding> findings = new ArrayList<>();
        if (parameter.kind() != SymbolKind.PARAMETER) {
            return findings;
        }
        for (Occurrence place : file.all) {
            boolean declared = place.symbol().equals(parameter.symbol()) && place.has(Role.DEFINITION);
            int name = declared ? file.tokens.indexAt(place.range().start()) : -1;
            for (int at = first(name); at < name; at++) {
                String annotation = file.tokens.at(at);
                boolean binds = BINDING.contains(annotation)
                        && !file.tokens.at(at + 1).equals(".")
                        && annotates(at)
                        && !named(at + 1);
                if (binds) {
                    findings.add(warning(parameter, place, annotation));
                }
            }
        }
        return findings;
    }

    /// Where a parameter's declaration starts, given the token of its name. Of a lambda's without
    /// parentheses it is its name.
    private int first(int name) {
        if (file.tokens.at(name + 1).equals("->")) {
            return name;
        }
        int at = name;
        int angles = 0;
        while (at > 0) {
            String before = file.tokens.at(at - 1);
            angles += before.equals(">") ? 1 : before.equals("<") ? -1 : 0;
            if (before.equals("(") || before.equals(",") && angles == 0) {
                return at;
            }
            boolean closes = brackets.opening[at - 1] > 0;
            at = closes ? brackets.opening[at - 1] : at - 1;
        }
        return at;
    }

    private boolean annotates(int name) {
        int at = name - 1;
        while (at > 0 && file.tokens.at(at).equals(".")) {
            at -= 2;
        }
        return file.tokens.at(at).equals("@");
    }

    /// Whether the arguments that open at a token say a name.
    private boolean named(int open) {
        JavaTokens tokens = file.tokens;
        if (!tokens.at(open).equals("(")) {
            return false;
        }
        int close = brackets.closing[open];
        boolean alone = close > open + 1 && !tokens.at(open + 2).equals("=");
        boolean named = alone;
        for (int at = open + 1; at < close && !named; at = brackets.past(at)) {
            named = NAMING.contains(tokens.at(at)) && tokens.at(at + 1).equals("=");
        }
        return named;
    }

    private Finding warning(SymbolInfo parameter, Occurrence place, String annotation) {
        int start = place.range().start();
        int column = file.source.columnOf(start);
        return new Finding(
                recipe,
                "warning",
                parameter.symbol(),
                file.path,
                file.source.lineOf(start),
                column,
                column + place.range().length(),
                "@" + annotation + " goes by the name of parameter " + parameter.name() + " of "
                        + SymbolSpelling.ownerOfLocal(parameter.symbol())
                        + ", because it is given none: what it binds to would be looked for under the new name.",
                ReportOccurrences.excerpt(file.source.lineAt(start)));
    }
}
