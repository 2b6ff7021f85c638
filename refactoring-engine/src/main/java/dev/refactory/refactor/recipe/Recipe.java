package dev.refactory.refactor.recipe;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.plan.PlanOutcome;
import java.util.List;
import java.util.Map;

/// One operation of the catalogue. Stateless; plans from facts alone.
public interface Recipe {
    Descriptor descriptor();

    /// Plans on a snapshot. `sources` gives the text of files the plan needs to look at.
    /// @param parameters checked against the descriptor: no unknown, no missing
    PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters);

    /// The text of files of the snapshot, for excerpts, line numbers and syntax.
    interface Sources {
        /// @throws IllegalArgumentException when the snapshot has no such file
        dev.refactory.graph.model.SourceText text(String path);
    }

    /// @param name in kebab-case
    /// @param summary one sentence
    /// @param readOnly yields findings, never a patch
    record Descriptor(String name, String summary, boolean readOnly, List<Parameter> parameters) {
        public Descriptor {
            parameters = List.copyOf(parameters);
        }
    }

    /// @param description what to give, with an example
    record Parameter(String name, String description, boolean required) {}
}
