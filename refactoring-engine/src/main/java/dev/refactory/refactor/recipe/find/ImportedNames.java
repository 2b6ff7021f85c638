package dev.refactory.refactor.recipe.find;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a file imports by names that the compiler could not bind: the packages before them are
/// facts all the same.
final class ImportedNames {
    private ImportedNames() {}

    /// Simple names to the qualified ones of their single-type imports.
    ///
    /// @param occurrences all of one file, by range
    /// @param known descriptions of at least what is imported
    static Map<String, String> unbound(List<Occurrence> occurrences, Map<String, SymbolInfo> known) {
        Map<Integer, String> qualifiers = new HashMap<>();
        Map<String, String> imported = new HashMap<>();
        for (Occurrence place : occurrences) {
            String symbol = place.symbol();
            SymbolInfo info = known.get(symbol);
            String before = qualifiers.get(place.range().start() - 1);
            if (info != null && info.kind() == SymbolKind.PACKAGE) {
                qualifiers.put(place.range().end(), symbol);
            } else if (symbol.startsWith("?") && before != null) {
                String name = SymbolSpelling.simpleName(symbol);
                qualifiers.put(place.range().end(), before + "." + name);
                if (place.has(Role.IMPORT) && !place.has(Role.STATIC_IMPORT)) {
                    imported.put(name, before + "." + name);
                }
            }
        }
        return imported;
    }
}
