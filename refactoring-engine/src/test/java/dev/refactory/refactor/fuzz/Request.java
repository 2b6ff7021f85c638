package dev.refactory.refactor.fuzz;

import java.util.Map;
import java.util.TreeMap;

/// What is asked of a recipe.
///
/// @param legal nothing speaks against it, so a refusal counts
/// @param given texts the library has otherwise when it is asked, by path; its classes are the same
record Request(
        String recipe, Map<String, String> parameters, boolean legal, Promise promise, Map<String, String> given) {
    Request(String recipe, Map<String, String> parameters, boolean legal, Promise promise) {
        this(recipe, parameters, legal, promise, Map.of());
    }

    @Override
    public String toString() {
        return recipe + " " + new TreeMap<>(parameters) + (given.isEmpty() ? "" : " given " + given.keySet());
    }
}
