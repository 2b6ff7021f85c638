package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.find.FindDeclarations;
import dev.refactory.refactor.recipe.model.Chunks;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.model.RenameOccurrences;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaNames;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Renames parameters, local variables or type parameters of one name: all that is about them is in
/// the files that declare them.
final class LocalRename {
    private static final BigDecimal COMPLEXITY = new BigDecimal("1.5");

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final Request request;

    /// @param recipe its name
    /// @param parameters as understood
    record Request(String recipe, Map<String, String> parameters, String newName) {}

    LocalRename(GraphView graph, Recipe.Sources sources, Request request) {
        this.graph = graph;
        this.sources = sources;
        this.request = request;
    }

    /// Why the name cannot be one; null when it can.
    static @Nullable Conflict fault(String symbol, String newName, boolean typeParameter) {
        return (typeParameter ? JavaNames.faultOfType(newName) : JavaNames.fault(newName))
                .map(fault -> new Conflict(
                        "invalid-name",
                        symbol,
                        "",
                        0,
                        fault + ": give a " + (typeParameter ? "type parameter" : "variable") + " name Java accepts."))
                .orElse(null);
    }

    /// @param symbols of one name, at least one
    PlanOutcome plan(List<SymbolInfo> symbols) {
        TypeHierarchy types = new TypeHierarchy(graph);
        MethodParameters parameters = new MethodParameters(graph, sources);
        List<Conflict> conflicts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (SymbolInfo symbol : symbols) {
            Conflict broken = broken(String.valueOf(symbol.path()), symbol.symbol());
            if (broken != null) {
                conflicts.add(broken);
                continue;
            }
            String record = symbol.kind() == SymbolKind.PARAMETER ? parameters.recordOf(symbol) : null;
            if (record != null) {
                conflicts.add(component(symbol, record));
                continue;
            }
            FileScopes file = new FileScopes(graph, sources, types, String.valueOf(symbol.path()));
            if (symbol.kind() == SymbolKind.TYPE_PARAMETER) {
                new TypeParameterChecks(graph, file, symbol, request.newName()).check(conflicts);
            } else {
                new LocalChecks(graph, file, symbol, request.newName()).check(conflicts);
                findings.addAll(new BoundParameters(request.recipe(), file).findings(symbol));
            }
        }
        if (!conflicts.isEmpty()) {
            return new PlanOutcome.Refused(conflicts.stream()
                    .distinct()
                    .sorted()
                    .limit(RenameChecks.MAX_CONFLICTS)
                    .toList());
        }
        return planned(symbols, findings);
    }

    private @Nullable Conflict broken(String path, String symbol) {
        return graph.file(path).stream()
                .flatMap(file -> file.problems().stream())
                .findFirst()
                .map(problem -> new Conflict(
                        "unresolved",
                        symbol,
                        path,
                        0,
                        path + " could not be analysed whole, so not every use may be known: " + problem.detail()))
                .orElse(null);
    }

    private Conflict component(SymbolInfo parameter, String record) {
        String path = String.valueOf(parameter.path());
        int line = graph.occurrencesIn(path).stream()
                .filter(place -> place.symbol().equals(parameter.symbol()) && place.has(Role.DEFINITION))
                .findFirst()
                .map(place -> sources.text(path).lineOf(place.range().start()))
                .orElse(0);
        return new Conflict(
                "invalid-selection",
                parameter.symbol(),
                path,
                line,
                parameter.name() + " has the name of the component " + record + "#" + parameter.name()
                        + ", as the language asks for: rename-field renames components.");
    }

    private PlanOutcome planned(List<SymbolInfo> symbols, List<Finding> findings) {
        String oldName = symbols.getFirst().name();
        SortedMap<String, String> symbolMap = new TreeMap<>();
        SortedMap<String, List<Occurrence>> places = new TreeMap<>();
        for (SymbolInfo symbol : symbols) {
            symbolMap.put(symbol.symbol(), SymbolSpelling.withLocalName(symbol.symbol(), request.newName()));
            String path = String.valueOf(symbol.path());
            graph.occurrencesIn(path).stream()
                    .filter(place -> place.symbol().equals(symbol.symbol()) && !place.has(Role.IMPLICIT))
                    .forEach(place -> places.computeIfAbsent(path, each -> new ArrayList<>())
                            .add(place));
        }
        List<FileWork> work = new ArrayList<>();
        places.forEach((path, facts) -> work.add(new FileWork(
                path,
                graph.file(path).map(FileInfo::blobId).orElse(""),
                facts.stream().sorted().toList())));
        List<TransformTask> tasks = Chunks.of(
                graph,
                RenameOccurrences.NAME,
                work,
                chunk -> Map.of(RenameOccurrences.OLD_NAME, oldName, RenameOccurrences.NEW_NAME, request.newName()));
        int count = places.values().stream().mapToInt(List::size).sum();
        SymbolInfo first = symbols.getFirst();
        int others = symbols.size() - 1;
        return plan(
                "Rename " + FindDeclarations.word(first.kind()) + " " + oldName + " of "
                        + SymbolSpelling.ownerOfLocal(first.symbol())
                        + (others > 0 ? " and of " + Counted.of(others, "method") + " of its family" : "") + " to "
                        + request.newName() + ": " + Counted.of(count, "place") + ".",
                tasks,
                symbolMap,
                findings);
    }

    PlanOutcome noChange(String where) {
        return plan(
                "No change: " + request.newName() + " is the name already, " + where + ".",
                List.of(),
                Map.of(),
                List.of());
    }

    private PlanOutcome plan(
            String summary, List<TransformTask> tasks, Map<String, String> symbolMap, List<Finding> findings) {
        return new PlanOutcome.Planned(new RefactoringPlan(
                request.recipe(),
                request.parameters(),
                summary,
                RecipeModel.NAME,
                tasks,
                symbolMap,
                Map.of(),
                new TreeSet<>(),
                findings,
                COMPLEXITY));
    }
}
