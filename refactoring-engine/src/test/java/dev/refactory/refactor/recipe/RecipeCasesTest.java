package dev.refactory.refactor.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.harness.RecipeCase;
import dev.refactory.refactor.harness.RecipeCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every recipe there is, on every case of its tables; `-Dcases=rename-type` runs those tables only whose
/// names begin so.
class RecipeCasesTest {
    private static final String ASKED_FOR = System.getProperty("cases", "");
    private static final List<String> RECIPES = Recipes.standard().descriptors().stream()
            .map(Recipe.Descriptor::name)
            .toList();

    @TestFactory
    Stream<DynamicContainer> everyRecipeDoesWhatItsCasesSay() {
        return RECIPES.stream()
                .flatMap(recipe -> RecipeCase.tables(recipe, RECIPES).stream()
                        .filter(table -> String.valueOf(table.getFileName()).startsWith(ASKED_FOR))
                        .map(table -> cases(recipe, table)));
    }

    private static DynamicContainer cases(String recipe, Path table) {
        return DynamicContainer.dynamicContainer(
                String.valueOf(table.getFileName()),
                RecipeCase.read(table).stream()
                        .map(each -> DynamicTest.dynamicTest(each.title(), () -> RecipeCheck.check(recipe, each))));
    }

    @Test
    void everyRecipeHasATableOfCases() {
        assertThat(RECIPES)
                .isNotEmpty()
                .allSatisfy(recipe -> assertThat(RecipeCase.tables(recipe, RECIPES))
                        .as("src/test/resources/cases/%s.txt", recipe)
                        .isNotEmpty()
                        .allSatisfy(table -> assertThat(RecipeCase.read(table)).isNotEmpty()));
    }

    @Test
    void everyTableBelongsToARecipe() {
        assertThat(RecipeCase.strays(RECIPES)).isEmpty();
    }

    @Test
    void aTableNamedAfterALongerRecipeIsNotTakenForAShorterOnes() {
        List<String> recipes = List.of("rename-method", "rename-method-refused");
        assertThat(RecipeCase.tables("rename-method-refused", recipes)).hasSize(1);
        assertThat(RecipeCase.tables("rename-method", recipes))
                .isNotEmpty()
                .noneMatch(table -> table.endsWith("rename-method-refused.txt"));
    }
}
