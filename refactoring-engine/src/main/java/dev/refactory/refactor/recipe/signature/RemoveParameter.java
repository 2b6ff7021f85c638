package dev.refactory.refactor.recipe.signature;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.source.Effects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Takes a parameter that nothing uses away from a method or constructor, with its overrides, and what
/// every call passes for it.
@AutoService(Recipe.class)
public final class RemoveParameter implements Recipe {
    static final String RECIPE = "remove-parameter";

    private static final Descriptor DESCRIPTOR = new Descriptor(
            18,
            RECIPE,
            "Removes an unused parameter of a method or constructor, its overrides, and what calls pass for it.",
            false,
            List.of(
                    Signatures.METHOD,
                    new Parameter("parameter", Form.NAME, "the parameter's name, for example timeout", true),
                    new Parameter(
                            "force",
                            Form.FLAG,
                            "true to remove arguments that call or assign something, too: each is reported",
                            false)),
            List.of(new Phrase(
                    "(remove|delete|drop) [the] parameter {parameter} (of|from) [the] [method|constructor]"
                            + " {method}",
                    "Remove parameter timeout from com.acme.Foo#bar(int,long)")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.normal(parameters.getOrDefault("method", ""));
        String name = parameters.getOrDefault("parameter", "").strip();
        Signatures signatures = new Signatures(graph, sources);
        return switch (signatures.resolve(query)) {
            case SymbolQuery.Resolution.Refused refused -> {
                boolean done = signatures.overloads(query).stream()
                        .anyMatch(method -> without(signatures, method, query, name));
                yield done
                        ? signatures.noChange(RECIPE, parameters, query + " has no parameter " + name + " any more")
                        : new PlanOutcome.Refused(List.of(refused.conflict()));
            }
            case SymbolQuery.Resolution.Found found -> {
                SymbolInfo method = found.symbols().getFirst();
                List<String> names = names(signatures, method);
                int index = names.indexOf(name);
                boolean unwritten = names.isEmpty() && SymbolSpelling.arity(method.symbol()) > 0;
                if (index >= 0 || unwritten) {
                    yield planned(signatures, method, Math.max(0, index), parameters);
                }
                yield query.contains("(") && !query.endsWith("(..)")
                        ? Signatures.refused(
                                "not-found",
                                method.symbol(),
                                method.symbol() + " has no parameter " + name + ": it has " + names + ".")
                        : signatures.noChange(RECIPE, parameters, query + " has no parameter " + name);
            }
        };
    }

    private static List<String> names(Signatures signatures, SymbolInfo method) {
        return signatures.parameters(method).stream()
                .map(Signatures.Declared::name)
                .toList();
    }

    /// Whether a method is what the one that was asked for would be without the parameter.
    private static boolean without(Signatures signatures, SymbolInfo method, String query, String name) {
        String asked = SymbolSpelling.parameters(query).orElse("()");
        if (SymbolSpelling.arity(query) != SymbolSpelling.arity(method.symbol()) + 1
                || names(signatures, method).contains(name)) {
            return false;
        }
        List<String> types =
                Arrays.asList(asked.substring(1, asked.length() - 1).split(","));
        String has = SymbolSpelling.parameters(method.symbol()).orElse("()");
        for (int i = 0; i < types.size(); i++) {
            List<String> fewer = new ArrayList<>(types);
            fewer.remove(i);
            if (SymbolQuery.fits(has, "(" + String.join(",", fewer) + ")")) {
                return true;
            }
        }
        return false;
    }

    private static PlanOutcome planned(
            Signatures signatures, SymbolInfo method, int index, Map<String, String> parameters) {
        int arity = SymbolSpelling.arity(method.symbol());
        List<Slot> slots = new ArrayList<>(Signatures.kept(arity));
        slots.remove(index);
        SignatureChange change =
                new SignatureChange(signatures.graph, signatures.sources, signatures.types, RECIPE, method, slots);
        List<Conflict> conflicts = new ArrayList<>();
        boolean force = Boolean.parseBoolean(parameters.getOrDefault("force", "false"));
        change.places.forEach((path, here) -> here.forEach(place -> {
            if (place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT)) {
                used(conflicts, change, path, place);
            } else if (place.has(Role.CALL) || place.has(Role.INSTANTIATION)) {
                acting(conflicts, change, path, place, index, force);
            }
        }));
        return change.outcome(
                parameters,
                "Remove parameter " + parameters.getOrDefault("parameter", "") + " of " + method.symbol(),
                conflicts);
    }

    /// That a method passes its parameter on to one of its own family, for the same parameter, is no use.
    private static void used(List<Conflict> conflicts, SignatureChange change, String path, Occurrence definition) {
        SignatureEdits file = change.file(path);
        List<Range> removed = change.removed(path);
        change.gone(file, definition)
                .ifPresent(parameter -> file.all.stream()
                        .filter(use -> use.symbol().equals(parameter.symbol()))
                        .filter(use -> !use.has(Role.DEFINITION) && !use.has(Role.DOCUMENTATION))
                        .filter(use -> removed.stream()
                                .noneMatch(range -> range.contains(use.range().start())))
                        .forEach(use -> conflicts.add(change.at(
                                "still-used",
                                use.symbol(),
                                path,
                                use,
                                definition.symbol() + " uses its parameter " + SymbolSpelling.simpleName(use.symbol())
                                        + " here."))));
    }

    /// What a call passes is evaluated no more.
    private static void acting(
            List<Conflict> conflicts, SignatureChange change, String path, Occurrence call, int index, boolean force) {
        SignatureEdits file = change.file(path);
        Range argument = file.argument(call, index, change.arity()).orElse(null);
        if (argument == null || Effects.of(file.tokens, file.all, argument) != Effects.ACTS) {
            return;
        }
        String text = file.source.text().substring(argument.start(), argument.end());
        if (!force) {
            conflicts.add(change.at(
                    "side-effect",
                    call.symbol(),
                    path,
                    call,
                    "What is passed here does something: \"" + text + "\". Take it out of the call first, or ask with"
                            + " force=true to lose it."));
            return;
        }
        int line = file.source.lineOf(argument.start());
        int column = file.source.columnOf(argument.start());
        change.warn(new Finding(
                RECIPE,
                "warning",
                call.symbol(),
                path,
                line,
                column,
                column + 1,
                "\"" + text + "\" was evaluated here, and is not any more.",
                file.source.lineAt(argument.start())));
    }
}
