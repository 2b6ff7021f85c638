package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.DeclarationExtents;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `@param` tags that name nothing yet, in the comment before what declares a parameter.
final class DocParameters {
    private DocParameters() {}

    /// Where a tag has the name that `parameter`, known from `start` on, is to get.
    static OptionalInt tagOf(GraphView graph, FileScopes file, SymbolInfo parameter, int start, String newName) {
        SymbolInfo owner =
                graph.symbol(SymbolSpelling.ownerOfLocal(parameter.symbol())).orElse(null);
        if (owner == null) {
            return OptionalInt.empty();
        }
        for (Occurrence place : file.all) {
            boolean declares =
                    place.symbol().equals(owner.symbol()) && place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT);
            int token = declares ? file.tokens.indexAt(place.range().start()) : -1;
            if (token >= 0 && (parameter.kind() == SymbolKind.TYPE_PARAMETER || inList(file, token, start))) {
                int first = new DeclarationExtents(file.tokens)
                        .of(place.range(), owner.kind())
                        .start();
                return tagBefore(file, first, parameter.kind() == SymbolKind.TYPE_PARAMETER, newName);
            }
        }
        return OptionalInt.empty();
    }

    /// Whether a place is in the parameter list behind a method's name, not in its body.
    private static boolean inList(FileScopes file, int name, int offset) {
        return file.tokens.at(name + 1).equals("(")
                && file.tokens.start(name + 1) < offset
                && offset < file.tokens.start(TypeBodies.closing(file.tokens)[name + 1]);
    }

    private static OptionalInt tagBefore(FileScopes file, int declaration, boolean type, String name) {
        int token = file.tokens.indexAt(declaration);
        int start = token <= 0 ? 0 : file.tokens.end(token - 1);
        Matcher tag = Pattern.compile("@param\\s+" + (type ? "<\\s*" : "") + "(?<name>" + Pattern.quote(name)
                        + ")(?!\\p{javaJavaIdentifierPart})")
                .matcher(file.source.text().substring(start, declaration));
        return tag.find() ? OptionalInt.of(start + tag.start("name")) : OptionalInt.empty();
    }
}
