package dev.refactory.graph.store;

import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;

/// A search for symbols that the repository declares, by a part of their name. Case does not
/// matter.
///
/// @param text at least 1 character; with a `.` or `#` in it, a part of the whole spelling is
///     looked for
/// @param kinds none means all but locals; locals are never found
/// @param limit at least 1
public record SymbolSearch(String text, Set<SymbolKind> kinds, int limit) {
    public SymbolSearch {
        kinds = Set.copyOf(kinds);
        if (text.isEmpty() || limit < 1) {
            throw new IllegalArgumentException("A search has a text and a limit of at least 1");
        }
    }

    /// Whether the whole spelling is looked at, and not only the simple name.
    boolean bySpelling() {
        return text.indexOf('.') >= 0 || text.indexOf('#') >= 0;
    }

    boolean looksFor(SymbolKind kind) {
        return !kind.isLocal() && (kinds.isEmpty() || kinds.contains(kind));
    }

    boolean matches(SymbolInfo info) {
        return info.path() != null && looksFor(info.kind()) && looked(info).contains(folded());
    }

    private String folded() {
        return text.toLowerCase(Locale.ROOT);
    }

    private String looked(SymbolInfo info) {
        return (bySpelling() ? info.symbol() : info.name()).toLowerCase(Locale.ROOT);
    }

    /// The whole before its beginning before its middle; then by spelling.
    Comparator<SymbolInfo> bestFirst() {
        return Comparator.comparingInt(this::rank).thenComparing(SymbolInfo::symbol);
    }

    private int rank(SymbolInfo info) {
        String looked = looked(info);
        return looked.equals(folded()) ? 0 : looked.startsWith(folded()) ? 1 : 2;
    }
}
