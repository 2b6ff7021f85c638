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
import dev.refactory.refactor.recipe.rename.RenameMethod;
import dev.refactory.refactor.recipe.scope.MethodFamily;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.source.JavaTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Another type for one declared thing: a method's result or a parameter in its whole override family,
/// a field, a variable. For one plan.
final class TypeChange {
    private static final BigDecimal COMPLEXITY = new BigDecimal("2.0");

    private final GraphView graph;
    private final Recipe.Sources sources;
    private final TypeHierarchy types;
    private final Signatures signatures;
    private final SymbolInfo asked;
    private final TypeText type;
    private final String conversion;
    private final Map<String, SignatureEdits> files = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final SortedMap<String, String> symbolMap = new TreeMap<>();
    /// Methods that links are to spell otherwise, and which of their parameters.
    private final Map<SymbolInfo, Integer> respelled = new LinkedHashMap<>();
    private final List<SymbolInfo> declares = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final EditPlan edits;
    private final SortedSet<String> recheck = new TreeSet<>();

    /// @param conversion with [ChangeSignatureType#VALUE] in it; empty for none
    TypeChange(Signatures signatures, SymbolInfo asked, TypeText type, String conversion) {
        this.graph = signatures.graph;
        this.sources = signatures.sources;
        this.types = signatures.types;
        this.signatures = signatures;
        this.asked = asked;
        this.type = type;
        this.conversion = conversion;
        this.edits = new EditPlan(graph, sources);
    }

    PlanOutcome outcome(Map<String, String> parameters) {
        String path = asked.path();
        if (path == null) {
            return Signatures.refused(
                    "external-symbol",
                    asked.symbol(),
                    asked.symbol() + " is declared outside of this repository: its type cannot be changed here.");
        } else if (!ChangeSignatureType.typed(asked.kind())) {
            return invalid(
                    path, " has no type that could be changed: methods, fields, parameters and variables have one.");
        } else if (graph.occurrencesIn(path).stream().noneMatch(place -> declares(place, asked))) {
            return invalid(path, " is not written anywhere: it has the type that what makes it gives it.");
        } else if (type.varargs()) {
            return Signatures.refused(
                    "invalid-type", asked.symbol(), "A type with ... is for parameters: give an array type.");
        }
        List<SymbolInfo> declared =
                asked.kind() == SymbolKind.METHOD || asked.kind() == SymbolKind.PARAMETER ? family() : List.of(asked);
        declared.forEach(this::declaration);
        // Behind the declarations, whose imports they may go by.
        respelled.forEach(this::relink);
        if (!conflicts.isEmpty()) {
            return new PlanOutcome.Refused(
                    conflicts.stream().distinct().sorted().toList());
        }
        if (edits.isEmpty()) {
            return signatures.noChange(
                    ChangeSignatureType.RECIPE, parameters, asked.symbol() + " has that type already");
        }
        type.words().forEach(word -> telling(word.symbol()));
        declared.forEach(each ->
                recheck.addAll(graph.occurrencesOf(List.of(each.symbol())).keySet()));
        if (!conversion.isEmpty()) {
            Conversions conversions = new Conversions(this, asked.symbol(), declared, conversion);
            declared.forEach(conversions::convert);
        }
        if (!conflicts.isEmpty()) {
            return new PlanOutcome.Refused(
                    conflicts.stream().distinct().sorted().toList());
        }
        files.forEach((each, file) -> file.imports().forEach(edit -> edits.add(each, edit)));
        return new PlanOutcome.Planned(new RefactoringPlan(
                ChangeSignatureType.RECIPE,
                new TreeMap<>(parameters),
                "Change the type of " + asked.symbol() + " to " + type.shown() + ": "
                        + Counted.of(edits.paths().size(), "file") + ".",
                RecipeModel.NAME,
                edits.tasks(),
                symbolMap,
                Map.of(),
                recheck,
                findings,
                COMPLEXITY,
                Intent.of(edits.edits(), names(declared))
                        .declaring(declares, Set.of())
                        .retyping(declared.stream().map(SymbolInfo::symbol).toList())));
    }

    private PlanOutcome invalid(String path, String sentence) {
        int offset = graph.occurrencesIn(path).stream()
                .filter(place -> place.has(Role.DEFINITION) && place.symbol().equals(asked.symbol()))
                .findFirst()
                .map(place -> place.range().start())
                .orElse(0);
        conflict("invalid-selection", asked.symbol(), path, offset, asked.symbol() + sentence);
        return new PlanOutcome.Refused(conflicts);
    }

