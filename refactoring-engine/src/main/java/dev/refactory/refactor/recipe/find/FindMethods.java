package dev.refactory.refactor.recipe.find;

import com.google.auto.service.AutoService;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Methods by their names; constructors only where the pattern says `<init>`.
@AutoService(Recipe.class)
public final class FindMethods implements Recipe {
    private static final Descriptor DESCRIPTOR = new Descriptor(
            44,
            "find-methods",
            "Finds the methods whose type, name and parameters match a pattern.",
            true,
            List.of(new Parameter(
                    FindDeclarations.PARAMETER,
                    Form.PATTERN,
                    "a glob over methods, for example com.acme.**#get*(..), get* or **#<init>(int)",
                    true)),
            List.of(
                    new Phrase(
                            "(find|list|show|identify|get|locate) [me] [all|every|any] [the] (methods|method|functions)"
                                    + " (matching|that match|named|called|like) {pattern}",
                            "Find methods matching com.acme.**#get*(..)"),
                    new Phrase(
                            "(find|list|show|identify|get|locate) [me] [all|every|any] [the]"
                                    + " methods (whose name matches|whose names match) {pattern}",
                            "List all methods whose name matches get*")));
    private static final Set<SymbolKind> KINDS = Set.of(SymbolKind.METHOD, SymbolKind.CONSTRUCTOR);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
        boolean constructors =
                parameters.getOrDefault(FindDeclarations.PARAMETER, "").contains("<init>");
        return FindDeclarations.plan(
                DESCRIPTOR.name(),
                graph,
                sources,
                parameters,
                KINDS,
                NamePattern::ofMethod,
                symbol -> constructors == symbol.contains("#<init>("));
    }
}
