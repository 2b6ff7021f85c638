package dev.refactory.refactor.instruction;

import dev.refactory.refactor.plan.Conflict;
import java.util.List;
import java.util.Map;

/// A step held against a graph.
public sealed interface Completion {
    /// @param parameters with every short name that means one thing written in full; a name that
    ///     means nothing stands as it was, for the recipe to say so
    record Resolved(Map<String, String> parameters) implements Completion {
        public Resolved {
            parameters = Map.copyOf(parameters);
        }
    }

    /// A short name means several things: at least one conflict `ambiguous-symbol`, naming them.
    record Conflicts(List<Conflict> conflicts) implements Completion {
        public Conflicts {
            conflicts = conflicts.stream().sorted().toList();
            if (conflicts.isEmpty()) {
                throw new IllegalArgumentException("A refusal names at least one conflict");
            }
        }
    }
}
