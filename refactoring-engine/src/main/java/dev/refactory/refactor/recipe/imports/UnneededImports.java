package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Imports of single names that a file needs for nothing but text that goes.
public final class UnneededImports {
    private UnneededImports() {}

    /// Whole statements.
    /// @param gone ranges of the file
    public static List<Range> of(FileScopes file, List<Range> gone) {
        JavaTokens tokens = file.tokens;
        List<Range> statements = new ArrayList<>();
        List<Range> names = new ArrayList<>();
        for (int i = 0; i < tokens.count() && !tokens.at(i).equals("{"); i++) {
            if (tokens.at(i).equals("import")) {
                int start = i;
                while (i < tokens.count() - 1 && !tokens.at(i).equals(";")) {
                    i++;
                }
                statements.add(new Range(tokens.start(start), tokens.end(i)));
                names.add(new Range(tokens.start(i - 1), tokens.end(i - 1)));
            }
        }
        List<Occurrence> code = file.all.stream()
                .filter(place -> statements.stream().noneMatch(statement -> within(place.range(), statement)))
                .toList();
        List<Range> unneeded = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            if (onlyFor(file, code, names.get(i), gone)) {
                unneeded.add(statements.get(i));
            }
        }
        return unneeded;
    }

    private static boolean onlyFor(FileScopes file, List<Occurrence> code, Range name, List<Range> gone) {
        Set<String> imported = new HashSet<>();
        for (Occurrence place : file.all) {
            boolean single = place.range().equals(name) && place.has(Role.IMPORT);
            if (single) {
                imported.add(place.symbol());
                imported.add("?" + SymbolSpelling.simpleName(place.symbol()));
            }
        }
        boolean used = false;
        for (Occurrence place : code) {
            if (imported.contains(place.symbol())) {
                if (gone.stream().noneMatch(range -> within(place.range(), range))) {
                    return false;
                }
                used = true;
            }
        }
        return used;
    }

    private static boolean within(Range inner, Range outer) {
        return outer.start() <= inner.start() && inner.end() <= outer.end();
    }
}
