package dev.refactory.refactor.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipesTest {
    @Test
    void anUnknownRecipeIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Recipes.standard().named("rename-methods"))
                .isInstanceOfSatisfying(RefactoryException.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_RECIPE);
                    assertThat(error.sentence()).contains("Nearest: rename-method");
                });
    }

    @Test
    void everyParameterAtFaultIsNamedAtOnce() {
        assertThatThrownBy(() ->
                        Recipes.standard().checked("rename-method", Map.of("method", " ", "newname", "x", "also", "y")))
                .isInstanceOfSatisfying(RefactoryException.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
                    assertThat(error.fieldErrors())
                            .extracting(RefactoryException.FieldError::field)
                            .containsExactly(
                                    "recipe.parameters.method",
                                    "recipe.parameters.newName",
                                    "recipe.parameters.also",
                                    "recipe.parameters.newname");
                });
    }

    @Test
    void theCatalogueIsInOrderAndComplete() {
        assertThat(Recipes.standard().descriptors())
                .extracting(Recipe.Descriptor::name)
                .containsExactly("rename-method", "find-usages");
        assertThat(Recipes.standard()
                        .checked("find-usages", Map.of("symbol", "a.A"))
                        .descriptor()
                        .readOnly())
                .isTrue();
    }
}
