package dev.refactory.refactor.recipe.signature;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.source.Effects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Puts the parameters of a method or constructor into another order, with its overrides and every
/// call; where that would change what is evaluated first, it refuses.
@AutoService(Recipe.class)
public final class ReorderParameters implements Recipe {
    static final String RECIPE = "reorder-parameters";

    private static final Descriptor DESCRIPTOR = new Descriptor(
            19,
            RECIPE,
            "Reorders the parameters of a method or constructor, its overrides, and the arguments of every call.",
            false,
            List.of(
                    Signatures.METHOD,
                    new Parameter(
                            "order",
                            Form.NAMES,
                            "the parameters' present names in their new order, for example b,a,c",
                            true)),
            List.of(new Phrase(
                    "(reorder|order|sort) [the] parameters of [the] [method|constructor] {method} (to|as|into)"
                            + " {order}",
                    "Reorder the parameters of com.acme.Foo#bar(int,long) to b,a")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.normal(parameters.getOrDefault("method", ""));
        List<String> order = order(parameters.getOrDefault("order", ""));
        Signatures signatures = new Signatures(graph, sources);
        return switch (signatures.resolve(query)) {
            case SymbolQuery.Resolution.Refused refused -> {
                boolean done = signatures.overloads(query).stream()
                        .anyMatch(method -> names(signatures, method).equals(order) && permuted(method, query));
                yield done
                        ? inOrder(signatures, parameters, query)
                        : new PlanOutcome.Refused(List.of(refused.conflict()));
            }
            case SymbolQuery.Resolution.Found found -> {
                SymbolInfo method = found.symbols().getFirst();
                List<String> names = names(signatures, method);
                if (names.equals(order)) {
                    yield inOrder(signatures, parameters, query);
                }
                boolean all = order.size() == names.size()
                        && new HashSet<>(order).equals(new HashSet<>(names))
                        && new HashSet<>(order).size() == order.size();
                yield all
                        ? planned(signatures, method, names, order, parameters)
                        : Signatures.refused(
                                "invalid-order",
                                method.symbol(),
                                "The order names " + order + ", the parameters of " + method.symbol() + " are " + names
                                        + ": name each of them once.");
            }
        };
    }

    /// A JSON array of names, or names with commas.
    static List<String> order(String text) {
        String plain = text.replaceAll("[\\[\\]\"\\s]", "");
        return plain.isEmpty() ? List.of() : List.of(plain.split(","));
    }

    private static List<String> names(Signatures signatures, SymbolInfo method) {
        return signatures.parameters(method).stream()
                .map(Signatures.Declared::name)
                .toList();
    }

    /// Whether a method has the types a query asks for, in whatever order.
    private static boolean permuted(SymbolInfo method, String query) {
        return SymbolQuery.fits(sorted(method.symbol()), sorted(query));
    }

    private static String sorted(String symbol) {
        List<String> types = new ArrayList<>(order(inner(symbol)));
        types.sort(Comparator.comparing(SymbolSpelling::simpleName).thenComparing(Comparator.naturalOrder()));
        return "(" + String.join(",", types) + ")";
    }

    private static String inner(String symbol) {
        String parameters = SymbolSpelling.parameters(symbol).orElse("()").replace("[]", "…");
        return parameters.substring(1, parameters.length() - 1);
    }

    private static PlanOutcome inOrder(Signatures signatures, Map<String, String> parameters, String query) {
        return signatures.noChange(RECIPE, parameters, "the parameters of " + query + " are in that order already");
    }

    private static PlanOutcome planned(
            Signatures signatures,
            SymbolInfo method,
            List<String> names,
            List<String> order,
            Map<String, String> parameters) {
        List<Slot> slots = new ArrayList<>();
        order.forEach(name -> slots.add(new Slot.Kept(names.indexOf(name))));
        SignatureChange change =
                new SignatureChange(signatures.graph, signatures.sources, signatures.types, RECIPE, method, slots);
        if (change.varargs() && !order.getLast().equals(names.getLast())) {
            return Signatures.refused(
                    "invalid-order",
                    method.symbol(),
                    "The parameter " + names.getLast() + " of " + method.symbol()
                            + " is a varargs parameter, which has to be the last one.");
        }
        List<Conflict> conflicts = new ArrayList<>();
        change.places.forEach((path, here) -> here.stream()
                .filter(place -> place.has(Role.CALL) || place.has(Role.INSTANTIATION))
                .filter(place -> !place.has(Role.IMPLICIT) || place.has(Role.INSTANTIATION))
                .forEach(place -> evaluated(conflicts, change, path, place, slots)));
        new SignatureChecks(change).lambdasInOrder(conflicts);
        return change.outcome(
                parameters, "Reorder parameters of " + method.symbol() + " to " + String.join(", ", order), conflicts);
    }

    /// Arguments are evaluated from left to right: two that change places must not notice.
    private static void evaluated(
            List<Conflict> conflicts, SignatureChange change, String path, Occurrence call, List<Slot> slots) {
        SignatureEdits file = change.file(path);
        int arity = change.arity();
        for (int first = 0; first < arity; first++) {
            for (int second = first + 1; second < arity; second++) {
                boolean swapped = slots.indexOf(new Slot.Kept(second)) < slots.indexOf(new Slot.Kept(first));
                Range one = file.argument(call, first, arity).orElse(null);
                Range other = file.argument(call, second, arity).orElse(null);
                if (!swapped || one == null || other == null) {
                    continue;
                }
                boolean assigns = Effects.assigns(file.all, one) || Effects.assigns(file.all, other);
                Effects effects = file.effects(one);
                if (!effects.swaps(file.effects(other), assigns)) {
                    conflicts.add(change.at(
                            "evaluation-order",
                            call.symbol(),
                            path,
                            call,
                            "Here \"" + text(file, one) + "\" is evaluated before \"" + text(file, other)
                                    + "\", and one could change what the other gives: put them into variables first."));
                    return;
                }
            }
        }
    }

    private static String text(SignatureEdits file, Range range) {
        return file.source.text().substring(range.start(), range.end());
    }
}
