package dev.refactory.refactor.recipe.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.harness.RecipeCheck;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the recipes say of what they do, and of why they do not.
class AnnotationSentencesTest {
    private static final String SOURCE = """
            package a;
            @Deprecated(since = "9")
            class A {
                int x, y, z;
                void foo(int n, String s) { @SuppressWarnings("all") Object o = null; }
                @SuppressWarnings("all") void bar() {}
            }
            """;

    private static String said(String recipe, String... parameters) {
        Map<String, String> given = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        PlanOutcome outcome = RecipeCheck.run(recipe, given, new TreeMap<>(Map.of("a/A.java", SOURCE)))
                .outcome();
        return switch (outcome) {
            case PlanOutcome.Planned planned -> planned.plan().summary();
            case PlanOutcome.Refused refused ->
                refused.conflicts().stream().map(Conflict::message).collect(Collectors.joining("\n"));
        };
    }

    @Test
    void oneOfTheLanguageIsFoundWithoutItsPackage() {
        assertThat(said("add-annotation", "on", "a.A#bar()", "annotation", "FunctionalInterface"))
                .endsWith(" Nearest: java.lang.FunctionalInterface.");
        assertThat(said("add-annotation", "on", "a.A#bar()", "annotation", "Missing"))
                .doesNotContain("Nearest");
    }

    @Test
    void aParameterThatIsNotThereNamesThoseThatAre() {
        assertThat(said("add-annotation", "on", "a.A#foo~m", "annotation", "java.lang.Deprecated"))
                .endsWith("has no parameter m. It has n, s.");
        assertThat(said("add-annotation", "on", "a.A#bar()~m", "annotation", "java.lang.Deprecated"))
                .endsWith("has no parameter m.");
    }

    @Test
    void ofWhatIsDeclaredTogetherTheOthersAreNamed() {
        assertThat(said("add-annotation", "on", "a.A#y", "annotation", "java.lang.Deprecated"))
                .isEqualTo("a.A#y is declared together with a.A#x, a.A#z, and an annotation there is on all of them:"
                        + " part the declarations first.");
    }

    @Test
    void aSummaryCountsPlaces() {
        assertThat(said("add-annotation", "on", "a.A#*", "annotation", "java.lang.Deprecated"))
                .isEqualTo("Add @Deprecated to 3 declarations.");
        assertThat(said("remove-annotation", "on", "**", "annotation", "java.lang.SuppressWarnings"))
                .isEqualTo("Remove @SuppressWarnings from 2 places in 1 file.");
        assertThat(said("change-annotation", "on", "**", "annotation", "java.lang.SuppressWarnings", "value", "\"x\""))
                .isEqualTo("Set value of @SuppressWarnings in 2 places.");
        assertThat(said("change-annotation", "on", "a.A", "annotation", "java.lang.Deprecated", "attribute", "since"))
                .isEqualTo("Remove since of @Deprecated in 1 place.");
        assertThat(said("add-annotation", "on", "a.A", "annotation", "java.lang.Deprecated(since = \"9\")"))
                .isEqualTo("No change: it is as it was asked for already.");
    }
}
