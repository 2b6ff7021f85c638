package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.text.Counted;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.EditPlan;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.rename.RenameChecks;
import dev.refactory.refactor.recipe.scope.MethodFamily;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A method or constructor with its whole override family gets other parameters: declarations, every
/// call, and documentation that lists their types. For one plan.
final class SignatureChange {
    private static final BigDecimal COMPLEXITY = new BigDecimal("2.0");

    final GraphView graph;
    final Recipe.Sources sources;
    final TypeHierarchy types;
    final String recipe;
    final SymbolInfo method;
    final MethodFamily family;
    final List<Slot> slots;
    /// Where the family is named, by path.
    final SortedMap<String, List<Occurrence>> places = new TreeMap<>();
    private final Map<String, SignatureEdits> files = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    SignatureChange(
            GraphView graph,
            Recipe.Sources sources,
            TypeHierarchy types,
            String recipe,
            SymbolInfo method,
            List<Slot> slots) {
        this.graph = graph;
        this.sources = sources;
        this.types = types;
        this.recipe = recipe;
        this.method = method;
        this.family = constructor(method)
                ? new MethodFamily(new TreeMap<>(Map.of(method.symbol(), method)), new TreeMap<>())
                : MethodFamily.of(graph, types, List.of(method));
        this.slots = List.copyOf(slots);
        places.putAll(graph.occurrencesOf(family.methods().keySet()));
    }

    static boolean constructor(SymbolInfo method) {
        return method.kind() == SymbolKind.CONSTRUCTOR;
    }

    /// The name that code writes.
    String name() {
        return constructor(method) ? SymbolSpelling.simpleName(SymbolSpelling.typeOf(method.symbol())) : method.name();
    }

    int arity() {
        return SymbolSpelling.arity(method.symbol());
    }

    boolean varargs() {
        return method.signature().contains("...");
    }

    SignatureEdits file(String path) {
        return files.computeIfAbsent(path, each -> new SignatureEdits(graph, sources, types, each, slots));
    }

    void warn(Finding finding) {
        findings.add(finding);
    }

    /// The spelling with the new parameters.
    String after(String symbol) {
        return after(symbol, slots);
    }

    static String after(String symbol, List<Slot> slots) {
        String parameters = SymbolSpelling.parameters(symbol).orElse("()");
        List<String> old = parameters.equals("()")
                ? List.of()
                : List.of(parameters.substring(1, parameters.length() - 1).split(","));
        List<String> now = new ArrayList<>();
        for (Slot slot : slots) {
            switch (slot) {
                case Slot.Kept kept -> now.add(old.get(kept.index()));
                case Slot.Added added -> now.add(added.type().erasure());
            }
        }
        return symbol.substring(0, symbol.length() - parameters.length()) + "(" + String.join(",", now) + ")";
    }

    /// The plan, or why there is none.
    /// @param more conflicts that the recipe itself found
    PlanOutcome outcome(Map<String, String> parameters, String what, List<Conflict> more) {
        List<Conflict> conflicts = new ArrayList<>(more);
        SignatureChecks checks = new SignatureChecks(this);
        conflicts.addAll(checks.conflicts());
        if (!conflicts.isEmpty()) {
            return new PlanOutcome.Refused(conflicts.stream()
                    .distinct()
                    .sorted()
                    .limit(RenameChecks.MAX_CONFLICTS)
                    .toList());
        }
        EditPlan edits = new EditPlan(graph, sources);
        places.forEach((path, here) ->
                here.forEach(place -> edits(path, place).forEach(edit -> edits.add(path, edit))));
        files.forEach((path, file) -> file.imports().forEach(edit -> edits.add(path, edit)));
        Map<String, String> symbolMap = new TreeMap<>();
        family.methods().keySet().stream()
                .filter(symbol -> !after(symbol).equals(symbol))
                .forEach(symbol -> symbolMap.put(symbol, after(symbol)));
        int others = family.methods().size() - 1;
        return new PlanOutcome.Planned(new RefactoringPlan(
                recipe,
                parameters,
                what + (others > 0 ? " and " + Counted.of(others, "method") + " of its override family" : "") + ": "
                        + Counted.of(edits.paths().size(), "file") + ".",
                RecipeModel.NAME,
                edits.tasks(),
                symbolMap,
                Map.of(),
                checks.recheck(),
                findings,
                COMPLEXITY,
                Intent.of(edits.edits(), checks.names()).declaring(declares(), undeclares())));
    }

