package dev.refactory.graph.algorithm;

import dev.refactory.graph.algorithm.Neighbourhood.Edge;
import dev.refactory.graph.algorithm.Neighbourhood.EdgeKind;
import dev.refactory.graph.model.Occurrence;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What is reached from some declarations by who uses them, level by level.
///
/// @param reached by spelling, nearest first; the declarations asked about are not among them
/// @param edges that joined them, by the distance they were found at
/// @param truncated there is more within the depth than the limit let in
public record Impact(SequencedMap<String, Reached> reached, List<Edge> edges, boolean truncated) {
    public Impact {
        edges = List.copyOf(edges);
    }

    /// @param distance steps from what was asked about; a method that one overrides counts as that one
    /// @param via what it uses, extends or overrides: one step nearer
    /// @param how what it does with that
    /// @param overridden whether it is only a name that calls go through: a method which `via` overrides
    /// @param path where it does so first; null for what no text says in one place
    /// @param place where it does so first
    public record Reached(
            String symbol,
            int distance,
            String via,
            EdgeKind how,
            boolean overridden,
            @Nullable String path,
            @Nullable Occurrence place) {}
}
