package dev.refactory.refactor.instruction;

import java.util.List;

/// What an instruction was read as.
public sealed interface Reading {
    /// @param steps in the order they were asked for, 1 to [Instructions#MAX_STEPS]
    record Understood(List<Step> steps) implements Reading {
        public Understood {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("What is understood has a step");
            }
        }
    }

    /// Not certain: nothing is to be done.
    ///
    /// @param why a sentence
    /// @param nearest the likeliest recipes, at least one, nearest first
    record Unclear(String why, List<Suggestion> nearest) implements Reading {
        public Unclear {
            nearest = List.copyOf(nearest);
        }
    }

    /// @param recipe its name
    /// @param example a sentence that is understood as this recipe
    record Suggestion(String recipe, String example) {}
}
