package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.recipe.scope.Access;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.DottedName;
import dev.refactory.refactor.recipe.source.TypeBodies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a place sees of what is declared elsewhere (JLS 6.6), as far as facts tell.
final class Sight {
    private final TypeHierarchy types;

    Sight(TypeHierarchy types) {
        this.types = types;
    }

    /// A place.
    ///
    /// @param outermost the top-level type around it; empty when there is none
    /// @param around all types around it
    record Place(String packageName, String outermost, List<String> around) {
        static Place of(FileScopes file, int offset) {
            List<String> around = file.bodies.around(offset).stream()
                    .map(TypeBodies.Body::type)
                    .toList();
            return new Place(file.packageName, around.isEmpty() ? "" : around.getLast(), around);
        }
    }

    /// What `place` does not see: the symbol or, of a type, one around it; null when it sees all. Members
    /// are reached through types that the code names itself.
    @Nullable
    SymbolInfo hidden(@Nullable SymbolInfo symbol, Place place) {
        SymbolInfo hidden = null;
        SymbolInfo each = symbol;
        while (each != null && (each.kind().isType() || isMember(each.kind()))) {
            if (each.symbol().contains(".local$")) {
                return null;
            }
            hidden = sees(each, place) ? hidden : each;
            String container = each.kind().isType() ? each.container() : null;
            each = container == null ? null : types.info(container).orElse(null);
        }
        return hidden;
    }

    private static boolean isMember(SymbolKind kind) {
        return kind == SymbolKind.METHOD || kind == SymbolKind.CONSTRUCTOR || TypeHierarchy.isField(kind);
    }

    private boolean sees(SymbolInfo symbol, Place place) {
        String container = String.valueOf(symbol.container());
        return switch (Access.of(symbol)) {
            case PUBLIC -> true;
            case PRIVATE -> outermost(container).equals(place.outermost());
            case PACKAGE_PRIVATE -> packageOf(symbol).equals(place.packageName());
            case PROTECTED ->
                // Without an object of its own, only an array is cloned.
                container.equals("java.lang.Object")
                        || packageOf(symbol).equals(place.packageName())
                        || place.around().stream()
                                .anyMatch(type -> types.withSupertypes(type).contains(container));
        };
    }

    private String packageOf(SymbolInfo symbol) {
        return DottedName.qualifier(outermost(symbol.kind().isType() ? symbol.symbol() : symbol.container() + ""));
    }

    /// The top-level type around a type, or itself.
    String outermost(String type) {
        String top = type;
        String next = container(type);
        while (next != null) {
            top = next;
            next = container(next);
        }
        return top;
    }

    /// The type around a type; null when it is a top-level one.
    @Nullable
    String container(String type) {
        return types.info(type)
                .map(SymbolInfo::container)
                .filter(each -> types.info(each)
                        .filter(around -> around.kind().isType())
                        .isPresent())
                .orElse(null);
    }
}
