package dev.refactory.worker.stage;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.index.java.JavaAttributor.Focus;
import dev.refactory.index.java.JavaAttributor.Partial;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What need not be attributed again after a step, and its facts all the same: a body whose text has
/// none of the names the step gives another meaning is as it was, but for where it stands and how
/// what it names is spelled.
final class LeftOut {
    private LeftOut() {}

    /// What the step can reach.
    ///
    /// @param before facts of the files the step touches
    static Focus focus(RefactoringPlan plan, Changeset changeset, Iterable<FileFacts> before) {
        Set<String> names = new HashSet<>(plan.intent().names());
        Map<String, String> respelled = new HashMap<>(plan.symbolMap());
        respelled.putAll(plan.intent().retargets());
        respelled.forEach((from, to) -> {
            if (!from.equals(to)) {
                names.add(SymbolSpelling.simpleName(from));
                names.add(SymbolSpelling.simpleName(to));
            }
        });
        Set<String> paths = new TreeSet<>();
        for (FileFacts file : before) {
            boolean quiet = file.diagnostics().isEmpty() && file.problems().isEmpty();
            boolean named = plan.intent().of(file.path()).isEmpty();
            if (quiet && named && everyEditShows(changeset, file.path(), names)) {
                paths.add(plan.fileRenames().getOrDefault(file.path(), file.path()));
            }
        }
        return new Focus(names, paths);
    }

    /// A body with an edit has one of the names once the edit is made.
    private static boolean everyEditShows(Changeset changeset, String path, Set<String> names) {
        return changeset
                .of(path)
                .map(file ->
                        file.edits().stream().allMatch(edit -> names.stream().anyMatch(edit.replacement()::contains)))
                .orElse(true);
    }

    /// The facts of the whole file.
    ///
    /// @param promised facts of the file as the plan says they will be
    static FileFacts filled(Partial partial, FileFacts promised) {
        FileFacts known = partial.facts();
        if (partial.leftOut().isEmpty()) {
            return known;
        }
        NavigableMap<Integer, Range> leftOut = new TreeMap<>();
        partial.leftOut().forEach(range -> leftOut.put(range.start(), range));
        TreeSet<Occurrence> occurrences = new TreeSet<>(known.occurrences());
        Map<String, SymbolInfo> promisedSymbols = new HashMap<>();
        promised.declared().forEach(symbol -> promisedSymbols.put(symbol.symbol(), symbol));
        TreeMap<String, SymbolInfo> declared = new TreeMap<>();
        known.declared().forEach(symbol -> declared.put(symbol.symbol(), symbol));
        for (Occurrence occurrence : promised.occurrences()) {
            var before = leftOut.floorEntry(occurrence.range().start());
            if (before != null && occurrence.range().end() <= before.getValue().end()) {
                occurrences.add(occurrence);
                declare(occurrence.symbol(), promisedSymbols, declared);
            }
        }
        return new FileFacts(
                known.path(),
                known.blobId(),
                known.language(),
                known.lines(),
                List.copyOf(declared.values()),
                new ArrayList<>(occurrences),
                known.relations(),
                known.diagnostics(),
                known.problems());
    }

    /// A symbol that is named is listed, when the file declares it or none of the repository does, and
    /// so are the types it is a member of.
    private static void declare(String symbol, Map<String, SymbolInfo> promised, Map<String, SymbolInfo> declared) {
        SymbolInfo info = promised.get(symbol);
        while (info != null && declared.putIfAbsent(info.symbol(), info) == null) {
            SymbolInfo container = info.path() == null ? promised.get(String.valueOf(info.container())) : null;
            info = container != null && container.kind() != SymbolKind.PACKAGE ? container : null;
        }
    }
}
