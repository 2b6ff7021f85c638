package dev.refactory.refactor.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.refactor.recipe.find.FindUsages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
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
    void aParameterThatShouldBeAPlaceAndIsNoneIsNamed() {
        assertThatThrownBy(() ->
                        Recipes.standard().checked("rename-variable", Map.of("at", "src/Foo.java:12", "newName", "x")))
                .isInstanceOfSatisfying(
                        RefactoryException.class,
                        error -> assertThat(error.fieldErrors()).singleElement().satisfies(field -> {
                            assertThat(field.field()).isEqualTo("recipe.parameters.at");
                            assertThat(field.message()).contains("is no place in a file");
                        }));
    }

    @Test
    void theCatalogueIsInOrderWhateverOrderTheClassesAreFoundIn() {
        List<Recipe> found = new ArrayList<>(ServiceLoader.load(Recipe.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
        List<String> names = Recipes.standard().descriptors().stream()
                .map(Recipe.Descriptor::name)
                .toList();
        assertThat(names).contains("rename-method", "find-usages").hasSameSizeAs(found);
        assertThat(names.indexOf("rename-method")).isLessThan(names.indexOf("find-usages"));
        for (int i = 0; i < found.size(); i++) {
            Collections.rotate(found, 1);
            assertThat(Recipes.of(found).descriptors())
                    .extracting(Recipe.Descriptor::name)
                    .isEqualTo(names);
        }
    }

    @Test
    void twoRecipesOfOneNameAreRefused() {
        assertThatThrownBy(() -> Recipes.of(List.of(new FindUsages(), new FindUsages())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("find-usages");
    }

    @Test
    void everyRecipeSaysWhatItTakesAndHowItIsAskedFor() {
        assertThat(Recipes.standard().descriptors()).allSatisfy(recipe -> {
            assertThat(recipe.name()).matches("[a-z]+(-[a-z0-9]+)*");
            assertThat(recipe.summary()).endsWith(".");
            assertThat(recipe.phrases()).isNotEmpty();
            assertThat(recipe.parameters())
                    .allSatisfy(parameter -> assertThat(parameter.description()).isNotBlank());
        });
    }

    @Test
    void aReadOnlyRecipeSaysSo() {
        assertThat(Recipes.standard()
                        .checked("find-usages", Map.of("symbol", "a.A"))
                        .descriptor()
                        .readOnly())
                .isTrue();
    }
}
