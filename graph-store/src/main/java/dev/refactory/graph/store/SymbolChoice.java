package dev.refactory.graph.store;

import dev.refactory.graph.model.SymbolInfo;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// Where files describe one spelling differently, the description that a view answers with: one from the repository
/// before one from outside, then by path.
final class SymbolChoice {
    private static final Comparator<SymbolInfo> BEST_FIRST = Comparator.comparing(
                    (SymbolInfo info) -> info.path() == null)
            .thenComparing(info -> info.path() == null ? "" : info.path())
            .thenComparing(SymbolInfo::kind)
            .thenComparing(SymbolInfo::signature)
            .thenComparing(info -> info.container() == null ? "" : info.container())
            .thenComparing(info -> info.modifiers().stream().sorted().toList().toString())
            .thenComparing(SymbolInfo::deprecated)
            .thenComparing(SymbolInfo::forRemoval);

    private SymbolChoice() {}

    /// One description of each spelling, by spelling.
    static Map<String, SymbolInfo> oneEach(Iterable<SymbolInfo> infos) {
        Map<String, SymbolInfo> chosen = new TreeMap<>();
        for (SymbolInfo info : infos) {
            chosen.merge(info.symbol(), info, SymbolChoice::better);
        }
        return chosen;
    }

    static SymbolInfo better(SymbolInfo one, SymbolInfo other) {
        return BEST_FIRST.compare(one, other) <= 0 ? one : other;
    }
}
