package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.index.java.JavaAttributor.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two types of one name in one scope, of every two kinds: an error, and all facts of the file.
class SameNameTwiceTest {
    private static final List<String> TYPES = List.of(
            "class B { final int x; B() { x = 1; } int m() { Runnable r = () -> { int q = x; }; return x; } }",
            "interface B { default int m() { int a; a = 1; return a; } }",
            "enum B { P { int m() { return 2; } }, Q; final int x; { x = 1; } int m() { return x; } }",
            "record B(int x) { B { if (x < 0) throw new IllegalStateException(); } int m() { return x; } }",
            "@interface B { int value() default 1; }",
            "interface B { record R(B b) implements B {} }");

    private static void check(String text) {
        List<Source> files = new ArrayList<>();
        for (String first : TYPES) {
            for (String second : TYPES) {
                String name = "T" + files.size();
                files.add(Attribution.source(
                        text.replace("T0", name).replace("FIRST", first).replace("SECOND", second)));
            }
        }
        List<FileFacts> facts = Attribution.attribute(25, files.toArray(Source[]::new));
        assertThat(facts).hasSameSizeAs(files);
        facts.forEach(SameNameTwiceTest::check);
    }

    private static void check(FileFacts facts) {
        String name = facts.path().replace(".java", "");
        assertThat(facts.problems()).as(facts.path()).isEmpty();
        assertThat(facts.diagnostics()).extracting(Diagnostic::code).contains("compiler.err.already.defined");
        assertThat(facts.occurrences())
                .filteredOn(use -> use.symbol().equals(name + "#field"))
                .as(facts.path())
                .hasSize(2);
    }

    @Test
    void members() {
        check("class T0 { FIRST SECOND int field; int last(B b) { return field; } }");
    }

    @Test
    void inEachOther() {
        check("class T0 { static class N { FIRST } class B { SECOND } int field; int last(B b) { return field; } }");
    }

    @Test
    void inOneMethod() {
        check("class T0 { int field; int last() { FIRST SECOND B b = null; return field; } }");
    }
}
