package dev.refactory.refactor.recipe.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.refactor.harness.RecipeCheck;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.PlanOutcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What change-access says of what it does, and of why it does not.
class AccessSentencesTest {
    private static final String SOURCE = """
            package a;
            class A {
                synchronized void foo() {}
                void over() {}
                static void hide() {}
            }
            class B extends A {
                void over() {}
                static void hide() {}
            }
            interface I { default void m() {} }
            abstract class C { abstract void m(); }
            sealed class S permits T {}
            non-sealed class T extends S {}
            record R(int x) { R {} }
            """;

    private static String said(String symbol, String parameter, String value) {
        PlanOutcome outcome = RecipeCheck.run(
                        "change-access",
                        Map.of("symbol", symbol, parameter, value),
                        new TreeMap<>(Map.of("a/R.java", SOURCE)))
                .outcome();
        return switch (outcome) {
            case PlanOutcome.Planned planned -> planned.plan().summary();
            case PlanOutcome.Refused refused ->
                refused.conflicts().stream().map(Conflict::message).collect(Collectors.joining("\n"));
        };
    }

    @Test
    void aSummaryNamesWhatChanges() {
        assertThat(said("a.A#foo()", "access", "private")).isEqualTo("Make a.A#foo() private: 1 declaration.");
        assertThat(said("a.A#foo()", "modifiers", "final,-synchronized"))
                .isEqualTo("Make a.A#foo() final, not synchronized: 1 declaration.");
        assertThat(said("a.A#foo()", "access", "package-private")).isEqualTo("No change: a.A#foo() is that already.");
    }

    @Test
    void aModifierThatIsNotChangedIsTheOnlyReason() {
        assertThat(said("a.A#foo()", "modifiers", "static"))
                .startsWith("\"static\" is not changed by this recipe")
                .doesNotContain("\n");
    }

    @Test
    void whatCannotBeFinalSaysWhy() {
        assertThat(said("a.I#m()", "modifiers", "final"))
                .isEqualTo("a.I#m() cannot be final: it is a member of an interface.");
        assertThat(said("a.C#m()", "modifiers", "final")).isEqualTo("a.C#m() cannot be final: it is abstract.");
        assertThat(said("a.C", "modifiers", "final")).isEqualTo("a.C cannot be final: it is abstract.");
        assertThat(said("a.T", "modifiers", "final")).isEqualTo("a.T cannot be final: it is meant to have subclasses.");
    }

    @Test
    void whatIsBelowIsNamedByWhatItDoes() {
        assertThat(said("a.A", "modifiers", "final")).isEqualTo("a.B extends a.A, so it cannot be final.");
        assertThat(said("a.A#over()", "modifiers", "final"))
                .isEqualTo("a.B#over() overrides a.A#over(), so it cannot be final.");
        assertThat(said("a.A#hide()", "modifiers", "final"))
                .isEqualTo("a.B#hide() hides a.A#hide(), so it cannot be final.");
    }

    @Test
    void aRecordAndItsConstructorAreToldApart() {
        assertThat(said("a.R", "access", "public")).endsWith("it cannot be narrower than public, as a.R would be.");
        assertThat(said("a.R#<init>(int)", "access", "private"))
                .endsWith("it cannot be narrower than package-private, as a.R is.");
    }
}
