package dev.refactory.refactor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Role;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.harness.RecipeCase;
import dev.refactory.refactor.harness.RecipeCheck;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.plan.Intent;
import dev.refactory.refactor.plan.Piece;
import dev.refactory.refactor.plan.PlannedEdit;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.rewrite.JavaTokens;
import dev.refactory.testkit.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BindingJudgeTest {
    private static Verdict judge(
            SortedMap<String, String> sources, Changeset changeset, Map<String, String> symbolMap) {
        SortedMap<String, String> texts = new TreeMap<>(sources);
        changeset.files().forEach(file -> texts.compute(file.path(), (path, text) -> file.apply(String.valueOf(text))));
        return new BindingJudge()
                .judge(new BindingJudge.Case(
                        TestFacts.of(sources),
                        TestFacts.of(texts),
                        changeset,
                        symbolMap,
                        Map.of(),
                        TestFacts.sources(sources)));
    }

    private static Verdict afterEdit(String source, String word, String replacement) {
        int at = source.indexOf(word);
        Changeset changeset = new Changeset(List.of(new FileEdits(
                "A.java", List.of(new TextEdit(new Range(at, at + word.length()), replacement)))));
        return judge(new TreeMap<>(Map.of("A.java", source)), changeset, Map.of());
    }

    @Test
    void nothingChangedIsNothingFound() {
        SortedMap<String, String> sources = new TreeMap<>(Map.of("A.java", "class A { int x; int t() { return x; } }"));
        Verdict verdict = judge(sources, Changeset.NONE, Map.of());
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.filesCompared()).isEqualTo(1);
        assertThat(verdict.occurrencesCompared()).isPositive();
    }

    @Test
    void aCallThatMeansAnotherOverloadIsNamedWithItsPlace() {
        String source = "class A { void f(int x) {} void f(long x) {}\n void t() { f(1); } }";
        assertThat(afterEdit(source, "1", "1L").bindingChanges())
                .singleElement()
                .isEqualTo(new Conflict(
                        "binding-changed",
                        "A#f(int)",
                        "A.java",
                        2,
                        "The call of A#f(int) here would mean A#f(long) after the change."));
    }

    @Test
    void aBindingLostOrAddedIsAConflict() {
        String source = "class A { int t() { return xx; } int xx; int b; }";
        assertThat(afterEdit(source, "xx", "1").bindingChanges())
                .extracting(Conflict::message)
                .containsExactly("The use of A#xx here would be gone after the change.");
        assertThat(afterEdit(source, "xx", "xx + b").bindingChanges()).isNotEmpty();
        assertThat(afterEdit(source, " int b;", " int b; int c;").bindingChanges())
                .isNotEmpty();
        assertThat(afterEdit(source, "return xx", "return 1").bindingChanges())
                .extracting(Conflict::message)
                .containsExactly("The place that names A#xx would be cut by an edit.");
    }

    @Test
    void aNameThatKeepsItsMeaningAgainstThePlanIsSaidTo() {
        SortedMap<String, String> sources = new TreeMap<>(Map.of("A.java", "class A { int x; int t() { return x; } }"));
        assertThat(judge(sources, Changeset.NONE, Map.of("A#x", "A#y")).bindingChanges())
                .extracting(Conflict::message)
                .contains("The use of A#x here would mean it still, and not A#y, after the change.");
    }

    @Test
    void aRelationLostOrAddedIsAConflict() {
        String source = "interface I { void f(); } class A implements I { public void f() {} }";
        assertThat(afterEdit(source, " implements I", "").bindingChanges())
                .extracting(Conflict::message)
                .contains(
                        "A would no longer implement I after the change.",
                        "A#f() would no longer override I#f() after the change.");
    }

    @Test
    void newErrorsAreToldFromOldOnes() {
        String source = "class A { int a = \"x\"; void t() { int b = 1; } }";
        Verdict verdict = afterEdit(source, "b = 1", "b = \"x\"");
        assertThat(verdict.newErrorCount()).isEqualTo(1);
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.conflicts())
                .anySatisfy(conflict -> assertThat(conflict.kind()).isEqualTo("compile-error"));
        assertThat(afterEdit(source, "int b = 1;", "").newErrorCount()).isZero();
    }

    @Test
    void aNameThatWouldMeanNothingIsToldOnceWithItsSymbolAndTheCompilersReason() {
        String source = "class A {\n    CharSequence x;\n    int c = x.charAt(0);\n}\n";
        assertThat(afterEdit(source, "CharSequence", "Object").conflicts())
                .filteredOn(conflict -> conflict.line() == 3)
                .containsExactly(new Conflict(
                        "compile-error",
                        "java.lang.CharSequence#charAt(int)",
                        "A.java",
                        3,
                        "After the change A.java would not compile: cannot find symbol; symbol: method charAt(int);"
                                + " location: variable x of type java.lang.Object."));
    }

    /// What follows from an edit is told after what is at it.
    @Test
    void errorsComeFirstAndThoseWhereTheEditsAreBeforeOthers() {
        SortedMap<String, String> sources = new TreeMap<>(Map.of(
                "A.java", "class A extends B { int u = new B().x.length(); }",
                "B.java", "class B { String x; int y = x.length(); CharSequence z = this.x; }"));
        Changeset changeset =
                new Changeset(List.of(new FileEdits("B.java", List.of(new TextEdit(new Range(10, 16), "Object")))));
        List<Conflict> conflicts = judge(sources, changeset, Map.of()).conflicts();
        assertThat(conflicts)
                .extracting(conflict -> conflict.kind() + " " + conflict.file())
                .startsWith("compile-error B.java", "compile-error B.java", "compile-error A.java")
                .endsWith("binding-changed B.java")
                .doesNotContain("binding-changed A.java");
    }

    /// As in documentation, of which the compiler says nothing.
    @Test
    void aNameThatWouldMeanNothingIsAConflictWithoutAnError() {
        String source = "/** {@link #f()} */ class A { void f() {} }";
        assertThat(afterEdit(source, "void f()", "void g()").conflicts())
                .extracting(Conflict::message)
                .contains("The documentation link to A#f() here would mean nothing after the change.");
    }

    @Test
    void anOldErrorThatNamesTheRenamedMethodIsNotNew() {
        SortedMap<String, String> sources = new TreeMap<>(
                Map.of("A.java", "class A { void foo(int x) {} void t() { foo(\"s\"); this.foo(1, 2); } }"));
        int foo = sources.getOrDefault("A.java", "").indexOf("foo");
        Changeset changeset =
                new Changeset(List.of(new FileEdits("A.java", List.of(new TextEdit(new Range(foo, foo + 3), "bar")))));
        Verdict verdict = judge(sources, changeset, Map.of("A#foo(int)", "A#bar(int)"));
        assertThat(verdict.newErrorCount())
                .as("calls that no longer find anything")
                .isPositive();
        Verdict same = judge(sources, Changeset.NONE, Map.of("A#foo(int)", "A#foo(int)"));
        assertThat(same.accepted()).isTrue();
    }

    /// A local variable is spelled with the place it starts at, which an edit before it moves.
    @Test
    void aPlannedLocalIsExpectedWhereTheEditsMoveIt() {
        String source = "class A { int longName; int f() { int x = longName; return x; } }";
        List<TextEdit> edits = new ArrayList<>();
        for (String word : List.of("longName", "x ", "longName;", "x;")) {
            int at = word.equals("longName;") ? source.lastIndexOf(word) : source.indexOf(word);
            int end = at + word.replace(" ", "").replace(";", "").length();
            edits.add(new TextEdit(new Range(at, end), word.startsWith("x") ? "total" : "n"));
        }
        SortedMap<String, String> sources = new TreeMap<>(Map.of("A.java", source));
        String x = "A#f()~x@" + source.indexOf("x ");
        Map<String, String> planned = Map.of("A#longName", "A#n", x, x.replace("~x", "~total"));
        Verdict verdict = judge(sources, new Changeset(List.of(new FileEdits("A.java", edits))), planned);
        assertThat(verdict.conflicts()).isEmpty();
    }

    @Test
    void aFileThatIsMissingOrUnplannedIsAConflict() {
        SortedMap<String, FileFacts> facts = TestFacts.of(new TreeMap<>(Map.of("A.java", "class A {}")));
        BindingJudge judge = new BindingJudge();
        var sources = TestFacts.sources(Map.of("A.java", "class A {}"));
        assertThat(judge.judge(new BindingJudge.Case(facts, Map.of(), Changeset.NONE, Map.of(), Map.of(), sources))
                        .accepted())
                .isFalse();
        assertThat(judge.judge(new BindingJudge.Case(Map.of(), facts, Changeset.NONE, Map.of(), Map.of(), sources))
                        .accepted())
                .isFalse();
        Changeset unknown =
                new Changeset(List.of(new FileEdits("B.java", List.of(new TextEdit(new Range(0, 0), " ")))));
        assertThat(judge.judge(new BindingJudge.Case(facts, facts, unknown, Map.of(), Map.of(), sources))
                        .accepted())
                .isFalse();
    }

    @Test
    void aNameThatThePlanAnswersForIsHeldToItWithinTextOfAUsers() {
        String source = "class A { static int x; static int y; int t() { return 0; } }";
        int zero = source.indexOf("0;");
        Piece.Name means = new Piece.Name(new Range(2, 3), "A#x", Set.of(Role.READ));
        Piece text = new Piece(null, "A.x + y", List.of(means), true);
        Piece wrong = new Piece(null, "A.y + x", List.of(means), true);
        assertThat(written(source, zero, text).accepted()).isTrue();
        assertThat(written(source, zero, wrong).bindingChanges())
                .extracting(Conflict::message)
                .containsExactly("The use of A#x here would mean A#y after the change.");
    }

    /// What the judge says of a piece instead of one character.
    private static Verdict written(String source, int at, Piece piece) {
        Range place = new Range(at, at + 1);
        Changeset changeset =
                new Changeset(List.of(new FileEdits("A.java", List.of(new TextEdit(place, piece.text())))));
        Intent intent = Intent.of(Map.of("A.java", List.of(new PlannedEdit(place, List.of(piece)))), List.of("t"));
        SortedMap<String, String> before = new TreeMap<>(Map.of("A.java", source));
        SortedMap<String, String> after =
                new TreeMap<>(Map.of("A.java", source.substring(0, at) + piece.text() + source.substring(at + 1)));
        return new BindingJudge()
                .judge(new BindingJudge.Case(
                        TestFacts.of(before),
                        TestFacts.of(after),
                        changeset,
                        Map.of(),
                        Map.of(),
                        intent,
                        TestFacts.sources(before)));
    }

    /// An edit left out of, or made wrong in, any rename of the catalogue of cases is noticed: by a
    /// binding or an error.
    @Test
    void everyEditThatIsDroppedOrWrongIsNoticed() {
        int mutants = 0;
        for (RecipeCase example : RecipeCase.read(Path.of("src/test/resources/cases/rename-method.txt"))) {
            RecipeCheck.Result result = RecipeCheck.run("rename-method", example.parameters(), example.before());
            if (mutants > 60 || result.changeset().changesNothing()) {
                continue;
            }
            RefactoringPlan plan = result.plan();
            for (FileEdits file : result.changeset().files()) {
                TextEdit edit = file.edits().get(mutants % file.edits().size());
                for (Changeset mutant : mutants(result.changeset(), file, edit)) {
                    mutants++;
                    assertThat(judge(example.before(), mutant, plan.symbolMap()).accepted())
                            .as("%s: %s in %s left out or wrong", example, edit, file.path())
                            .isFalse();
                }
            }
        }
        assertThat(mutants).isGreaterThan(40);
    }

    private static List<Changeset> mutants(Changeset whole, FileEdits file, TextEdit edit) {
        List<Changeset> mutants = new ArrayList<>();
        List<TextEdit> without = new ArrayList<>(file.edits());
        without.remove(edit);
        List<TextEdit> wrong = new ArrayList<>(without);
        wrong.add(new TextEdit(edit.range(), edit.replacement().replaceAll("(\\w)(;?)$", "$1x$2")));
        for (List<TextEdit> edits : List.of(without, wrong)) {
            List<FileEdits> files = new ArrayList<>(whole.files());
            files.remove(file);
            if (!edits.isEmpty()) {
                files.add(new FileEdits(file.path(), edits));
            }
            mutants.add(new Changeset(files));
        }
        return mutants;
    }

    /// A name replaced by another name of the file, anywhere: the judge finds it, or the compiler's
    /// facts are the same.
    @Test
    void aRandomUnplannedEditIsAConflict() {
        String source = """
                package a;
                class A {
                    int one; int two; long three;
                    int f(int p) { return p + one; }
                    int g(int q) { two = q; return f(two) + g(one); }
                    static class In extends A { int f(int r) { return super.f(r) + two; } }
                }
                """;
        JavaTokens tokens = JavaTokens.of(source);
        List<Integer> names = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            if (List.of("one", "two", "three", "f", "g", "p", "q", "r").contains(tokens.at(i))) {
                names.add(i);
            }
        }
        Seeds.forEach(40, seed -> {
            RandomGenerator random = Seeds.random(seed);
            int token = names.get(random.nextInt(names.size()));
            String other = tokens.at(names.get(random.nextInt(names.size())));
            if (other.equals(tokens.at(token))) {
                return;
            }
            Changeset changeset = new Changeset(List.of(new FileEdits(
                    "a/A.java", List.of(new TextEdit(new Range(tokens.start(token), tokens.end(token)), other)))));
            assertThat(judge(new TreeMap<>(Map.of("a/A.java", source)), changeset, Map.of())
                            .accepted())
                    .as("%s at %d became %s", tokens.at(token), tokens.start(token), other)
                    .isFalse();
        });
    }
}
