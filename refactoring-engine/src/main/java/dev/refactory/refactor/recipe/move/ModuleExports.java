package dev.refactory.refactor.recipe.move;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.source.DottedName;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What modules export of the packages that types leave and come into: files are compared without
/// the borders of modules, so nobody else would notice. Used for one plan.
final class ModuleExports {
    private static final String FILE = "module-info.java";

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final MovedTypes moved;
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    ModuleExports(GraphView graph, Recipe.Sources sources, MovedTypes moved) {
        this.graph = graph;
        this.sources = sources;
        this.moved = moved;
    }

    /// @param emptied packages without a type afterwards
    void check(Set<String> emptied) {
        twice();
        moved.types().forEach((before, after) -> {
            String source = DottedName.qualifier(before);
            String target = DottedName.qualifier(after);
            String path = String.valueOf(graph.symbol(before).orElseThrow().path());
            Range folders = MovePlan.folders(path, source);
            String root = folders == null ? "" : path.substring(0, folders.start());
            boolean whole = moved.packages().containsKey(source);
            if (graph.file(root + FILE).isEmpty() || whole || folders == null) {
                return;
            }
            Map<String, Integer> exported = named(root + FILE, "exports");
            Integer line = exported.get(source);
            if (line == null) {
                return;
            }
            if (emptied.contains(source)) {
                conflicts.add(new Conflict(
                        "visibility",
                        source,
                        root + FILE,
                        line,
                        root + FILE + ":" + line + " exports " + source + ", which would have no type left: take the"
                                + " directive out first."));
            } else if (!exported.containsKey(target)) {
                hidden(root, line, before, target);
            }
        });
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    List<Finding> findings() {
        return findings;
    }

    /// A module may export or open a package once.
    private void twice() {
        List<String> paths = graph.files().stream()
                .map(FileInfo::path)
                .filter(path -> !moved.packages().isEmpty() && (path.equals(FILE) || path.endsWith("/" + FILE)))
                .toList();
        for (String path : paths) {
            for (String directive : List.of("exports", "opens")) {
                Map<String, Integer> named = named(path, directive);
                moved.packages().forEach((before, after) -> {
                    Integer line = named.get(before);
                    if (line != null
                            && named.containsKey(after)
                            && !moved.packages().containsKey(after)) {
                        conflicts.add(new Conflict(
                                "name-clash",
                                before,
                                path,
                                line,
                                path + ":" + line + " " + directive + " " + before + ", and the module " + directive
                                        + " " + after + " already: take one of the directives out first."));
                    }
                });
            }
        }
    }

    private void hidden(String root, int line, String type, String target) {
        Set<String> others = new TreeSet<>();
        graph.files().stream()
                .filter(file -> file.path().endsWith("/" + FILE) || file.path().equals(FILE))
                .map(file -> file.path().substring(0, file.path().length() - FILE.length()))
                .filter(other -> !other.equals(root))
                .forEach(others::add);
        SortedMap<String, List<Occurrence>> uses = new TreeMap<>(graph.occurrencesOf(List.of(type)));
        uses.forEach((path, places) -> others.stream()
                .filter(path::startsWith)
                .findFirst()
                .ifPresent(other -> {
                    int at = sources.text(path).lineOf(places.getFirst().range().start());
                    conflicts.add(new Conflict(
                            "visibility",
                            type,
                            path,
                            at,
                            path + ":" + at + " uses " + type + " from another module, and " + root + FILE
                                    + " does not export " + target + ": export it first."));
                }));
        findings.add(new Finding(
                moved.recipe(),
                "warning",
                type,
                root + FILE,
                line,
                1,
                1,
                "This module exports the package " + SymbolSpelling.simpleName(type) + " leaves, not " + target + ".",
                ""));
    }

    /// Packages a module exports or opens, each with the line that says so.
    private Map<String, Integer> named(String path, String directive) {
        JavaTokens tokens = JavaTokens.of(sources.text(path).text());
        Map<String, Integer> found = new TreeMap<>();
        for (int i = 0; i < tokens.count(); i++) {
            if (!tokens.at(i).equals(directive)) {
                continue;
            }
            StringBuilder name = new StringBuilder();
            int next = i + 1;
            while (next < tokens.count() && !Set.of(";", "to").contains(tokens.at(next))) {
                name.append(JavaTokens.unescape(tokens.at(next++)));
            }
            found.putIfAbsent(name.toString(), sources.text(path).lineOf(tokens.start(i)));
        }
        return found;
    }
}
