package dev.refactory.refactor.recipe.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.PlanOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathGlobsTest {
    /// What is beyond a limit is not left out.
    @Test
    void pathsThatAreTooLongAreRefusedWithTheLimit() {
        String paths = "a/**," + "x".repeat(4000);
        Map<String, String> files = Map.of("a/A.java", "package a; class A {}");
        PlanOutcome outcome = new RemoveUnusedImports()
                .plan(TestFacts.graph(TestFacts.of(files)), TestFacts.sources(files), Map.of("paths", paths));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PlanOutcome.Refused.class,
                        refused -> assertThat(refused.conflicts())
                                .singleElement()
                                .satisfies(conflict ->
                                        assertThat(conflict.message()).contains("4005 characters", "at most 4000")));
    }
}
