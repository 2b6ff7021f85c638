package dev.refactory.refactor.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.Recipe.Form;
import dev.refactory.refactor.recipe.Recipe.Parameter;
import dev.refactory.refactor.recipe.Recipes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortNamesTest {
    private static final GraphView GRAPH = TestFacts.graph(TestFacts.of(
            Map.of("a/A.java", """
            package a;
            public class A {
                public int size;
                public int twice;
                void run() {}
                void twice() {}
                int parse(String s) { return s.length(); }
                int parse(int x) { return x; }
                static class Inner { void run() {} }
                java.util.List<String> names;
                void Odd() {}
            }
            class Odd {}
            """, "b/A.java", """
            package b;
            public class A { int other; }
            interface I { void step(); }
            class C implements I { public void step() {} }
            class D extends C { public void step() {} }
            class E { int count; }
            class Only {}
            """, "Top.java", "class Top { void own() {} }\nclass List {}\n")));

    private static Completion complete(Form form, String value) {
        return new ShortNames(GRAPH)
                .complete(
                        List.of(new Parameter("it", form, "x", true), new Parameter("name", Form.NAME, "x", true)),
                        Map.of("it", value, "name", "Only"));
    }

    private static String full(Form form, String value) {
        Completion completion = complete(form, value);
        assertThat(completion).as(value).isInstanceOf(Completion.Resolved.class);
        Map<String, String> parameters = ((Completion.Resolved) completion).parameters();
        assertThat(parameters).containsEntry("name", "Only");
        return parameters.getOrDefault("it", "");
    }

    private static String ambiguous(Form form, String value) {
        Completion completion = complete(form, value);
        assertThat(completion).as(value).isInstanceOf(Completion.Conflicts.class);
        Conflict conflict = ((Completion.Conflicts) completion).conflicts().getFirst();
        assertThat(conflict.kind()).isEqualTo("ambiguous-symbol");
        return conflict.message();
    }

    @Test
    void aShortNameOfOneMeaningIsWrittenInFull() {
        assertThat(full(Form.TYPE, "Inner")).isEqualTo("a.A.Inner");
        assertThat(full(Form.TYPE, "A.Inner")).isEqualTo("a.A.Inner");
        assertThat(full(Form.TYPE, "Only")).isEqualTo("b.Only");
        assertThat(full(Form.METHOD, "Inner#run()")).isEqualTo("a.A.Inner#run()");
        assertThat(full(Form.METHOD, "parse(int)")).isEqualTo("a.A#parse(int)");
        assertThat(full(Form.METHOD, "parse(String)")).isEqualTo("a.A#parse(java.lang.String)");
        assertThat(full(Form.FIELD, "count")).isEqualTo("b.E#count");
        assertThat(full(Form.FIELD, "E#count")).isEqualTo("b.E#count");
        assertThat(full(Form.SYMBOL, "E.count")).isEqualTo("b.E#count");
        assertThat(full(Form.SYMBOL, "Only")).isEqualTo("b.Only");
        assertThat(full(Form.SYMBOL, "String")).isEqualTo("java.lang.String");
    }

    @Test
    void aFullNameStays() {
        assertThat(full(Form.TYPE, "a.A")).isEqualTo("a.A");
        assertThat(full(Form.TYPE, "Top")).isEqualTo("Top");
        assertThat(full(Form.METHOD, "a.A#parse(int)")).isEqualTo("a.A#parse(int)");
        assertThat(full(Form.METHOD, "a.A#parse(..)")).isEqualTo("a.A#parse(..)");
        assertThat(full(Form.FIELD, "a.A#size")).isEqualTo("a.A#size");
        assertThat(full(Form.SYMBOL, "a")).isEqualTo("a");
        assertThat(full(Form.PATTERN, "A")).isEqualTo("A");
    }

    @Test
    void ofTwoTypesOfAMembersOwnerOnlyTheOneThatDeclaresItIsMeant() {
        assertThat(full(Form.METHOD, "A#parse(int)")).isEqualTo("a.A#parse(int)");
        assertThat(full(Form.FIELD, "A#other")).isEqualTo("b.A#other");
    }

    @Test
    void theMethodsOfOneFamilyAreOneMeaning() {
        assertThat(full(Form.METHOD, "step")).isEqualTo("b.I#step()");
    }

    @Test
    void severalMeaningsAreRefusedByName() {
        assertThat(ambiguous(Form.TYPE, "A")).contains("class a.A, class b.A", "in full");
        assertThat(ambiguous(Form.METHOD, "run")).contains("a.A#run()", "a.A.Inner#run()");
        assertThat(ambiguous(Form.METHOD, "parse")).contains("a.A#parse(int)", "a.A#parse(java.lang.String)");
        assertThat(ambiguous(Form.SYMBOL, "twice")).contains("field a.A#twice, method a.A#twice()");
        assertThat(ambiguous(Form.SYMBOL, "A")).contains("a.A", "b.A");
    }

    @Test
    void aBareTypeNameThatNamesAMemberTooIsNotGuessed() {
        assertThat(ambiguous(Form.TYPE, "Odd")).contains("class a.Odd", "method a.A#Odd()");
        assertThat(full(Form.TYPE, "a.Odd")).isEqualTo("a.Odd");
    }

    @Test
    void whatMeansNothingStandsForTheRecipeToRefuse() {
        assertThat(full(Form.TYPE, "Nope")).isEqualTo("Nope");
        assertThat(full(Form.TYPE, "c.Nope")).isEqualTo("c.Nope");
        assertThat(full(Form.METHOD, "Only#nope()")).isEqualTo("b.Only#nope()");
        assertThat(full(Form.METHOD, "Nope#nope()")).isEqualTo("Nope#nope()");
        assertThat(full(Form.FIELD, "nope")).isEqualTo("nope");
    }

    @Test
    void theStepsOfAReadingAreCompletedByTheirRecipesParameters() {
        Instructions instructions = new Instructions(Recipes.standard());
        Reading reading = instructions.read("Rename method parse(int) of A to read");
        Step step = ((Reading.Understood) reading).steps().getFirst();
        assertThat(instructions.resolve(GRAPH, step))
                .isEqualTo(new Completion.Resolved(Map.of("method", "a.A#parse(int)", "newName", "read")));
    }
}
