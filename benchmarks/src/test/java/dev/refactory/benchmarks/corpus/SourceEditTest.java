package dev.refactory.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceEditTest {
    private static final String TEXT = """
            class A {
                final String field = "a field";
                A() { String inConstructor = "c"; }
                int m() { return "in a body".length(); }
            }
            """;

    @Test
    void aBodyGetsAStatementOrAnotherTextAndNothingElseChanges() throws IOException {
        assertThat(SourceEdit.body(TEXT, 1, new Random(1)))
                .isEqualTo(TEXT.replace("int m() {", "int m() {\n        long touched1 = 1L;"));
        assertThat(SourceEdit.body(TEXT, 2, new Random(1))).isEqualTo(TEXT.replace("in a body", "in a body 2"));
    }

    @Test
    void aSignatureIsAddedBesideAMethodOfTheSameName() throws IOException {
        assertThat(SourceEdit.signature(TEXT, 3, new Random(1)))
                .contains("public static void m(java.util.BitSet touched3, java.util.BitSet again, int third) {}")
                .contains("int m() {");
    }

    @Test
    void whereThereIsNoPlaceNothingIsMade() throws IOException {
        assertThat(SourceEdit.body("interface I { int m(); }", 1, new Random(1)))
                .isNull();
        assertThat(SourceEdit.signature("interface I { int m(); }", 1, new Random(1)))
                .isNull();
    }
}
