package dev.refactory.refactor.recipe.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.SourceText;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A member goes to a file that is Latin-1.
class MoveStaticMemberCharsetTest {
    private static PlanOutcome plan(String text) {
        TreeMap<String, String> texts = new TreeMap<>(Map.of(
                "a/A.java",
                "package a;\nclass A {\n    static String f() { return \"" + text + "\"; }\n}\n",
                "a/B.java",
                "package a;\nclass B {\n}\n"));
        Recipe.Sources sources = path -> path.equals("a/B.java")
                ? new SourceText(String.valueOf(texts.get(path)), StandardCharsets.ISO_8859_1)
                : TestFacts.sources(texts).text(path);
        return new MoveStaticMember()
                .plan(TestFacts.graph(TestFacts.of(texts)), sources, Map.of("member", "a.A#f()", "targetType", "a.B"));
    }

    @Test
    void whatTheOtherFileCannotWriteIsRefusedBeforeAnythingIsWritten() {
        assertThat(plan("\u20ac"))
                .isInstanceOfSatisfying(
                        PlanOutcome.Refused.class,
                        refused -> assertThat(refused.conflicts())
                                .singleElement()
                                .extracting(Conflict::file, Conflict::message)
                                .containsExactly(
                                        "a/B.java",
                                        "a/B.java is written in ISO-8859-1, which has no way to write all of a.A#f():"
                                                + " convert the file to UTF-8."));
    }

    @Test
    void whatItCanWriteIsDone() {
        assertThat(plan("\u00e9")).isInstanceOf(PlanOutcome.Planned.class);
    }
}
