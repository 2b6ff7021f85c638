package dev.refactory.benchmarks.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeaningTest {
    @Test
    void aRenamingLeavesItAsItIs() throws IOException {
        String before = "package a; class A { A it = new A();"
                + " A of(int x, A other) { Runnable r = () -> of(1, this); return of(2, this); } }";
        String after = before.replace("of(", "made(").replace("package a", "package b.c");
        assertThat(difference(before, after, "of", "made", "a", "b.c")).isEmpty();
    }

    @Test
    void aCallThatIsCapturedIsSeen() throws IOException {
        String before = "class A { void old(Object o) {} void other(String s) {} void run() { old(\"\"); } }";
        String after = "class A { void other(Object o) {} void other(String s) {} void run() { other(\"\"); } }";
        assertThat(difference(before, after, "old", "other"))
                .isEqualTo("A run()V: INVOKEVIRTUAL A.* (Ljava.lang.Object;)V is now"
                        + " A run()V: INVOKEVIRTUAL A.* (Ljava.lang.String;)V");
    }

    private static String difference(String before, String after, String... names) throws IOException {
        try (PlainJavac javac = new PlainJavac(List.of(), 25)) {
            return Meaning.difference(
                    Meaning.of(javac.compile(Map.of("A.java", before)).classes(), List.of(names)),
                    Meaning.of(javac.compile(Map.of("A.java", after)).classes(), List.of(names)));
        }
    }
}