    private static boolean declares(Occurrence place, SymbolInfo symbol) {
        return place.symbol().equals(symbol.symbol()) && place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT);
    }

    SignatureEdits file(String path) {
        return files.computeIfAbsent(path, each -> new SignatureEdits(graph, sources, types, each, List.of()));
    }

    GraphView graph() {
        return graph;
    }

    EditPlan edits() {
        return edits;
    }

    void conflict(String kind, String symbol, String path, int offset, String sentence) {
        conflicts.add(new Conflict(kind, symbol, path, file(path).source.lineOf(offset), sentence));
    }

    private static Set<String> names(List<SymbolInfo> declared) {
        Set<String> names = new TreeSet<>();
        declared.forEach(each -> {
            names.add(each.name());
            names.add(SymbolSpelling.simpleName(each.symbol().replaceAll("~.*", "")));
        });
        names.remove("<init>");
        return names;
    }

    /// The same method or parameter in everything that overrides it.
    private List<SymbolInfo> family() {
        boolean parameter = asked.kind() == SymbolKind.PARAMETER;
        SymbolInfo method =
                parameter ? graph.symbol(String.valueOf(asked.container())).orElse(null) : asked;
        if (method == null || method.path() == null || parameter && ofLambda(method)) {
            return List.of(asked);
        }
        MethodFamily family = method.kind() == SymbolKind.CONSTRUCTOR
                ? new MethodFamily(new TreeMap<>(Map.of(method.symbol(), method)), new TreeMap<>())
                : MethodFamily.of(graph, types, List.of(method));
        family.methods().values().forEach(this::special);
        family.outside().forEach((outside, here) -> {
            if (parameter) {
                conflicts.add(new Conflict(
                        "external-symbol",
                        here,
                        String.valueOf(method.path()),
                        0,
                        here + " overrides or implements " + outside + ", which is declared outside of this repository"
                                + " and keeps its parameters."));
            }
        });
        recheck.addAll(
                method.kind() == SymbolKind.CONSTRUCTOR
                        ? graph.occurrencesOf(List.of(method.symbol())).keySet()
                        : RenameMethod.recheck(graph, types, family, method.name()));
        if (!parameter) {
            return List.copyOf(family.methods().values());
        }
        int index = index(method);
        List<SymbolInfo> all = new ArrayList<>();
        for (SymbolInfo each : family.methods().values()) {
            parameterAt(each, index, all);
            if (index < SymbolSpelling.arity(each.symbol())) {
                respell(each, index);
            }
        }
        return all;
    }

    /// Whether what was asked for is a parameter of a lambda in a method, and none of its own.
    private boolean ofLambda(SymbolInfo method) {
        return SignatureChange.parametersOf(method.signature()).stream()
                .noneMatch(each -> each.endsWith(" " + asked.name()));
    }

    /// What calls these methods is not in the repository.
    private void special(SymbolInfo method) {
        String shape =
                method.name() + SymbolSpelling.parameters(method.symbol()).orElse("()");
        String who = method.has("native")
                ? "the library that implements it"
                : shape.equals("main(java.lang.String[])") && method.has("static") ? "whatever runs the program" : "";
        if (!who.isEmpty()) {
            graph.occurrencesOf(List.of(method.symbol()))
                    .forEach((path, places) -> places.stream()
                            .filter(place -> place.has(Role.DEFINITION))
                            .forEach(place -> conflict(
                                    "native-or-main",
                                    method.symbol(),
                                    path,
                                    place.range().start(),
                                    who + " knows " + method.symbol() + " by its types.")));
        }
    }

    private int index(SymbolInfo method) {
        List<Signatures.Declared> parameters = signatures.parameters(method);
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(asked.name())) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private void parameterAt(SymbolInfo method, int index, List<SymbolInfo> all) {
        String path = method.path();
        if (path == null) {
            return;
        }
        for (Occurrence definition : graph.occurrencesIn(path)) {
            if (definition.has(Role.DEFINITION) && definition.symbol().equals(method.symbol())) {
                List<Occurrence> declared = file(path).declared(definition);
                if (index < declared.size()) {
                    graph.symbol(declared.get(index).symbol()).ifPresent(all::add);
                }
            }
        }
        if (all.isEmpty()) {
            conflicts.add(new Conflict(
                    "invalid-selection",
                    asked.symbol(),
                    path,
                    0,
                    asked.symbol() + " is no parameter that is written with a type."));
        }
    }

    /// A method is spelled by the types of its parameters, and so is described.
    private void respell(SymbolInfo method, int index) {
        String parameters = SymbolSpelling.parameters(method.symbol()).orElse("()");
        String[] erased = parameters.substring(1, parameters.length() - 1).split(",");
        erased[index] = type.erasure();
        String after = method.symbol().substring(0, method.symbol().length() - parameters.length()) + "("
                + String.join(",", erased) + ")";
        if (!after.equals(method.symbol())) {
            symbolMap.put(method.symbol(), after);
            respelled.put(method, index);
            if (graph.symbol(after).isPresent()) {
                conflicts.add(new Conflict(
                        "name-clash",
                        method.symbol(),
                        String.valueOf(method.path()),
                        0,
                        "There is " + after + " already."));
            }
        }
        String text = method.signature();
        int open = text.indexOf('(');
        List<String> shown = SignatureChange.parametersOf(text);
        String old = shown.get(index);
        shown.set(index, type.shown() + old.substring(old.lastIndexOf(' ')));
        declares.add(Headers.of(
                method,
                after,
                text.substring(0, open + 1) + String.join(", ", shown) + text.substring(text.lastIndexOf(')'))));
    }

    /// Links to a method list the types of its parameters.
    private void relink(SymbolInfo method, int index) {
        graph.occurrencesOf(List.of(method.symbol()))
                .forEach((path, places) -> places.stream()
                        .filter(place -> place.has(Role.DOCUMENTATION))
                        .forEach(place ->
                                file(path).relinked(place, index, type).ifPresent(edit -> edits.add(path, edit))));
    }

    private void declaration(SymbolInfo symbol) {
        String path = String.valueOf(symbol.path());
        for (Occurrence definition : graph.occurrencesIn(path)) {
            if (!declares(definition, symbol)) {
                continue;
            }
            SignatureEdits file = file(path);
            if (symbol.kind() == SymbolKind.LOCAL
                    && DeclaredType.tested(file.tokens, definition.range().start())) {
                conflict(
                        "invalid-selection",
                        symbol.symbol(),
                        path,
                        definition.range().start(),
                        "The type of " + symbol.name() + " says what matches here, or what is caught: with another one"
                                + " the program would do something else.");
                continue;
            }
            Range written =
                    DeclaredType.before(file.tokens, definition.range().start()).orElse(null);
            if (written == null) {
                conflict(
                        "invalid-selection",
                        symbol.symbol(),
                        path,
                        definition.range().start(),
                        symbol.symbol()
                                + " is not written with a type of its own here: declare it apart, with its type.");
                continue;
            }
            if (!file.writes(type, written)) {
                edits.add(path, new PlannedEdit(written, file.type(type, symbol.symbol())));
                described(symbol);
                otherwiseComputed(symbol, path, definition, written);
                file.typesIn(written).forEach(this::telling);
            }
        }
    }

    /// Numbers and truth values are computed, compared and written by their types, without a call that
    /// would be seen to mean something else.
    private void otherwiseComputed(SymbolInfo symbol, String path, Occurrence definition, Range written) {
        SignatureEdits file = file(path);
        String old = file.source.text().substring(written.start(), written.end());
        if (JavaTypes.isValue(SymbolSpelling.simpleName(old)) || JavaTypes.isValue(type.shown())) {
            int start = definition.range().start();
            int column = file.source.columnOf(start);
            findings.add(new Finding(
                    ChangeSignatureType.RECIPE,
                    "warning",
                    symbol.symbol(),
                    path,
                    file.lineOf(definition),
                    column,
                    column + definition.range().length(),
                    "Values of " + old + " and of " + type.shown() + " are computed, compared and written differently:"
                            + " look at what uses " + symbol.name() + ".",
                    file.source.lineAt(start)));
        }
    }

    /// The files that tell which methods a type has: from itself, and from what is above it.
    private void telling(String typeSymbol) {
        graph.symbols(types.withSupertypes(typeSymbol)).values().forEach(each -> {
            String path = each.path();
            if (path != null) {
                recheck.add(path);
            }
        });
    }

    private void described(SymbolInfo symbol) {
        String old = symbol.signature();
        if (symbol.kind() == SymbolKind.METHOD) {
            int name = old.lastIndexOf(" " + symbol.name() + "(", old.indexOf('('));
            declares.add(Headers.of(symbol, symbol.symbol(), Headers.retyped(old, name, type)));
        } else if (symbol.kind() == SymbolKind.FIELD) {
            String header = Headers.retyped(old + " " + symbol.name(), old.length(), type);
            declares.add(Headers.of(symbol, symbol.symbol(), header));
        }
        // Of parameters and variables the judge takes the type as it comes: they are no one's but the file's.
    }
}
