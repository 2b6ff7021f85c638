package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Fields, enum constants and record components by their names.
@AutoService(Recipe.class)
public final class FindFields implements Recipe {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "find-fields",
            "Finds the fields, enum constants and record components that match a pattern.",
            true,
            List.of(new Parameter(
                    FindDeclarations.PARAMETER,
                    Form.PATTERN,
                    "a glob over fields, for example com.acme.**#MAX_* or serialVersionUID",
                    true)),
            List.of(
                    new Phrase(
                            "(find|list|show|identify|get|locate) [me] [all|every|any] [the]"
                                    + " (fields|field|constants|constant)"
                                    + " (matching|that match|named|called|like) {pattern}",
                            "Find fields matching com.acme.**#MAX_*"),
                    new Phrase(
                            "(find|list|show|identify|get|locate) [me] [all|every|any] [the]"
                                    + " (fields|constants) (whose name matches|whose names match) {pattern}",
                            "List all fields whose name matches MAX_*")));
    private static final Set<SymbolKind> KINDS =
            Set.of(SymbolKind.FIELD, SymbolKind.ENUM_CONSTANT, SymbolKind.RECORD_COMPONENT);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        return FindDeclarations.plan(
                DESCRIPTOR.name(), graph, sources, parameters, KINDS, NamePattern::ofField, symbol -> true);
    }
}
