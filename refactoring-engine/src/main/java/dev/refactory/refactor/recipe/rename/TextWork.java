package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import dev.refactory.refactor.recipe.imports.StaticImports;
import dev.refactory.refactor.recipe.model.RenameOccurrences;
import dev.refactory.refactor.text.TextReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Places that the compiler knows and those that texts name for certain, as work of one rename.
final class TextWork {
    private TextWork() {}

    /// One work for each file that has places to change.
    static List<FileWork> of(
            GraphView graph, StaticImports imports, Map<String, List<Occurrence>> named, TextReferences.Found texts) {
        SortedMap<String, List<Occurrence>> places = new TreeMap<>();
        named.forEach((path, facts) -> places.put(path, new ArrayList<>(facts)));
        texts.certain().forEach((path, ranges) -> {
            List<Occurrence> facts = places.computeIfAbsent(path, each -> new ArrayList<>());
            ranges.forEach(range -> facts.add(textPlace(range)));
            facts.sort(null);
        });
        List<FileWork> work = new ArrayList<>();
        places.forEach((path, facts) -> {
            FileWork file =
                    imports.work(path, graph.file(path).map(FileInfo::blobId).orElse(""), facts);
            if (!file.facts().isEmpty()) {
                work.add(file);
            }
        });
        return work;
    }

    /// No symbol's: it is not in the graph.
    private static Occurrence textPlace(Range range) {
        return new Occurrence(range, "", Set.of());
    }

    /// What is written where: the name itself, further names, and properties that go by them.
    static Map<String, String> arguments(
            String oldName, String newName, Map<String, String> more, TextReferences.Found texts) {
        Map<String, String> all = new TreeMap<>(texts.names());
        all.putAll(more);
        all.remove(oldName);
        return Map.of(
                RenameOccurrences.OLD_NAME,
                oldName,
                RenameOccurrences.NEW_NAME,
                newName,
                RenameOccurrences.MORE,
                all.entrySet().stream()
                        .map(name -> name.getKey() + " " + name.getValue())
                        .collect(Collectors.joining("\n")));
    }
}
