package dev.refactory.refactor.recipe.move;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.rename.OtherTypes;
import dev.refactory.refactor.recipe.scope.RenamedType;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import dev.refactory.refactor.recipe.scope.UnresolvedUses;
import dev.refactory.refactor.recipe.source.DottedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Moves a top-level type, with everything inside of it and its file, to another package of the same
/// source root. Imports of it that would name a type of the file's own package go. Refuses early where
/// it can say why; the comparison of bindings after the edit decides.
@AutoService(Recipe.class)
public final class MoveType implements Recipe {
    static final String RECIPE = "move-type";
    /// What the unnamed package is called: no package can have this name.
    static final String UNNAMED = "default";

    private static final String TYPE = "[the] (class|interface|enum|record|annotation|type)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            23,
            RECIPE,
            "Moves a top-level type with its file to another package, and everything that names it.",
            false,
            List.of(
                    new Parameter("type", Form.TYPE, "a top-level type, for example com.acme.Foo", true),
                    new Parameter(
                            "targetPackage",
                            Form.PACKAGE,
                            "the package it comes into, for example com.acme.util; default for the unnamed one",
                            true)),
            List.of(
                    new Phrase(
                            "move " + TYPE + " {type} (to|into) [the] package {targetPackage}",
                            "Move class com.acme.Foo to package com.acme.util"),
                    new Phrase("move " + TYPE + " {type} (to|into) {targetPackage}", "Move class Foo to com.acme.util"),
                    new Phrase(
                            "move {type} (to|into) [the] package {targetPackage}",
                            "Move Foo to package com.acme.util")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.type(graph, parameters.getOrDefault("type", ""));
        String asked = parameters.getOrDefault("targetPackage", "").strip();
        String target = asked.equals(UNNAMED) ? "" : asked;
        Map<String, String> understood = Map.of("type", query, "targetPackage", asked);
        String fault = MovePlan.fault(target).orElse(null);
        if (fault != null) {
            return refused("invalid-name", query, fault + ": give a package name Java accepts.");
        }
        SymbolInfo type = graph.symbol(query).orElse(null);
        String name = SymbolSpelling.simpleName(SymbolQuery.normal(parameters.getOrDefault("type", "")));
        String after = DottedName.of(target, name);
        // A type may have come into a package of its own name, which the query means then.
        boolean gone = type == null || type.kind() == SymbolKind.PACKAGE;
        boolean there = graph.symbol(after)
                .filter(found -> found.kind().isType() && found.path() != null)
                .isPresent();
        if (gone && there) {
            return MovePlan.noChange(RECIPE, understood, after + " is there already.");
        }
        if (type == null) {
            return new PlanOutcome.Refused(List.of(notFound(graph, query)));
        }
        if (!type.kind().isType()) {
            return refused("invalid-selection", query, query + " is not a type: move-type moves top-level types.");
        }
        if (type.path() == null) {
            return refused(
                    "external-symbol",
                    query,
                    query + " is declared outside of this repository: it cannot be moved here.");
        }
        return DottedName.qualifier(type.symbol()).equals(target) && topLevel(graph, type)
                ? MovePlan.noChange(RECIPE, understood, query + " is in that package already.")
                : plan(graph, sources, type, target, understood);
    }

    private static Conflict notFound(GraphView graph, String query) {
        return switch (new SymbolQuery(graph, new TypeHierarchy(graph)).resolve(query)) {
            case SymbolQuery.Resolution.Refused refused -> refused.conflict();
            case SymbolQuery.Resolution.Found found ->
                new Conflict(
                        "invalid-selection",
                        query,
                        "",
                        0,
                        found.symbols().getFirst().symbol() + " is not a type: move-type moves top-level types.");
        };
    }

    private static boolean topLevel(GraphView graph, SymbolInfo type) {
        return !type.name().startsWith("local$")
                && RenamedType.of(graph, type, type.name()).around(graph).isEmpty();
    }

    private static PlanOutcome plan(
            GraphView graph, Sources sources, SymbolInfo type, String target, Map<String, String> understood) {
        if (!topLevel(graph, type)) {
            List<SymbolInfo> around = RenamedType.of(graph, type, type.name()).around(graph);
            String outermost =
                    around.isEmpty() ? "the type around it" : around.getLast().symbol();
            return refused(
                    "invalid-selection",
                    type.symbol(),
                    type.symbol() + " is inside of another type: move " + outermost
                            + ", or make it a top-level type first.");
        }
        List<Conflict> conflicts = new ArrayList<>();
        SortedMap<String, String> files = files(graph, sources, type, target, conflicts);
        String after = DottedName.of(target, type.name());
        MovedTypes moved =
                MovedTypes.of(graph, RECIPE, new TreeMap<>(Map.of(type.symbol(), after)), new TreeMap<>(), files);
        UnresolvedUses unresolved = new UnresolvedUses(
                graph,
                sources,
                new TypeHierarchy(graph),
                new UnresolvedUses.Renamed(
                        RECIPE,
                        type.symbol(),
                        type.name(),
                        Set.of(type.symbol()),
                        new OtherTypes(sources, RenamedType.of(graph, type, type.name()))::certainlyOther));
        if (conflicts.isEmpty()) {
            unresolved.check(conflicts);
        }
        return conflicts.isEmpty()
                ? new MovePlan(graph, sources, moved)
                        .plan(
                                understood,
                                new TreeMap<>(),
                                conflicts,
                                unresolved.findings(),
                                "Move type " + type.symbol() + " to "
                                        + (target.isEmpty() ? "the unnamed package" : "package " + target))
                : MovePlan.refused(conflicts);
    }

    /// In every source root that has one, as modules with sources of their own for one release do.
    private static SortedMap<String, String> files(
            GraphView graph, Sources sources, SymbolInfo type, String target, List<Conflict> conflicts) {
        SortedMap<String, String> files = new TreeMap<>();
        String source = DottedName.qualifier(type.symbol());
        graph.occurrencesOf(List.of(type.symbol())).forEach((path, uses) -> {
            Occurrence definition = uses.stream()
                    .filter(use -> use.has(Role.DEFINITION))
                    .findFirst()
                    .orElse(null);
            if (definition == null) {
                return;
            }
            int line = sources.text(path).lineOf(definition.range().start());
            for (SymbolInfo other : graph.declaredIn(List.of(path)).getOrDefault(path, List.of())) {
                boolean beside = other.path() != null
                        && other.kind().isType()
                        && !other.symbol().equals(type.symbol())
                        && DottedName.qualifier(other.symbol()).equals(source)
                        && topLevel(graph, other);
                if (beside) {
                    conflicts.add(new Conflict(
                            "invalid-selection",
                            other.symbol(),
                            path,
                            line,
                            path + " also declares " + other.symbol()
                                    + ", which would move along: give it a file of its" + " own first."));
                }
            }
            Range folders = MovePlan.folders(path, source);
            if (folders == null) {
                conflicts.add(new Conflict(
                        "invalid-selection",
                        type.symbol(),
                        path,
                        line,
                        path + " is not in the folders of package " + source + ": where " + target
                                + " belongs is not known. Put the file where its package says first."));
            } else {
                files.put(path, MovePlan.moved(path, folders, target));
            }
        });
        return files;
    }

    private static PlanOutcome refused(String kind, String symbol, String message) {
        return new PlanOutcome.Refused(List.of(new Conflict(kind, symbol, "", 0, message)));
    }
}
