package dev.refactory.refactor.recipe.rename;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.source.TypeBodies;
import dev.refactory.refactor.rewrite.JavaTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters that the text of a method or constructor declares, in order. Those of lambdas in
/// its body, which are the method's too by their spelling, are not among them.
final class MethodParameters {
    private final GraphView graph;
    private final Recipe.Sources sources;

    MethodParameters(GraphView graph, Recipe.Sources sources) {
        this.graph = graph;
        this.sources = sources;
    }

    /// Empty for what is declared elsewhere, or by nobody.
    List<SymbolInfo> of(SymbolInfo method) {
        String path = method.path();
        if (path == null) {
            return List.of();
        }
        List<Occurrence> all = graph.occurrencesIn(path);
        JavaTokens tokens = JavaTokens.of(sources.text(path).text());
        int name = nameOf(method, all, tokens);
        if (name < 0 || !tokens.at(name + 1).equals("(")) {
            return List.of();
        }
        int from = tokens.start(name + 1);
        int to = tokens.start(TypeBodies.closing(tokens)[name + 1]);
        Map<String, SymbolInfo> known = new HashMap<>();
        graph.declaredIn(List.of(path))
                .getOrDefault(path, List.of())
                .forEach(symbol -> known.put(symbol.symbol(), symbol));
        List<SymbolInfo> parameters = new ArrayList<>();
        for (Occurrence place : all) {
            SymbolInfo symbol = known.get(place.symbol());
            boolean declared = place.has(Role.DEFINITION)
                    && place.range().start() > from
                    && place.range().end() <= to
                    && symbol != null
                    && symbol.kind() == SymbolKind.PARAMETER;
            if (declared) {
                parameters.add(symbol);
            }
        }
        return parameters;
    }

    private static int nameOf(SymbolInfo method, List<Occurrence> all, JavaTokens tokens) {
        for (Occurrence place : all) {
            boolean declared =
                    place.symbol().equals(method.symbol()) && place.has(Role.DEFINITION) && !place.has(Role.IMPLICIT);
            if (declared) {
                return tokens.indexAt(place.range().start());
            }
        }
        return -1;
    }

    /// The record whose component a parameter is, or must be named as; null when it is its own.
    @Nullable
    String recordOf(SymbolInfo parameter) {
        String constructor = SymbolSpelling.ownerOfLocal(parameter.symbol());
        String record = SymbolSpelling.typeOf(constructor);
        boolean ofRecord = constructor.contains("#<init>(")
                && graph.symbol(record)
                        .filter(type -> type.kind() == SymbolKind.RECORD)
                        .isPresent();
        if (!ofRecord) {
            return null;
        }
        SymbolInfo method = graph.symbol(constructor).orElse(null);
        List<SymbolInfo> parameters = method == null ? List.of() : of(method);
        boolean written = parameters.stream().anyMatch(each -> each.symbol().equals(parameter.symbol()));
        boolean compact = parameters.isEmpty()
                && !SymbolSpelling.parameters(constructor).orElse("()").equals("()");
        if (compact) {
            return implicit(parameter) ? record : null;
        }
        return written && headers(parameters).equals(headers(components(record))) ? record : null;
    }

    private boolean implicit(SymbolInfo parameter) {
        return graph.occurrencesIn(String.valueOf(parameter.path())).stream()
                .anyMatch(place -> place.symbol().equals(parameter.symbol())
                        && place.has(Role.DEFINITION)
                        && place.has(Role.IMPLICIT));
    }

    private List<SymbolInfo> components(String record) {
        String path = graph.symbol(record).map(SymbolInfo::path).orElse("");
        List<SymbolInfo> components = new ArrayList<>();
        for (Occurrence place : graph.occurrencesIn(path)) {
            SymbolInfo symbol = place.has(Role.DEFINITION) && place.symbol().startsWith(record + "#")
                    ? graph.symbol(place.symbol()).orElse(null)
                    : null;
            if (symbol != null && symbol.kind() == SymbolKind.RECORD_COMPONENT) {
                components.add(symbol);
            }
        }
        return components;
    }

    /// Types and names, without modifiers; a list of arguments is an array.
    private static List<String> headers(List<SymbolInfo> variables) {
        return variables.stream()
                .map(variable -> variable.signature()
                        .replaceAll("\\b(private|public|final) ", "")
                        .replace("...", "[]"))
                .toList();
    }
}
