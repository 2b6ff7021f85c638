package dev.refactory.refactor.recipe.signature;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.SourcePlace;
import dev.refactory.refactor.recipe.find.SelectedName;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives a method's result, a parameter, a field or a local variable another type. Whether everything
/// that uses it can do with the new one is for the compiler to say: what it does not accept, and what
/// would call something else, refuses the change.
@AutoService(Recipe.class)
public final class ChangeSignatureType implements Recipe {
    static final String RECIPE = "change-signature-type";

    /// Stands for the value that is converted.
    static final String VALUE = "{value}";

    private static final Descriptor DESCRIPTOR = new Descriptor(
            20,
            RECIPE,
            "Changes the type of a parameter, field, variable or method's result, with overrides.",
            false,
            List.of(
                    new Parameter(
                            "symbol",
                            Form.SUBJECT,
                            "a method (its result), a field, a parameter as com.acme.Foo#bar(int)~x, or a variable by"
                                    + " its place, for example src/Foo.java:12:9",
                            true),
                    new Parameter(
                            "type",
                            Form.SOURCE,
                            "the new type as Java source, with packages, for example java.util.List<String>",
                            true),
                    new Parameter(
                            "conversion",
                            Form.SOURCE,
                            "what becomes of each value that is passed, assigned or returned, around {value}, for"
                                    + " example String.valueOf({value})",
                            false)),
            List.of(new Phrase(
                    "change [the] (type|return type) of [the] [method|parameter|field|variable] {symbol} (to|into)"
                            + " {type}",
                    "Change the type of com.acme.Foo#bar to java.util.List<String>")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = parameters.getOrDefault("symbol", "").strip();
        String conversion = parameters.getOrDefault("conversion", "").strip();
        Optional<String> fault = conversion.isEmpty() ? Optional.empty() : fault(conversion);
        if (fault.isPresent()) {
            return Signatures.refused("invalid-expression", query, fault.get());
        }
        Signatures signatures = new Signatures(graph, sources);
        switch (symbol(signatures, query)) {
            case SymbolQuery.Resolution.Refused refused -> {
                return done(signatures, query, parameters)
                        ? signatures.noChange(RECIPE, parameters, query + " has that type already")
                        : new PlanOutcome.Refused(List.of(refused.conflict()));
            }
            case SymbolQuery.Resolution.Found found -> {
                SymbolInfo symbol = found.symbols().getFirst();
                TypeText type;
                try {
                    type = TypeText.parse(
                            parameters.getOrDefault("type", ""),
                            graph,
                            signatures.types,
                            SymbolSpelling.typeOf(symbol.symbol()));
                } catch (TypeText.Malformed e) {
                    return Signatures.refused("invalid-type", query, e.getMessage() + ".");
                }
                return new TypeChange(signatures, symbol, type, conversion).outcome(parameters);
            }
        }
    }

    private static Optional<String> fault(String conversion) {
        if (!conversion.contains(VALUE)) {
            return Optional.of("\"" + conversion + "\" does not say where the value goes: write it around " + VALUE
                    + ", for example String.valueOf(" + VALUE + ").");
        }
        if (conversion.indexOf(VALUE) != conversion.lastIndexOf(VALUE)) {
            return Optional.of(
                    "\"" + conversion + "\" names the value more than once, which would evaluate it more than"
                            + " once: write " + VALUE + " in one place.");
        }
        return ArgumentText.fault(conversion.replace(VALUE, "value"));
    }

    private static SymbolQuery.Resolution symbol(Signatures signatures, String query) {
        if (SourcePlace.parse(query).isPresent()) {
            return switch (new SelectedName(signatures.graph, signatures.sources).at(query)) {
                case SelectedName.Selection.Refused refused -> new SymbolQuery.Resolution.Refused(refused.conflict());
                case SelectedName.Selection.Found found -> new SymbolQuery.Resolution.Found(List.of(found.symbol()));
            };
        }
        int tilde = query.indexOf('~');
        String member = SymbolQuery.normal(tilde < 0 ? query : query.substring(0, tilde));
        if (tilde < 0) {
            SymbolQuery.Resolution any = new SymbolQuery(signatures.graph, signatures.types).resolve(member);
            return any instanceof SymbolQuery.Resolution.Found found
                            && found.symbols().size() > 1
                    ? signatures.resolve(member)
                    : any;
        }
        return switch (signatures.resolve(member)) {
            case SymbolQuery.Resolution.Refused refused -> refused;
            case SymbolQuery.Resolution.Found found ->
                signatures.parameter(found.symbols().getFirst(), query.substring(tilde + 1));
        };
    }

    /// Whether a parameter that is asked for by a method's old spelling has the type in a new one.
    private static boolean done(Signatures signatures, String query, Map<String, String> parameters) {
        int tilde = query.indexOf('~');
        if (tilde < 0) {
            return false;
        }
        String member = SymbolQuery.normal(query.substring(0, tilde));
        String wanted = query.substring(tilde + 1);
        for (SymbolInfo method : signatures.overloads(member)) {
            try {
                TypeText type = TypeText.parse(
                        parameters.getOrDefault("type", ""),
                        signatures.graph,
                        signatures.types,
                        SymbolSpelling.typeOf(member));
                if (is(signatures, method, member, new Signatures.Declared(wanted, type.erasure()))) {
                    return true;
                }
            } catch (TypeText.Malformed e) {
                return false;
            }
        }
        return false;
    }

    /// Whether a method has the parameter, and besides it the types that are asked for.
    private static boolean is(Signatures signatures, SymbolInfo method, String asked, Signatures.Declared wanted) {
        List<Signatures.Declared> declared = signatures.parameters(method);
        int index = declared.indexOf(wanted);
        if (index < 0 || declared.size() != SymbolSpelling.arity(asked)) {
            return false;
        }
        String all = SymbolSpelling.parameters(asked).orElse("()");
        List<String> types =
                new ArrayList<>(List.of(all.substring(1, all.length() - 1).split(",")));
        types.remove(index);
        List<String> others =
                new ArrayList<>(declared.stream().map(Signatures.Declared::type).toList());
        others.remove(index);
        return SymbolQuery.fits("(" + String.join(",", others) + ")", "(" + String.join(",", types) + ")");
    }

    static boolean typed(SymbolKind kind) {
        return kind == SymbolKind.METHOD
                || kind == SymbolKind.FIELD
                || kind == SymbolKind.PARAMETER
                || kind == SymbolKind.LOCAL;
    }
}
