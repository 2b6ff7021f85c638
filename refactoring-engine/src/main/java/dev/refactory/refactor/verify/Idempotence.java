package dev.refactory.refactor.verify;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import java.util.Map;

/// A change made twice is the change made once.
public final class Idempotence {
    private Idempotence() {}

    /// Whether the same request, planned on the graph after the change, has nothing left to do.
    ///
    /// @param after the graph after the change, for example an [OverlayGraph]
    /// @param sources texts after the change
    /// @param parameters of the request, as it was made
    public static boolean holds(
            Recipe recipe, GraphView after, Recipe.Sources sources, Map<String, String> parameters) {
        return switch (recipe.plan(after, sources, parameters)) {
            case PlanOutcome.Planned planned -> planned.plan().tasks().isEmpty();
            case PlanOutcome.Refused refused -> false;
        };
    }
}
