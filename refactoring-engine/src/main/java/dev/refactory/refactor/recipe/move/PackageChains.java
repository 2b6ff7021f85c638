package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.source.DottedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The package names a file writes, each with all of its words.
final class PackageChains {
    private PackageChains() {}

    /// @param places of the words
    /// @param last the occurrence of the whole name's package
    /// @param end where what follows its dot starts; the end of the name when no dot follows
    /// @param next the symbol after the dot: a type's or an unresolved one's; null when none is known
    record Chain(
            List<Range> places,
            Occurrence last,
            int end,
            @Nullable String next) {
        Range range() {
            return new Range(places.getFirst().start(), places.getLast().end());
        }
    }

    /// By place.
    static List<Chain> of(FileScopes file, Map<String, SymbolInfo> known) {
        List<Chain> chains = new ArrayList<>();
        Map<Integer, String> symbols = new HashMap<>();
        List<Occurrence> open = new ArrayList<>();
        for (Occurrence occurrence : file.all) {
            SymbolInfo symbol = known.get(occurrence.symbol());
            boolean named = symbol != null && (symbol.kind().isType() || symbol.kind() == SymbolKind.UNRESOLVED);
            if (named) {
                symbols.putIfAbsent(occurrence.range().start(), occurrence.symbol());
            }
        }
        for (Occurrence occurrence : file.all) {
            SymbolInfo symbol = known.get(occurrence.symbol());
            if (symbol != null && symbol.kind() == SymbolKind.PACKAGE) {
                boolean goes = !open.isEmpty()
                        && DottedName.qualifier(occurrence.symbol())
                                .equals(open.getLast().symbol());
                if (!goes && !open.isEmpty()) {
                    chains.add(chain(file, open, symbols));
                    open.clear();
                }
                open.add(occurrence);
            }
        }
        if (!open.isEmpty()) {
            chains.add(chain(file, open, symbols));
        }
        return chains;
    }

    private static Chain chain(FileScopes file, List<Occurrence> words, Map<Integer, String> symbols) {
        Occurrence last = words.getLast();
        List<Range> places = words.stream().map(Occurrence::range).toList();
        int token = file.tokens.indexAt(last.range().start());
        int end = last.range().end();
        if (token < 0) {
            boolean dot = file.source.text().startsWith(".", end);
            return new Chain(places, last, dot ? end + 1 : end, dot ? symbols.get(end + 1) : null);
        }
        if (!file.tokens.at(token + 1).equals(".")) {
            return new Chain(places, last, end, null);
        }
        int next = token + 2;
        while (file.tokens.at(next).equals("@")) {
            next = afterAnnotation(file, next);
        }
        return new Chain(
                places,
                last,
                file.tokens.end(token + 1),
                symbols.get(file.tokens.start(Math.min(next, file.tokens.count() - 1))));
    }

    private static int afterAnnotation(FileScopes file, int at) {
        int next = at + 2;
        while (file.tokens.at(next).equals(".")) {
            next += 2;
        }
        if (!file.tokens.at(next).equals("(")) {
            return next;
        }
        int depth = 0;
        do {
            depth += switch (file.tokens.at(next)) {
                case "(" -> 1;
                case ")" -> -1;
                default -> 0;
            };
            next++;
        } while (depth > 0 && next < file.tokens.count());
        return next;
    }
}
