package dev.refactory.refactor.verify;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.OffsetMap;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.SourcePlace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A change made twice is the change made once.
public final class Idempotence {
    private Idempotence() {}

    /// What was done.
    ///
    /// @param before texts before the change
    /// @param changeset the edits, by old path
    /// @param fileRenames old path to new path
    public record Change(Recipe.Sources before, Changeset changeset, Map<String, String> fileRenames) {
        public Change {
            fileRenames = Map.copyOf(fileRenames);
        }
    }

    /// What the second run says.
    ///
    /// @param holds nothing is left to do
    /// @param faults of the request itself, where it does not ([Recipe#endless])
    public record Answer(boolean holds, List<Conflict> faults) {
        public Answer {
            faults = List.copyOf(faults);
        }
    }

    /// Plans the same request on the graph after the change. Places in files are asked for where the change moved
    /// them.
    ///
    /// @param after the graph after the change, for example an [OverlayGraph]
    /// @param sources texts after the change
    /// @param parameters of the request, as it was made
    public static Answer of(
            Recipe recipe, GraphView after, Recipe.Sources sources, Map<String, String> parameters, Change change) {
        return switch (recipe.plan(after, sources, moved(recipe, sources, parameters, change))) {
            case PlanOutcome.Planned planned when planned.plan().tasks().isEmpty() -> new Answer(true, List.of());
            case PlanOutcome.Planned _, PlanOutcome.Refused _ -> new Answer(false, recipe.endless(parameters));
        };
    }

    private static Map<String, String> moved(
            Recipe recipe, Recipe.Sources sources, Map<String, String> parameters, Change change) {
        Map<String, String> moved = new HashMap<>(parameters);
        for (Recipe.Parameter parameter : recipe.descriptor().parameters()) {
            if (parameter.form() == Recipe.Form.PLACE || parameter.form() == Recipe.Form.SUBJECT) {
                moved.computeIfPresent(parameter.name(), (name, place) -> moved(place, sources, change));
            }
        }
        return moved;
    }

    private static String moved(String text, Recipe.Sources sources, Change change) {
        SourcePlace place = SourcePlace.parse(text).orElse(null);
        if (place == null) {
            return text;
        }
        String path = place.path();
        String newPath = change.fileRenames().getOrDefault(path, path);
        boolean stays = newPath.equals(path) && change.changeset().of(path).isEmpty();
        if (stays) {
            return text;
        }
        OffsetMap offsets = change.changeset().of(path).map(OffsetMap::of).orElse(OffsetMap.IDENTITY);
        String before = change.before().text(path).text();
        return place.moved(newPath, before, offsets, sources.text(newPath).text())
                .toString();
    }
}
