package dev.refactory.refactor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Nothing that changes code is left out of the fuzz.
class RequestMakerTest {
    @Test
    void everyRecipeThatChangesCodeHasAMaker() {
        List<String> changing = Recipes.standard().descriptors().stream()
                .filter(recipe -> !recipe.readOnly())
                .map(Recipe.Descriptor::name)
                .toList();
        assertThat(RequestMaker.ALL).extracting(RequestMaker::recipe).containsExactlyInAnyOrderElementsOf(changing);
    }
}
