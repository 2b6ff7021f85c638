package dev.refactory.refactor.recipe.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.refactor.recipe.model.ModelRequest;
import dev.refactory.refactor.recipe.model.ModelResponse;
import dev.refactory.refactor.recipe.model.RecipeModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FindUsagesTest {
    private static final SortedMap<String, String> SOURCES = new TreeMap<>(Map.of("a/A.java", """
            package a;
            public class A {
                public static int count;
                public A() {}
                public void foo(int x) { count++; }
                public void foo(String s) { foo(1); }
                /** See {@link #foo(int)}. */
                void own() {}
            }
            """, "b/B.java", """
            package b;
            import a.A;
            class B extends A {
                @Override public void foo(int y) { super.foo(y); }
                void t(A a) { a.foo(1); a.foo("x"); new B().foo(2); A.count = 3; Object o = new A(); }
                Object u = java.util.List.of();
            }
            """));

    private static PlanOutcome plan(String symbol) {
        GraphView graph = TestFacts.graph(TestFacts.of(SOURCES));
        Map<String, String> parameters = Map.of("symbol", symbol);
        return Recipes.standard()
                .checked("find-usages", parameters)
                .plan(graph, TestFacts.sources(SOURCES), parameters);
    }

    private static List<String> findings(String symbol) {
        RefactoringPlan plan = ((PlanOutcome.Planned) plan(symbol)).plan();
        assertThat(plan.complexity()).isEqualByComparingTo(BigDecimal.ONE);
        List<String> places = new ArrayList<>();
        for (TransformTask task : plan.tasks()) {
            ModelRequest request = ModelRequest.of(task, TestFacts.sources(SOURCES)::text);
            ModelResponse response = ModelResponse.read(new RecipeModel().infer(request.write()));
            assertThat(response.changeset().changesNothing()).isTrue();
            for (Finding finding : response.findings()) {
                places.add(finding.file() + ":" + finding.line() + ":" + finding.column() + " " + finding.message());
            }
        }
        return places;
    }

    private static Conflict refusal(String symbol) {
        return ((PlanOutcome.Refused) plan(symbol)).conflicts().getFirst();
    }

    @Test
    void aMethodsUsagesIncludeThoseThroughItsOverrides() {
        assertThat(findings("a.A#foo(int)"))
                .containsExactly(
                        "a/A.java:5:17 declaration of a.A#foo(int)",
                        "a/A.java:6:33 call of a.A#foo(int)",
                        "a/A.java:7:21 documentation of a.A#foo(int)",
                        "b/B.java:4:27 declaration of b.B#foo(int), an override of the method asked for",
                        "b/B.java:4:46 call of a.A#foo(int)",
                        "b/B.java:5:21 call of a.A#foo(int)",
                        "b/B.java:5:49 call of b.B#foo(int), an override of the method asked for");
        assertThat(findings("b.B#foo(int)"))
                .contains("b/B.java:5:21 call of a.A#foo(int), which the method asked for overrides");
    }

    @Test
    void everyOverloadIsAskedForWithDots() {
        assertThat(findings("a.A#foo(..)"))
                .contains("a/A.java:6:17 declaration of a.A#foo(java.lang.String)")
                .contains("b/B.java:5:31 call of a.A#foo(java.lang.String)");
        assertThat(findings("a.A#foo(String)")).hasSize(2);
    }

    @Test
    void fieldsTypesPackagesAndConstructorsAreFound() {
        assertThat(findings("a.A#count")).hasSize(3);
        assertThat(findings("a.A"))
                .anyMatch(place -> place.startsWith("b/B.java:2:10 import of"))
                .anyMatch(place -> place.startsWith("b/B.java:3:17 extension of"))
                .anyMatch(place -> place.contains("b/B.java:5:85 "));
        assertThat(findings("a.A#<init>(..)"))
                .contains("b/B.java:5:85 creation of a.A#<init>()", "a/A.java:4:12 declaration of a.A#<init>()");
        assertThat(findings("a")).contains("b/B.java:2:8 import of a");
    }

    @Test
    void aLibrarysSymbolCanBeAskedFor() {
        assertThat(findings("java.util.List#of()")).containsExactly("b/B.java:6:31 call of java.util.List#of()");
    }

    @Test
    void whatIsNotThereIsRefusedWithTheNearest() {
        assertThat(refusal("a.B#foo(int)").kind()).isEqualTo("not-found");
        assertThat(refusal("b.A").message()).contains("Nearest: a.A, b.B");
        assertThat(refusal("a.A#fou()").message()).contains("Nearest: a.A#foo(int), a.A#foo(java.lang.String)");
    }

    @Test
    void severalOverloadsAreAmbiguousWithoutParameters() {
        Conflict conflict = refusal("a.A#foo");
        assertThat(conflict.kind()).isEqualTo("ambiguous-symbol");
        assertThat(conflict.message()).contains("a.A#foo(int), a.A#foo(java.lang.String)", "a.A#foo(..)");
    }

    @Test
    void tasksHoldAtMost64Files() {
        SortedMap<String, String> many = new TreeMap<>();
        many.put("a/A.java", "package a; class A { static void foo() {} }");
        for (int i = 0; i < 150; i++) {
            many.put("a/U" + i + ".java", "package a; class U" + i + " { void t() { A.foo(); } }");
        }
        GraphView graph = TestFacts.graph(TestFacts.of(many));
        PlanOutcome outcome = Recipes.standard()
                .named("find-usages")
                .plan(graph, TestFacts.sources(many), Map.of("symbol", "a.A#foo()"));
        assertThat(((PlanOutcome.Planned) outcome).plan().tasks())
                .extracting(task -> task.files().size())
                .containsExactly(64, 64, 23);
    }
}
