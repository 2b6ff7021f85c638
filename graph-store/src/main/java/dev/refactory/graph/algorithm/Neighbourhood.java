package dev.refactory.graph.algorithm;

import dev.refactory.graph.model.SymbolInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What surrounds a symbol: the nodes reached from it, nearest first, and the edges they were reached by. Every edge
/// is a fact of the snapshot; every edge's ends are among the nodes.
///
/// @param nodes the symbol itself first; then by distance, then by id; the members of what was asked about
///     are at its own distance
/// @param edges by the distance they were found at, then by their ends
/// @param truncated there is more within the depth than the limit let in
public record Neighbourhood(List<Node> nodes, List<Edge> edges, boolean truncated) {
    public Neighbourhood {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /// Which way edges are followed.
    public enum Direction {
        /// Towards what depends on the symbol: users, subtypes, overriders, its container.
        IN,
        /// Towards what the symbol depends on: supertypes, overridden methods, members, what its file names.
        OUT,
        /// Both ways from the symbol, each going on in its own direction.
        BOTH
    }

    /// What connects two nodes, read from the first to the second.
    public enum EdgeKind {
        /// A package or type has a member.
        CONTAINS,
        EXTENDS,
        IMPLEMENTS,
        OVERRIDES,
        /// A symbol's declaration stands in a file.
        DECLARED_IN,
        /// A file names a symbol somewhere besides declaring it.
        REFERENCES,
        /// A declaration calls or refers to a method, or makes an object with a constructor.
        CALLS,
        /// A declaration names a type, or reads or writes a field.
        USES
    }

    /// What is looked at.
    public enum View {
        /// Everything around a symbol, by files: what [NeighbourhoodWalk] finds.
        NEIGHBOURS,
        /// Who calls it, reads or writes it, also through what it overrides.
        CALLERS,
        /// What it calls.
        CALLEES,
        /// The types above and below it.
        HIERARCHY,
        /// Every method of its family, in both directions.
        OVERRIDES,
        /// Whatever a change of it could reach.
        IMPACT
    }

    /// @param id a symbol's spelling, or a file's path
    /// @param symbol null for a file, and for a symbol the snapshot has no description of
    /// @param file whether it is a file
    /// @param distance edges from the start, 0 for the start
    public record Node(String id, @Nullable SymbolInfo symbol, boolean file, int distance) {}

    /// @param from a node's id; @param to a node's id
    /// @param occurrences of REFERENCES, CALLS and USES: places; 1 for other kinds
    public record Edge(String from, EdgeKind kind, String to, int occurrences) {}
}
