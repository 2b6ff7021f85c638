package dev.refactory.api.submit;

import java.util.List;
import java.util.Map;

/// Understands an instruction in plain words, or says why it does not. Pure: reads no repository. Thread-safe.
@FunctionalInterface
public interface InstructionReader {
    /// @param instruction as the caller wrote it, 1 to 2,000 characters
    Reading read(String instruction);

    /// What an instruction was read as.
    sealed interface Reading {
        /// @param steps in order, at least one; parameters may hold names that only the graph can complete
        record Understood(List<Step> steps) implements Reading {
            public Understood {
                steps = List.copyOf(steps);
                if (steps.isEmpty()) {
                    throw new IllegalArgumentException("What is understood has a step");
                }
            }
        }

        /// @param why a sentence
        /// @param nearest what it may have meant, nearest first
        record Unclear(String why, List<Suggestion> nearest) implements Reading {
            public Unclear {
                nearest = List.copyOf(nearest);
            }
        }
    }

    /// One recipe with its parameters.
    record Step(String recipe, Map<String, String> parameters) {
        public Step {
            parameters = Map.copyOf(parameters);
        }
    }

    /// @param example a sentence that would be understood as this recipe
    record Suggestion(String recipe, String example) {}
}
