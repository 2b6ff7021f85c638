package dev.refactory.refactor.verify;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Intent;
import java.util.ArrayList;
import java.util.List;

/// What a plan says that one file will declare otherwise, the new places of locals filled in.
final class PlannedSymbols {
    private PlannedSymbols() {}

    /// @param path after the change
    static List<SymbolInfo> of(Intent intent, String path, Places places) {
        List<SymbolInfo> planned = new ArrayList<>();
        for (SymbolInfo symbol : intent.declares()) {
            if (path.equals(symbol.path())) {
                planned.add(new SymbolInfo(
                        places.placed(symbol.symbol()),
                        symbol.kind(),
                        symbol.name(),
                        symbol.container(),
                        symbol.path(),
                        symbol.modifiers(),
                        symbol.signature(),
                        symbol.deprecated(),
                        symbol.forRemoval()));
            }
        }
        return planned;
    }
}
