package dev.refactory.refactor.recipe.signature;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What recipes that change parameters share: which method is meant, and what its parameters are.
final class Signatures {
    /// How the method is named.
    static final Recipe.Parameter METHOD = new Recipe.Parameter(
            "method",
            Recipe.Form.METHOD,
            "a method or constructor, for example com.acme.Foo#bar(int) or com.acme.Foo#<init>(int)",
            true);

    final GraphView graph;
    final Recipe.Sources sources;
    final TypeHierarchy types;

    Signatures(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.sources = sources;
        this.types = new TypeHierarchy(graph);
    }

    /// @param type erased, as spellings have it
    record Declared(String name, String type) {}

    /// One method or constructor.
    SymbolQuery.Resolution resolve(String query) {
        SymbolQuery.Resolution resolution = new SymbolQuery(graph, types).resolveMethods(query);
        if (resolution instanceof SymbolQuery.Resolution.Found found
                && found.symbols().size() > 1) {
            return new SymbolQuery.Resolution.Refused(new Conflict(
                    "ambiguous-symbol",
                    query,
                    "",
                    0,
                    "\"" + query + "\" means " + found.symbols().size()
                            + " methods, and their parameters are changed one at a time: name one of them."));
        }
        return resolution;
    }

    /// Methods of the repository that have the name a query asks for, whatever their parameters.
    List<SymbolInfo> overloads(String query) {
        return new SymbolQuery(graph, types)
                .overloads(SymbolSpelling.typeOf(query), SymbolSpelling.simpleName(query)).stream()
                        .filter(method -> method.path() != null)
                        .toList();
    }

    /// The parameters of a method of the repository, in order.
    List<Declared> parameters(SymbolInfo method) {
        String path = method.path();
        String written = SymbolSpelling.parameters(method.symbol()).orElse("()");
        if (path == null || written.equals("()")) {
            return List.of();
        }
        String[] erased = written.substring(1, written.length() - 1).split(",");
        List<Occurrence> all = graph.occurrencesIn(path);
        for (Occurrence definition : all) {
            if (definition.has(Role.DEFINITION) && definition.symbol().equals(method.symbol())) {
                SignatureEdits file = new SignatureEdits(graph, sources, types, path, List.of());
                List<Occurrence> names = file.declared(definition);
                List<Declared> declared = new ArrayList<>();
                for (int i = 0; i < names.size() && i < erased.length; i++) {
                    declared.add(
                            new Declared(SymbolSpelling.simpleName(names.get(i).symbol()), erased[i]));
                }
                return declared;
            }
        }
        return List.of();
    }

    /// The parameter of a method by its name.
    SymbolQuery.Resolution parameter(SymbolInfo method, String name) {
        String path = method.path();
        List<Occurrence> all = path == null ? List.of() : graph.occurrencesIn(path);
        for (Occurrence occurrence : all) {
            boolean named = occurrence.has(Role.DEFINITION)
                    && occurrence.symbol().startsWith(method.symbol() + "~" + name + "@");
            SymbolInfo info = named ? graph.symbol(occurrence.symbol()).orElse(null) : null;
            if (info != null && info.kind() == SymbolKind.PARAMETER) {
                return new SymbolQuery.Resolution.Found(List.of(info));
            }
        }
        List<String> names = parameters(method).stream().map(Declared::name).toList();
        return new SymbolQuery.Resolution.Refused(new Conflict(
                "not-found",
                method.symbol() + "~" + name,
                "",
                0,
                method.symbol() + " has no parameter " + name + ": it has " + names + "."));
    }

    /// As many parameters as there are, in their order.
    static List<Slot> kept(int arity) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            slots.add(new Slot.Kept(i));
        }
        return slots;
    }

    PlanOutcome noChange(String recipe, Map<String, String> parameters, String why) {
        return new PlanOutcome.Planned(new RefactoringPlan(
                recipe,
                new TreeMap<>(parameters),
                "No change: " + why + ".",
                RecipeModel.NAME,
                List.of(),
                Map.of(),
                Map.of(),
                new TreeSet<>(),
                List.of(),
                BigDecimal.valueOf(2)));
    }

    static PlanOutcome refused(String kind, String symbol, String sentence) {
        return new PlanOutcome.Refused(List.of(new Conflict(kind, symbol, "", 0, sentence)));
    }
}
