package dev.refactory.refactor.recipe;

import dev.refactory.refactor.harness.RecipeCase;
import dev.refactory.refactor.harness.RecipeCheck;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenameMethodTest {
    static List<RecipeCase> changed() {
        return RecipeCase.read(Path.of("src/test/resources/cases/rename-method.txt"));
    }

    static List<RecipeCase> refused() {
        return RecipeCase.read(Path.of("src/test/resources/cases/rename-method-refused.txt"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changed")
    void renamesEverythingThatMustChangeAndNothingElse(RecipeCase example) {
        RecipeCheck.check("rename-method", example);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatWouldChangeBehaviourOrNotCompile(RecipeCase example) {
        RecipeCheck.check("rename-method", example);
    }
}
