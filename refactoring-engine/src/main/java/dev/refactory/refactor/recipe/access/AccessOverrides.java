package dev.refactory.refactor.recipe.access;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.scope.Access;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Methods that a method of another access would override, be overridden by, or no longer.
final class AccessOverrides {
    private final GraphView graph;
    private final AccessChecks checks;
    private final TypeHierarchy types;
    private final SymbolInfo method;
    private final Access access;
    private final String type;
    private final String parameters;

    AccessOverrides(GraphView graph, AccessChecks checks, TypeHierarchy types, SymbolInfo method, Access access) {
        this.graph = graph;
        this.checks = checks;
        this.types = types;
        this.method = method;
        this.access = access;
        this.type = String.valueOf(method.container());
        this.parameters = SymbolSpelling.parameters(method.symbol()).orElse("()");
    }

    void narrowed(List<Conflict> conflicts) {
        List<String> one = List.of(method.symbol());
        for (Relation relation : graph.relationsFrom(Relation.Kind.OVERRIDES, one)) {
            Access above = graph.symbol(relation.to()).map(Access::of).orElse(Access.PUBLIC);
            if (access.narrowerThan(above)) {
                conflicts.add(checks.at(
                        "override-broken",
                        method.symbol(),
                        method.symbol() + " overrides " + relation.to() + ", which is " + above.word + ": it cannot be "
                                + access.word + "."));
            }
        }
        String packageName = types.packageOf(type);
        for (Relation relation : graph.relationsTo(Relation.Kind.OVERRIDES, one)) {
            boolean lost = access == Access.PRIVATE
                    || access == Access.PACKAGE_PRIVATE
                            && !types.packageOf(relation.from()).equals(packageName);
            if (lost) {
                conflicts.add(checks.at(
                        "override-broken",
                        relation.from(),
                        relation.from() + " overrides " + method.symbol() + ", and would not any more: it would be "
                                + access.word + "."));
            }
        }
        for (SymbolInfo met : metInSubtypes()) {
            conflicts.add(checks.at(
                    "override-broken",
                    method.symbol(),
                    method.symbol() + " implements " + met.symbol() + " in a subtype: it cannot be " + access.word
                            + "."));
        }
    }

    void widened(List<Conflict> conflicts) {
        Set<String> overriding = new TreeSet<>();
        graph.relationsTo(Relation.Kind.OVERRIDES, List.of(method.symbol()))
                .forEach(relation -> overriding.add(relation.from()));
        for (Map.Entry<String, SymbolInfo> each : graph.symbols(overriding).entrySet()) {
            Access below = Access.of(each.getValue());
            if (below.narrowerThan(access)) {
                conflicts.add(checks.at(
                        "override-broken",
                        each.getKey(),
                        each.getKey() + " overrides " + method.symbol() + " and is " + below.word + ": make it "
                                + access.word + " first."));
            }
        }
        for (String below : types.withSubtypes(type)) {
            for (SymbolInfo other : same(below)) {
                boolean tied = overrides(other.symbol());
                if (!tied) {
                    conflicts.add(checks.at(
                            "override-broken",
                            other.symbol(),
                            other.symbol() + " would override " + method.symbol() + ", which it does not now."));
                }
            }
        }
        if (Access.of(method) == Access.PRIVATE || Access.of(method) == Access.PACKAGE_PRIVATE) {
            for (SymbolInfo met : metInSubtypes()) {
                conflicts.add(checks.at(
                        "override-broken",
                        method.symbol(),
                        method.symbol() + " would implement " + met.symbol()
                                + " in a subtype, which it does not now."));
            }
        }
    }

    /// Whether it does already, directly or by what is between.
    private boolean overrides(String other) {
        Set<String> seen = new TreeSet<>(Set.of(other));
        Set<String> open = seen;
        while (!open.isEmpty()) {
            Set<String> next = new TreeSet<>();
            graph.relationsFrom(Relation.Kind.OVERRIDES, open).forEach(relation -> next.add(relation.to()));
            next.removeAll(seen);
            seen.addAll(next);
            open = next;
        }
        return seen.contains(method.symbol());
    }

    /// Methods of interfaces with these parameters that a subtype has besides, from elsewhere, and would
    /// have this one for.
    private List<SymbolInfo> metInSubtypes() {
        Set<String> below = types.withSubtypes(type);
        Set<String> inheriting = new TreeSet<>(below);
        for (String each : below) {
            if (!each.equals(type) && !same(each).isEmpty()) {
                inheriting.removeAll(types.withSubtypes(each));
            }
        }
        Set<String> above = new TreeSet<>();
        inheriting.forEach(each -> above.addAll(types.withSupertypes(each)));
        above.removeAll(below);
        above.removeAll(types.withSupertypes(type));
        return above.stream()
                .flatMap(each -> same(each).stream())
                .filter(each -> !each.has("static") && !each.has("private"))
                .toList();
    }

    private List<SymbolInfo> same(String other) {
        return types.methods(other, method.name()).stream()
                .filter(each ->
                        SymbolSpelling.parameters(each.symbol()).orElse("()").equals(parameters))
                .toList();
    }
}
