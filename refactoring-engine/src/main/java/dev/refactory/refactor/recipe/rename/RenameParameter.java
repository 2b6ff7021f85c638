package dev.refactory.refactor.recipe.rename;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.SymbolSpelling;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.scope.MethodFamily;
import dev.refactory.refactor.recipe.scope.SymbolQuery;
import dev.refactory.refactor.recipe.scope.TypeHierarchy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Renames a parameter of a method or constructor with its uses and `@param`, on request in every
/// method of its override family. Refuses early where it can say why; the comparison of bindings
/// after the edit decides.
@AutoService(Recipe.class)
public final class RenameParameter implements Recipe {
    private static final String RECIPE = "rename-parameter";
    private static final String RENAME = "(rename|change the name of) [the] (parameter|argument) {parameter}"
            + " (of|in) [the] [method|constructor|function] {method}";
    private static final String TO = "(to|as|into) {newName}";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            16,
            RECIPE,
            "Renames a parameter of a method or constructor with its uses and documentation.",
            false,
            List.of(
                    new Parameter(
                            "method",
                            Form.METHOD,
                            "a method or constructor, for example com.acme.Foo#bar(int) or com.acme.Foo#<init>(int),"
                                    + " or com.acme.Foo#bar(..) for every overload",
                            true),
                    new Parameter("parameter", Form.NAME, "the name the parameter has, for example x", true),
                    new Parameter("newName", Form.NAME, "the name it gets, for example count", true),
                    new Parameter(
                            "overrides",
                            Form.FLAG,
                            "true to rename it in every overridden and overriding method that calls it by the same"
                                    + " name; false if left out",
                            false)),
            List.of(
                    new Phrase(RENAME + " " + TO, "Rename parameter x of com.acme.Foo#bar(int) to y"),
                    new Phrase(
                            RENAME + " (and|with) [its|all|all its|the] (overrides|overriding methods) " + TO,
                            Map.of("overrides", "true"),
                            "Rename parameter x of com.acme.Foo#bar(int) and its overrides to y")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String query = SymbolQuery.normal(parameters.getOrDefault("method", ""));
        String oldName = parameters.getOrDefault("parameter", "").strip();
        String newName = parameters.getOrDefault("newName", "").strip();
        boolean overrides = parameters.getOrDefault("overrides", "false").equals("true");
        Conflict fault = LocalRename.fault(query, newName, false);
        if (fault != null) {
            return new PlanOutcome.Refused(List.of(fault));
        }
        TypeHierarchy types = new TypeHierarchy(graph);
        return switch (new SymbolQuery(graph, types).resolveMethods(query)) {
            case SymbolQuery.Resolution.Refused refused -> new PlanOutcome.Refused(List.of(refused.conflict()));
            case SymbolQuery.Resolution.Found found -> {
                Map<String, String> understood =
                        new HashMap<>(Map.of("method", query, "parameter", oldName, "newName", newName));
                if (overrides) {
                    understood.put("overrides", "true");
                }
                yield new Planning(graph, sources, types, new Names(query, oldName, newName, overrides))
                        .plan(found.symbols(), new LocalRename.Request(RECIPE, understood, newName));
            }
        };
    }

    private record Names(String query, String oldName, String newName, boolean overrides) {}

    /// One request on one graph.
    private record Planning(GraphView graph, Sources sources, TypeHierarchy types, Names names) {
        PlanOutcome plan(List<SymbolInfo> methods, LocalRename.Request request) {
            MethodParameters declared = new MethodParameters(graph, sources);
            Map<String, SymbolInfo> renamed = new LinkedHashMap<>();
            List<Conflict> without = new ArrayList<>();
            for (SymbolInfo method : methods) {
                List<SymbolInfo> parameters = declared.of(method);
                int index = indexOf(parameters, names.oldName());
                int done = indexOf(parameters, names.newName());
                if (index >= 0) {
                    renamed.put(parameters.get(index).symbol(), parameters.get(index));
                } else if (done < 0) {
                    without.add(none(method, parameters));
                    continue;
                }
                if (names.overrides()) {
                    family(method, index < 0 ? done : index, declared, renamed);
                }
            }
            if (without.size() == methods.size()) {
                return new PlanOutcome.Refused(without);
            }
            LocalRename rename = new LocalRename(graph, sources, request);
            renamed.values().removeIf(parameter -> parameter.name().equals(names.newName()));
            return renamed.isEmpty()
                    ? rename.noChange("of a parameter of " + names.query())
                    : rename.plan(List.copyOf(renamed.values()));
        }

        /// What the parameter at this position is called elsewhere is changed where it is called alike.
        private void family(SymbolInfo method, int index, MethodParameters declared, Map<String, SymbolInfo> renamed) {
            for (SymbolInfo related :
                    MethodFamily.of(graph, types, List.of(method)).methods().values()) {
                List<SymbolInfo> parameters = declared.of(related);
                boolean alike = index < parameters.size()
                        && parameters.get(index).name().equals(names.oldName());
                if (alike) {
                    renamed.put(parameters.get(index).symbol(), parameters.get(index));
                }
            }
        }

        private static int indexOf(List<SymbolInfo> parameters, String name) {
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).name().equals(name)) {
                    return i;
                }
            }
            return -1;
        }

        private Conflict none(SymbolInfo method, List<SymbolInfo> parameters) {
            String symbol = method.symbol();
            String path = method.path();
            if (path == null) {
                return new Conflict(
                        "external-symbol",
                        symbol,
                        "",
                        0,
                        symbol + " is declared outside of this repository: its parameters cannot be renamed here.");
            }
            SymbolInfo component = method.kind() == SymbolKind.CONSTRUCTOR && parameters.isEmpty()
                    ? graph.symbol(SymbolSpelling.typeOf(symbol) + "#" + names.oldName())
                            .filter(field -> field.kind() == SymbolKind.RECORD_COMPONENT)
                            .orElse(null)
                    : null;
            if (component != null) {
                return new Conflict(
                        "invalid-selection",
                        symbol,
                        path,
                        0,
                        names.oldName() + " is the component " + component.symbol()
                                + ", not a parameter of its own: rename-field renames it.");
            }
            String known = parameters.isEmpty()
                    ? "its text declares none"
                    : "it has " + parameters.stream().map(SymbolInfo::name).collect(Collectors.joining(", "));
            return new Conflict(
                    "not-found", symbol, path, 0, symbol + " has no parameter " + names.oldName() + ": " + known + ".");
        }
    }
}
