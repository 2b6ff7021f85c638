package dev.refactory.refactor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotenceTest {
    /// Remembers what it was asked.
    private static final class Asked implements Recipe {
        private final Map<String, String> asked = new HashMap<>();

        @Override
        public Descriptor descriptor() {
            return new Descriptor(
                    1,
                    "asked",
                    "Remembers.",
                    false,
                    List.of(new Parameter("at", Form.PLACE, "x", true), new Parameter("name", Form.NAME, "x", true)),
                    List.of());
        }

        @Override
        public PlanOutcome plan(GraphView graph, Sources sources, Map<String, String> parameters) {
            asked.putAll(parameters);
            return new PlanOutcome.Refused(List.of(new Conflict("not-found", "", "", 0, "Nothing.")));
        }
    }

    private static Map<String, String> askedAgain(Map<String, String> parameters) {
        Asked recipe = new Asked();
        Changeset changeset =
                new Changeset(List.of(new FileEdits("a/A.java", List.of(new TextEdit(new Range(6, 7), "Longer")))));
        boolean holds = Idempotence.of(
                        recipe,
                        TestFacts.graph(Map.of()),
                        TestFacts.sources(Map.of("a/Longer.java", "class Longer { int x; }", "a/B.java", "class B {}")),
                        parameters,
                        new Idempotence.Change(
                                TestFacts.sources(Map.of("a/A.java", "class A { int x; }", "a/B.java", "class B {}")),
                                changeset,
                                Map.of("a/A.java", "a/Longer.java")))
                .holds();
        assertThat(holds).as("a refusal").isFalse();
        return recipe.asked;
    }

    @Test
    void aPlaceIsAskedForWhereTheChangeMovedIt() {
        assertThat(askedAgain(Map.of("at", "a/A.java:1:15", "name", "a/A.java:1:15")))
                .isEqualTo(Map.of("at", "a/Longer.java:1:20", "name", "a/A.java:1:15"));
    }

    @Test
    void aPlaceInAnotherFileIsAskedForAgain() {
        assertThat(askedAgain(Map.of("at", "a/B.java:1:7"))).containsEntry("at", "a/B.java:1:7");
        assertThat(askedAgain(Map.of("at", "nowhere"))).containsEntry("at", "nowhere");
    }
}
