package dev.refactory.refactor.recipe.type;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.TypeArguments;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;

/// Uses of a type with as many type arguments as the other one does not take (JLS 4.5): told where they stand,
/// before the compiler tells what follows from them.
final class WrittenArguments {
    private final RetargetedType change;
    /// Of the other type; -1 where nothing is known of it.
    private final int parameters;

    WrittenArguments(RetargetedType change) {
        this.change = change;
        this.parameters = parameters(change.to());
    }

    /// Of a type's header, as `public interface Map<K, V extends Comparable<V>> extends …`.
    private static int parameters(SymbolInfo type) {
        JavaTokens header = JavaTokens.of(type.signature());
        for (int i = 0; i < header.count(); i++) {
            if (header.at(i).equals(type.name())) {
                return TypeArguments.count(header, i + 1);
            }
        }
        return -1;
    }

    List<Conflict> conflicts(FileScopes file) {
        List<Conflict> conflicts = new ArrayList<>();
        for (Occurrence use : parameters < 0 ? List.<Occurrence>of() : file.all) {
            // Of a name in documentation there is no token.
            boolean same = use.symbol().equals(change.from().symbol());
            int token = same ? file.tokens.indexAt(use.range().start()) : -1;
            int arguments = token < 0 ? 0 : TypeArguments.count(file.tokens, token + 1);
            if (arguments > 0 && arguments != parameters) {
                conflicts.add(conflict(file, use, arguments));
            }
        }
        return conflicts;
    }

    private Conflict conflict(FileScopes file, Occurrence use, int arguments) {
        int line = file.source.lineOf(use.range().start());
        String takes = parameters == 0 ? "none" : String.valueOf(parameters);
        return new Conflict(
                "compile-error",
                change.from().symbol(),
                file.path,
                line,
                file.path + ":" + line + " gives " + change.from().name() + " "
                        + Counted.of(arguments, "type argument") + ", and "
                        + change.to().symbol() + " takes " + takes
                        + ": change this use first.");
    }
}
