package dev.refactory.refactor.instruction;

import java.util.Map;

/// One recipe with its parameters.
///
/// @param name of the recipe
/// @param parameters symbols in them may be written short: [Instructions#resolve] completes them
public record Step(String name, Map<String, String> parameters) {
    public Step {
        parameters = Map.copyOf(parameters);
    }
}
