package dev.refactory.refactor.fuzz;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is asked of a recipe.
///
/// @param legal nothing speaks against it, so a refusal counts
/// @param renaming null when no name is to change
record Request(
        String recipe,
        Map<String, String> parameters,
        boolean legal,
        @Nullable Renaming renaming) {
    /// One name becomes another, and nothing else changes.
    ///
    /// @param fresh no text of the library has the new name in it
    /// @param back the parameters that undo it
    record Renaming(String oldName, String newName, boolean fresh, Map<String, String> back) {}

    @Override
    public String toString() {
        return recipe + " " + new TreeMap<>(parameters);
    }
}
