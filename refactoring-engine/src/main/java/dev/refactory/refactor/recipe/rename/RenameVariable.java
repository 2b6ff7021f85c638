package dev.refactory.refactor.recipe.rename;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.find.SelectedName;
import java.util.List;
import java.util.Map;

/// Renames the local variable, parameter or type parameter that is named at a place of a file.
/// Refuses early where it can say why; the comparison of bindings after the edit decides.
@AutoService(Recipe.class)
public final class RenameVariable implements Recipe {
    private static final String RECIPE = "rename-variable";
    private static final Descriptor DESCRIPTOR = new Descriptor(
            15,
            RECIPE,
            "Renames a local variable, parameter, pattern variable or type parameter with all its uses.",
            false,
            List.of(
                    new Parameter(
                            "at",
                            Form.PLACE,
                            "a place on its name, where it is declared or used, as path:line:column, for example"
                                    + " src/Foo.java:12:9",
                            true),
                    new Parameter("newName", Form.NAME, "the name it gets, for example count", true)),
            List.of(new Phrase(
                    "(rename|change the name of) [the]"
                            + " (variable|local|local variable|pattern variable|type parameter|type variable)"
                            + " (at|in) {at} (to|as|into) {newName}",
                    "Rename variable at src/Foo.java:12:9 to count")));

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        String at = parameters.getOrDefault("at", "").strip();
        String newName = parameters.getOrDefault("newName", "").strip();
        return switch (new SelectedName(graph, sources).at(at)) {
            case SelectedName.Selection.Refused refused -> new PlanOutcome.Refused(List.of(refused.conflict()));
            case SelectedName.Selection.Found found -> {
                SymbolInfo symbol = found.symbol();
                Conflict fault =
                        LocalRename.fault(symbol.symbol(), newName, symbol.kind() == SymbolKind.TYPE_PARAMETER);
                LocalRename rename = new LocalRename(
                        graph, sources, new LocalRename.Request(RECIPE, Map.of("at", at, "newName", newName), newName));
                if (fault != null) {
                    yield new PlanOutcome.Refused(List.of(fault));
                }
                yield symbol.name().equals(newName) ? rename.noChange("at " + at) : rename.plan(List.of(symbol));
            }
        };
    }
}
