package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Types by their names. Local and anonymous ones have no qualified name, and are never found.
@AutoService(Recipe.class)
public final class FindTypes implements Recipe {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "find-types",
            "Finds the types whose qualified name matches a pattern.",
            true,
            List.of(new Parameter(
                    FindDeclarations.PARAMETER,
                    Form.PATTERN,
                    "a glob over qualified names, for example com.acme.** or *Service",
                    true)),
            List.of(
                    new Phrase(
                            "(find|list|show|identify|get|locate) [me] [all|every|any] [the]"
                                    + " (types|type|classes|class|interfaces)"
                                    + " (matching|that match|named|called|like) {pattern}",
                            "Find types matching com.acme.**"),
                    new Phrase(
                            "(find|list|show|identify|get|locate) [me] [all|every|any] [the]"
                                    + " (types|classes|interfaces) (whose name matches|whose names match) {pattern}",
                            "List all types whose name matches *Service")));
    private static final Set<SymbolKind> KINDS =
            Set.of(SymbolKind.CLASS, SymbolKind.INTERFACE, SymbolKind.ENUM, SymbolKind.RECORD, SymbolKind.ANNOTATION);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        return FindDeclarations.plan(
                DESCRIPTOR.name(),
                graph,
                sources,
                parameters,
                KINDS,
                NamePattern::ofType,
                symbol -> !symbol.contains(".local$"));
    }
}
