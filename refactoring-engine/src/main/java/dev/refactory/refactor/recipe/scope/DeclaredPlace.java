package dev.refactory.refactor.recipe.scope;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.Recipe;
import java.util.List;

/// Where a symbol is declared, as conflicts and findings name it.
///
/// @param file empty for what is declared outside of this repository
/// @param line counted from 1; 0 where its name is written nowhere
public record DeclaredPlace(String symbol, String file, int line) {
    public static DeclaredPlace of(GraphView graph, Recipe.Sources sources, String symbol) {
        String path = graph.symbol(symbol).map(SymbolInfo::path).orElse("");
        for (Occurrence occurrence : graph.occurrencesOf(List.of(symbol)).getOrDefault(path, List.of())) {
            if (occurrence.has(Role.DEFINITION)) {
                int line = sources.text(path).lineOf(occurrence.range().start());
                return new DeclaredPlace(symbol, path, line);
            }
        }
        return new DeclaredPlace(symbol, path, 0);
    }

    /// What speaks against a change of the symbol.
    public Conflict conflict(String kind, String message) {
        return new Conflict(kind, symbol, file, line, message);
    }
}
