package dev.refactory.refactor.recipe.annotation;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.scope.DeclarationHeads;
import dev.refactory.refactor.recipe.scope.FileScopes;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.WrittenAnnotations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// What the recipes about annotations have in common: their parameters as understood, the files they
/// look at, and the plan they gather.
public final class AnnotationPlan {
    static final String ANNOTATION = "annotation";
    private static final int MAX_CONFLICTS = 100;
    private static final BigDecimal COMPLEXITY = new BigDecimal("2");

    final TypeHierarchy types;
    private final String recipe;
    private final GraphView graph;
    private final Recipe.Sources sources;
    private final Map<String, String> parameters;
    private final EditPlan edits;
    private final Map<String, WrittenAnnotations> files = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final SortedMap<String, SymbolInfo> declares = new TreeMap<>();
    private final SortedSet<String> recheck = new TreeSet<>();
    private final SortedSet<String> names = new TreeSet<>();
    private int touched;

    AnnotationPlan(String recipe, GraphView graph, Recipe.Sources sources, Map<String, String> parameters) {
        this.recipe = recipe;
        this.graph = graph;
        this.sources = sources;
        this.parameters = parameters;
        this.types = new TypeHierarchy(graph);
        this.edits = new EditPlan(graph, sources);
    }

    Optional<AnnotationRequest> request() {
        AnnotationRequest.Read read = AnnotationRequest.of(parameters.getOrDefault(ANNOTATION, ""));
        read.conflict().ifPresent(this::refuse);
        read.request().ifPresent(request -> names.add(SymbolSpelling.simpleName(request.type())));
        return read.request();
    }

    Optional<AnnotationSelection> selection() {
        AnnotationSelection.Read read =
                AnnotationSelection.of(graph, types, parameters.getOrDefault(AnnotationSelection.PARAMETER, ""));
        read.conflict().ifPresent(this::refuse);
        return read.selection();
    }

    WrittenAnnotations file(String path) {
        return files.computeIfAbsent(
                path, each -> new WrittenAnnotations(graph, new FileScopes(graph, sources, types, each)));
    }

    /// The annotations of a type that a selection is about, by path.
    SortedMap<String, List<WrittenAnnotations.Use>> uses(String annotation, AnnotationSelection selection) {
        SortedMap<String, List<WrittenAnnotations.Use>> found = new TreeMap<>();
        graph.occurrencesOf(List.of(annotation)).forEach((path, places) -> {
            if (places.stream().noneMatch(place -> place.has(Role.ANNOTATION_USE))) {
                return;
            }
            WrittenAnnotations file = file(path);
            List<WrittenAnnotations.Use> here = file.of(annotation).stream()
                    .filter(use -> selection.covers(file, use))
                    .toList();
            for (WrittenAnnotations.Use use : here) {
                use.on()
                        .filter(head -> !selection.coversAll(head))
                        .ifPresent(head -> refuse(shared(
                                head.declares().stream()
                                        .filter(symbol ->
                                                selection.declarations().containsKey(symbol.symbol()))
                                        .findFirst()
                                        .orElse(head.symbol()),
                                head,
                                path,
                                file.line(use.range().start()))));
            }
            if (!here.isEmpty()) {
                found.put(path, here);
            }
        });
        return found;
    }

    /// An annotation of `int a, b;` is on both.
    public static Conflict shared(SymbolInfo symbol, DeclarationHeads.Head head, String path, int line) {
        String others = head.declares().stream()
                .map(SymbolInfo::symbol)
                .filter(each -> !each.equals(symbol.symbol()))
                .collect(Collectors.joining(", "));
        return new Conflict(
                "invalid-selection",
                symbol.symbol(),
                path,
                line,
                symbol.symbol() + " is declared together with " + others
                        + ", and an annotation there is on all of them: part the declarations first.");
    }

    void refuse(Conflict conflict) {
        conflicts.add(conflict);
    }

    boolean isRefused() {
        return !conflicts.isEmpty();
    }

    PlanOutcome refused() {
        return new PlanOutcome.Refused(
                conflicts.stream().distinct().sorted().limit(MAX_CONFLICTS).toList());
    }

    void add(String path, PlannedEdit edit) {
        edits.add(path, edit);
    }

    void declare(List<SymbolInfo> symbols) {
        symbols.forEach(symbol -> declares.put(symbol.symbol(), symbol));
    }

    /// A declaration is annotated otherwise. An annotation whose own annotations change may be allowed
    /// elsewhere than before, so whoever uses it is looked at.
    void touched(WrittenAnnotations file, DeclarationHeads.Head head) {
        touched++;
        recheck.add(file.file.path);
        for (SymbolInfo symbol : head.declares()) {
            names.add(symbol.name());
            if (symbol.kind() == SymbolKind.ANNOTATION) {
                Map<String, List<Occurrence>> uses = graph.occurrencesOf(List.of(symbol.symbol()));
                recheck.addAll(uses.keySet());
            }
        }
    }

    /// An annotation of no declaration is changed.
    void touchedElsewhere() {
        touched++;
    }

    /// @param summary of how many places
    PlanOutcome outcome(IntFunction<String> summary) {
        if (isRefused()) {
            return refused();
        }
        return new PlanOutcome.Planned(new RefactoringPlan(
                recipe,
                parameters,
                edits.isEmpty() ? "No change: it is as it was asked for already." : summary.apply(touched),
                RecipeModel.NAME,
                edits.tasks(),
                Map.of(),
                Map.of(),
                recheck,
                List.of(),
                COMPLEXITY,
                Intent.of(edits.edits(), names).declaring(declares.values(), List.of())));
    }
}
