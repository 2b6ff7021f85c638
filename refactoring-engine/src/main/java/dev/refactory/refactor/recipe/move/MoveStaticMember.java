package dev.refactory.refactor.recipe.move;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.util.List;
import java.util.Map;

/// Moves a static method or field with its comments to another type, and everything that names it.
/// What it names itself keeps its meaning: it is qualified, or imported, where it has to be.
@AutoService(Recipe.class)
public final class MoveStaticMember implements Recipe {
    static final String RECIPE = "move-static-member";

    private static final String MEMBER = "[the] [static] (method|field|constant|member)";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            24,
            RECIPE,
            "Moves a static method or field to another type, and everything that names it.",
            false,
            List.of(
                    new Parameter(
                            "member",
                            Form.SYMBOL,
                            "a static method or field, for example com.acme.Foo#parse(java.lang.String) or"
                                    + " com.acme.Foo#LIMIT",
                            true),
                    new Parameter(
                            "targetType", Form.TYPE, "the type it comes into, for example com.acme.Parsers", true)),
            List.of(
                    new Phrase(
                            "move " + MEMBER + " {member} (to|into) [the] (type|class|interface|enum|record)"
                                    + " {targetType}",
                            "Move method com.acme.Foo#parse(int) to class com.acme.Parsers"),
                    new Phrase(
                            "move " + MEMBER + " {member} (to|into) {targetType}",
                            "Move static method com.acme.Foo#parse(int) to com.acme.Parsers")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        TypeHierarchy types = new TypeHierarchy(graph);
        String query = SymbolQuery.normal(parameters.getOrDefault("member", ""));
        String name = SymbolQuery.type(graph, parameters.getOrDefault("targetType", ""));
        SymbolQuery symbols = new SymbolQuery(graph, types);
        SymbolInfo target;
        switch (symbols.resolve(name)) {
            case SymbolQuery.Resolution.Refused refused -> {
                return new PlanOutcome.Refused(List.of(refused.conflict()));
            }
            case SymbolQuery.Resolution.Found found -> target = found.symbols().getFirst();
        }
        if (!target.kind().isType() || target.symbol().contains(".local$")) {
            return refused(
                    "invalid-selection",
                    name,
                    name + " is no type with a name of its own: a static member moves into one.");
        } else if (target.path() == null) {
            return refused(
                    "external-symbol",
                    name,
                    name + " is declared outside of this repository: nothing can move into it.");
        }
        return switch (symbols.resolve(query)) {
            case SymbolQuery.Resolution.Refused refused ->
                isThere(graph, symbols, query, target)
                        ? MovePlan.noChange(RECIPE, parameters, query + " is in " + target.symbol() + " already.")
                        : new PlanOutcome.Refused(List.of(refused.conflict()));
            case SymbolQuery.Resolution.Found found
            when found.symbols().size() > 1 ->
                refused(
                        "ambiguous-symbol",
                        query,
                        "\"" + query + "\" means " + found.symbols().size()
                                + " methods, and they are moved one at a time: name one of them.");
            case SymbolQuery.Resolution.Found found ->
                plan(graph, sources, types, found.symbols().getFirst(), target, parameters);
        };
    }

    /// What stood in the one type stands in the other: it was moved before.
    private static boolean isThere(GraphView graph, SymbolQuery symbols, String query, SymbolInfo target) {
        int hash = query.indexOf('#');
        if (hash < 0 || graph.symbol(query.substring(0, hash)).isEmpty()) {
            return false;
        }
        String wanted = SymbolSpelling.parameters(query).orElse("");
        return graph.symbol(target.symbol() + query.substring(hash))
                        .filter(there -> there.has("static"))
                        .isPresent()
                || symbols.overloads(target.symbol(), SymbolSpelling.simpleName(query)).stream()
                        .filter(there -> there.has("static"))
                        .map(there -> SymbolSpelling.parameters(there.symbol()).orElse("()"))
                        .anyMatch(parameters -> SymbolQuery.fits(parameters, wanted));
    }

    private static PlanOutcome plan(
            GraphView graph,
            Sources sources,
            TypeHierarchy types,
            SymbolInfo member,
            SymbolInfo target,
            Map<String, String> parameters) {
        if (target.symbol().equals(member.container())) {
            return MovePlan.noChange(RECIPE, parameters, member.symbol() + " is in that type already.");
        }
        MemberMove move = new MemberMove(graph, sources, types, member, target);
        List<Conflict> conflicts = new MemberMoveChecks(move).selection();
        return conflicts.isEmpty() ? move.plan(parameters) : MovePlan.refused(conflicts);
    }

    private static PlanOutcome refused(String kind, String symbol, String message) {
        return new PlanOutcome.Refused(List.of(new Conflict(kind, symbol, "", 0, message)));
    }
}
