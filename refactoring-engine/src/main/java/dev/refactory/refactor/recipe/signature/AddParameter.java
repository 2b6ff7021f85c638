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
import dev.refactory.refactor.recipe.source.DeclarationExtents;
import dev.refactory.refactor.recipe.source.JavaNames;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Gives a method or constructor one more parameter, with its overrides, and every call a value for it.
@AutoService(Recipe.class)
public final class AddParameter implements Recipe {
    static final String RECIPE = "add-parameter";

    private static final Descriptor DESCRIPTOR = new Descriptor(
            17,
            RECIPE,
            "Adds a parameter to a method or constructor, its overrides, and a value for it to every call.",
            false,
            List.of(
                    Signatures.METHOD,
                    new Parameter("name", Form.NAME, "the new parameter's name, for example timeout", true),
                    new Parameter(
                            "type",
                            Form.SOURCE,
                            "its type as Java source, with packages, for example java.util.List<String>",
                            true),
                    new Parameter(
                            "index",
                            Form.NUMBER,
                            "where it goes, from 0; the last place that is possible when left out",
                            false),
                    new Parameter(
                            "default",
                            Form.SOURCE,
                            "what every call passes, a Java expression that means the same in every file, for example"
                                    + " java.time.Duration.ZERO",
                            true)),
            List.of(new Phrase(
                    "add [a|the] parameter {name} of type {type} to [the] [method|constructor] {method}"
                            + " (with|passing) [the] [default|value] {default}",
                    "Add a parameter timeout of type int to com.acme.Foo#bar(int) with default 0")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.normal(parameters.getOrDefault("method", ""));
        String name = parameters.getOrDefault("name", "").strip();
        String value = parameters.getOrDefault("default", "").strip();
        Optional<String> fault = JavaNames.fault(name);
        if (fault.isPresent()) {
            return Signatures.refused("invalid-name", query, fault.get() + ": give a parameter name Java accepts.");
        }
        Optional<String> noValue = ArgumentText.fault(value);
        if (noValue.isPresent()) {
            return Signatures.refused("invalid-expression", query, noValue.get());
        }
        Signatures signatures = new Signatures(graph, sources);
        TypeText type;
        try {
            type = TypeText.parse(
                    parameters.getOrDefault("type", ""), graph, signatures.types, SymbolSpelling.typeOf(query));
        } catch (TypeText.Malformed e) {
            return Signatures.refused("invalid-type", query, e.getMessage() + ".");
        }
        Slot.Added added = new Slot.Added(type, name, value);
        return switch (signatures.resolve(query)) {
            case SymbolQuery.Resolution.Refused refused -> {
                boolean done =
                        signatures.overloads(query).stream().anyMatch(method -> with(signatures, method, query, added));
                yield done
                        ? signatures.noChange(RECIPE, parameters, query + " has a parameter " + name + " already")
                        : new PlanOutcome.Refused(List.of(refused.conflict()));
            }
            case SymbolQuery.Resolution.Found found -> {
                SymbolInfo method = found.symbols().getFirst();
                yield has(signatures, method, added)
                        ? signatures.noChange(RECIPE, parameters, query + " has a parameter " + name + " already")
                        : planned(signatures, method, added, parameters);
            }
        };
    }

    private static boolean has(Signatures signatures, SymbolInfo method, Slot.Added added) {
        return signatures.parameters(method).stream()
                .anyMatch(parameter -> parameter.name().equals(added.name())
                        && parameter.type().equals(added.type().erasure()));
    }

    /// Whether a method is what the one that was asked for would be with the parameter.
    private static boolean with(Signatures signatures, SymbolInfo method, String query, Slot.Added added) {
        String wanted = SymbolSpelling.parameters(query).orElse("");
        List<Signatures.Declared> declared = signatures.parameters(method);
        for (Signatures.Declared each : declared) {
            String others = declared.stream()
                    .filter(other -> other != each)
                    .map(Signatures.Declared::type)
                    .collect(Collectors.joining(",", "(", ")"));
            boolean is = each.name().equals(added.name())
                    && each.type().equals(added.type().erasure());
            if (is && SymbolQuery.fits(others, wanted)) {
                return true;
            }
        }
        return false;
    }

    private static PlanOutcome planned(
            Signatures signatures, SymbolInfo method, Slot.Added added, Map<String, String> parameters) {
        int arity = SymbolSpelling.arity(method.symbol());
        boolean varargs = method.signature().contains("...");
        int last = varargs ? arity - 1 : arity;
        String index = parameters.getOrDefault("index", String.valueOf(last)).strip();
        int place = index.matches("\\d{1,4}") ? Integer.parseInt(index) : Integer.MAX_VALUE;
        if (place > last || added.type().varargs() && (varargs || place < arity)) {
            return Signatures.refused(
                    "invalid-selection",
                    method.symbol(),
                    varargs || added.type().varargs()
                            ? "The parameter with ... has to be the last one: give an index from 0 to " + last + "."
                            : method.symbol() + " has " + arity + " parameters: give an index from 0 to " + last + ".");
        }
        List<Slot> slots = new ArrayList<>(Signatures.kept(arity));
        slots.add(place, added);
        SignatureChange change =
                new SignatureChange(signatures.graph, signatures.sources, signatures.types, RECIPE, method, slots);
        List<Conflict> conflicts = new ArrayList<>();
        for (SymbolInfo each : change.family.methods().values()) {
            captures(conflicts, change, each, added.name());
        }
        return change.outcome(
                parameters,
                "Add parameter " + added.type().shown() + " " + added.name() + " to " + method.symbol(),
                conflicts);
    }

    /// Names in a method that would mean the new parameter, or that it cannot have beside it.
    private static void captures(List<Conflict> conflicts, SignatureChange change, SymbolInfo method, String name) {
        String path = method.path();
        if (path == null) {
            return;
        }
        SignatureEdits file = change.file(path);
        DeclarationExtents extents = new DeclarationExtents(file.tokens);
        for (Occurrence definition : change.places.getOrDefault(path, List.of())) {
            if (!definition.has(Role.DEFINITION) || !definition.symbol().equals(method.symbol())) {
                continue;
            }
            Range extent = extents.of(definition.range(), method.kind());
            for (Occurrence use : file.all) {
                boolean named = extent.contains(use.range().start())
                        && SymbolSpelling.simpleName(use.symbol()).equals(name)
                        && JavaTokens.unescape(file.source
                                        .text()
                                        .substring(
                                                use.range().start(), use.range().end()))
                                .equals(name)
                        && unqualified(file.tokens, use);
                if (named && use.has(Role.DEFINITION) && use.symbol().startsWith(method.symbol() + "~")) {
                    conflicts.add(change.at(
                            "name-clash",
                            use.symbol(),
                            path,
                            use,
                            method.symbol() + " has a parameter or variable named " + name + " here already."));
                } else if (named && variable(use) && !use.symbol().startsWith(method.symbol() + "~")) {
                    conflicts.add(change.at(
                            "capture",
                            use.symbol(),
                            path,
                            use,
                            name + " means " + use.symbol() + " here, and would mean the new parameter."));
                }
            }
        }
    }

    /// Fields, and variables around a local type, go by names that a parameter takes; methods do not.
    private static boolean variable(Occurrence use) {
        return !use.has(Role.DEFINITION)
                && !use.has(Role.CALL)
                && !use.has(Role.DOCUMENTATION)
                && !use.has(Role.METHOD_REFERENCE)
                && (use.has(Role.READ) || use.has(Role.WRITE));
    }

    private static boolean unqualified(JavaTokens tokens, Occurrence use) {
        int at = tokens.indexAt(use.range().start());
        return at >= 0 && !tokens.at(at - 1).equals(".");
    }
}
