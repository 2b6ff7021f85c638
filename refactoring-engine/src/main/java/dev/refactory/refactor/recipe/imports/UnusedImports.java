package dev.refactory.refactor.recipe.imports;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.edit.LineIndex;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.ReportOccurrences;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaLang;
import dev.refactory.refactor.syntax.ImportSection;
import dev.refactory.refactor.syntax.ImportSection.Import;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Imports that nothing needs, in many files: facts tell in which files there could be some, only
/// the texts of these are read. For one plan.
final class UnusedImports {
    static final int FILES_AT_ONCE = 100;

    private static final Set<FileProblem.Kind> BROKEN =
            Set.of(FileProblem.Kind.SYNTAX_ERROR, FileProblem.Kind.ANALYSIS_CRASHED);

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final String rule;
    private final List<Finding> findings = new ArrayList<>();

    /// @param rule the recipe that asks
    UnusedImports(GraphView graph, Recipe.Sources sources, String rule) {
        this.graph = graph;
        this.sources = sources;
        this.types = new TypeHierarchy(graph);
        this.rule = rule;
    }

    /// Files left alone, and imports that stay for want of certainty.
    List<Finding> findings() {
        return findings;
    }

    /// Whether what is written in a file is known; a finding says so of one where it is not.
    boolean readable(FileInfo file) {
        Optional<FileProblem> problem = file.problems().stream()
                .filter(each -> BROKEN.contains(each.kind()) || each.kind() == FileProblem.Kind.TOO_LARGE)
                .findFirst();
        problem.ifPresent(each -> findings.add(new Finding(
                rule, "warning", "", file.path(), 1, 1, 1, "Left as it is: " + each.detail(), excerpt(file, each))));
        return problem.isEmpty() && file.attributed();
    }

    private String excerpt(FileInfo file, FileProblem problem) {
        if (!BROKEN.contains(problem.kind())) {
            return "";
        }
        return ReportOccurrences.excerpt(
                LineIndex.of(sources.text(file.path()).text()).lineText(0));
    }

    /// Files that could have imports nobody needs, each with its facts.
    Map<String, FileFacts> candidates(Collection<String> paths) {
        Map<String, List<Occurrence>> places = graph.occurrencesIn(paths);
        Set<String> imported = new TreeSet<>();
        places.values()
                .forEach(all ->
                        all.stream().filter(UnusedImports::imports).forEach(place -> imported.add(place.symbol())));
        Map<String, SymbolInfo> known = graph.symbols(imported);
        Set<String> candidates = new TreeSet<>();
        places.forEach((path, all) -> {
            if (suspect(all, known)) {
                candidates.add(path);
            }
        });
        return candidates.isEmpty() ? Map.of() : new TreeMap<>(graph.facts(candidates));
    }

    /// The imports of a candidate that nothing needs.
    List<Import> of(ImportSection section, FileFacts facts) {
        FileScopes file = new FileScopes(graph, sources, types, facts.path());
        ImportUses.Answer answer = new ImportUses(graph, types, file, section, facts).answer();
        answer.kept()
                .forEach((each, why) -> findings.add(finding(
                        section.text(),
                        facts.path(),
                        each.statement(),
                        "note",
                        "Nothing is seen to use this import; it stays, because " + why + ".")));
        return answer.unused();
    }

    Finding finding(String text, String path, Range place, String level, String message) {
        LineIndex lines = LineIndex.of(text);
        int column = lines.column(place.start());
        int end = Math.min(place.end(), Math.max(place.start(), lines.lineEnd(place.start())));
        return new Finding(
                rule,
                level,
                "",
                path,
                lines.line(place.start()),
                column,
                column + end - place.start(),
                message,
                ReportOccurrences.excerpt(lines.lineText(place.start())));
    }

    private static boolean imports(Occurrence place) {
        return place.has(Role.IMPORT) || place.has(Role.STATIC_IMPORT);
    }

    /// Whether facts leave it open that an import is needed: every one on demand does, and a single
    /// one whose name stands nowhere alone, or is known without it, or is imported twice.
    private static boolean suspect(List<Occurrence> all, Map<String, SymbolInfo> known) {
        Set<String> alone = new TreeSet<>();
        Set<String> defined = new TreeSet<>(Set.of(JavaLang.PACKAGE));
        String before = "";
        for (Occurrence place : all) {
            if (place.has(Role.DEFINITION)) {
                defined.add(place.symbol());
            }
            if (!imports(place) && !before.equals(container(place.symbol()))) {
                alone.add(place.symbol());
            }
            before = place.symbol();
        }
        Set<String> imported = new TreeSet<>();
        Map<Range, Boolean> used = new TreeMap<>();
        for (Occurrence place : all) {
            SymbolInfo info = known.get(place.symbol());
            boolean bound = !place.symbol().startsWith("?");
            boolean packages = bound && (info == null || info.kind() == SymbolKind.PACKAGE);
            boolean statics = place.roles().equals(Set.of(Role.IMPORT, Role.STATIC_IMPORT));
            boolean type = info != null && info.kind().isType();
            if (statics && (packages || type)) {
                return true;
            }
            if (place.has(Role.IMPORT) && !packages) {
                boolean again = !imported.add(place.symbol());
                boolean constant = info != null && info.kind() == SymbolKind.ENUM_CONSTANT;
                if (again || constant || !statics && defined.contains(container(place.symbol()))) {
                    return true;
                }
                used.merge(place.range(), alone.contains(place.symbol()), Boolean::logicalOr);
            }
        }
        return used.containsValue(false);
    }

    private static String container(String symbol) {
        int end = Math.max(symbol.lastIndexOf('.'), symbol.indexOf('#'));
        return symbol.substring(0, Math.max(0, end));
    }
}
