package dev.refactory.api.catalogue;

import java.util.List;
import java.util.Optional;

/// The operations that can be asked for. Thread-safe.
public interface RecipeCatalogue {
    /// Every recipe, by name.
    List<RecipeInfo> recipes();

    default Optional<RecipeInfo> find(String name) {
        return recipes().stream().filter(recipe -> recipe.name().equals(name)).findFirst();
    }

    /// The recipe whose quote does nothing but index: the first that only reads and needs no parameter.
    default Optional<String> indexing() {
        return recipes().stream()
                .filter(recipe ->
                        recipe.readOnly() && recipe.parameters().stream().noneMatch(ParameterInfo::required))
                .map(RecipeInfo::name)
                .findFirst();
    }

    /// @param name in kebab-case
    /// @param summary one sentence
    /// @param readOnly yields findings, never a patch
    /// @param instructions sentences that are understood as this recipe
    record RecipeInfo(
            String name, String summary, boolean readOnly, List<ParameterInfo> parameters, List<String> instructions) {
        public RecipeInfo {
            parameters = List.copyOf(parameters);
            instructions = List.copyOf(instructions);
        }
    }

    /// @param description what to give, with an example
    record ParameterInfo(String name, String description, boolean required) {}
}