    private List<PlannedEdit> edits(String path, Occurrence place) {
        SignatureEdits file = file(path);
        if (place.has(Role.DOCUMENTATION)) {
            return file.link(place);
        } else if (place.has(Role.DEFINITION)) {
            List<PlannedEdit> edits = new ArrayList<>(file.header(place, after(place.symbol())));
            gone(file, place)
                    .ifPresent(parameter -> file.all.stream()
                            .filter(other -> other.symbol().equals(parameter.symbol()))
                            .filter(other -> other.has(Role.DOCUMENTATION))
                            .forEach(other -> edits.add(PlannedEdit.delete(file.tag(other)))));
            return edits;
        }
        boolean called = place.has(Role.CALL) || place.has(Role.INSTANTIATION);
        return called ? file.call(place, arity()) : List.of();
    }

    /// The parameter of a declaration that no slot keeps.
    java.util.Optional<Occurrence> gone(SignatureEdits file, Occurrence definition) {
        List<Occurrence> declared = file.declared(definition);
        for (int i = 0; i < declared.size(); i++) {
            if (!slots.contains(new Slot.Kept(i))) {
                return java.util.Optional.of(declared.get(i));
            }
        }
        return java.util.Optional.empty();
    }

    private List<SymbolInfo> declares() {
        List<SymbolInfo> declared = new ArrayList<>();
        family.methods().forEach((symbol, info) -> {
            String after = after(symbol);
            declared.add(described(info, info.kind(), after, info.name(), info.container(), signature(info)));
            for (Slot slot : slots) {
                if (slot instanceof Slot.Added added) {
                    String shown = added.type().shown().replace("...", "[]") + " " + added.name();
                    SymbolInfo parameter = new SymbolInfo(
                            after + "~" + added.name() + "@",
                            SymbolKind.PARAMETER,
                            added.name(),
                            after,
                            info.path(),
                            Set.of(),
                            shown,
                            false,
                            false);
                    declared.add(parameter);
                }
            }
        });
        return declared;
    }

    private static SymbolInfo described(
            SymbolInfo info,
            SymbolKind kind,
            String symbol,
            String name,
            @org.jspecify.annotations.Nullable String container,
            String signature) {
        return new SymbolInfo(
                symbol,
                kind,
                name,
                container,
                info.path(),
                info.modifiers(),
                signature,
                info.deprecated(),
                info.forRemoval());
    }

    private Set<String> undeclares() {
        Set<String> gone = new TreeSet<>();
        places.forEach((path, here) -> {
            here.stream()
                    .filter(place -> place.has(Role.DEFINITION))
                    .forEach(place -> gone(file(path), place).ifPresent(each -> gone.add(each.symbol())));
            List<Range> removed = removed(path);
            file(path).all.stream()
                    .filter(each -> each.has(Role.DEFINITION))
                    .filter(each -> removed.stream()
                            .anyMatch(range -> range.contains(each.range().start())))
                    .forEach(each -> gone.add(each.symbol()));
        });
        return gone;
    }

    /// What calls in a file pass for parameters that no slot keeps.
    List<Range> removed(String path) {
        List<Range> removed = new ArrayList<>();
        for (Occurrence call : places.getOrDefault(path, List.of())) {
            for (int i = 0; i < arity() && (call.has(Role.CALL) || call.has(Role.INSTANTIATION)); i++) {
                if (!slots.contains(new Slot.Kept(i))) {
                    file(path).argument(call, i, arity()).ifPresent(removed::add);
                }
            }
        }
        return removed;
    }

    /// The header for people, its parameters those of the slots.
    private String signature(SymbolInfo info) {
        String text = info.signature();
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        List<String> old = parametersOf(text);
        List<String> now = new ArrayList<>();
        for (Slot slot : slots) {
            switch (slot) {
                case Slot.Kept kept -> now.add(old.get(kept.index()));
                case Slot.Added added -> now.add(added.type().shown() + " " + added.name());
            }
        }
        return text.substring(0, open + 1) + String.join(", ", now) + text.substring(close);
    }

    /// Each parameter of a header for people.
    static List<String> parametersOf(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        List<String> old = new ArrayList<>();
        int depth = 0;
        int from = open + 1;
        for (int i = from; i <= close; i++) {
            char c = text.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (depth == 0 && (c == ',' || i == close) && i > open + 1) {
                old.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        return old;
    }

    /// A conflict at a place.
    Conflict at(String kind, String symbol, String path, Occurrence place, String sentence) {
        return new Conflict(kind, symbol, path, file(path).lineOf(place), sentence);
    }

    /// A conflict where a member of the family is declared.
    Conflict declared(String kind, String symbol, String sentence) {
        String path =
                String.valueOf(family.methods().getOrDefault(symbol, method).path());
        return places.getOrDefault(path, List.of()).stream()
                .filter(place -> place.has(Role.DEFINITION) && place.symbol().equals(symbol))
                .findFirst()
                .map(place -> at(kind, symbol, path, place, sentence))
                .orElseGet(() -> new Conflict(kind, symbol, "", 0, sentence));
    }
}
