package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sources with a line of carets, roles and symbol under every name. Without the carets a snapshot is the source; its
/// facts must give the carets back.
class SnapshotTest {
    private static void check(String snapshot) {
        String text = Attribution.withoutCarets(snapshot);
        FileFacts facts = Attribution.factsOf(Attribution.source(text));
        assertThat(Attribution.snapshot(facts, text)).isEqualTo(snapshot);
    }

    @ParameterizedTest
    @ValueSource(strings = {"types", "references", "documentation"})
    void everyNameIsCoveredExactly(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SnapshotTest.class.getResourceAsStream("snapshots/" + name + ".txt"))) {
            check(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aRecordDeclaresComponentsAccessorsAndTheParametersOfItsCompactConstructor() {
        check("""
                record R(int x) { R { if (x < 0) throw null; } }
                       ^ definition R
                       ^ definition+implicit R#equals(java.lang.Object)
                       ^ definition+implicit R#hashCode()
                       ^ definition+implicit R#toString()
                             ^ definition+implicit R#<init>(int)~x@13
                             ^ definition R#x
                             ^ definition+implicit R#x()
                                  ^ definition R#<init>(int)
                                          ^ read R#<init>(int)~x@13
                """);
    }

    @Test
    void whatARecordDoesNotWriteIsDeclaredAtItsNameAndComponents() {
        check("""
                record R(int x) { int y() { return x() + x; } }
                       ^ definition R
                       ^ definition+implicit R#<init>(int)
                       ^ definition+implicit R#equals(java.lang.Object)
                       ^ definition+implicit R#hashCode()
                       ^ definition+implicit R#toString()
                             ^ definition R#x
                             ^ definition+implicit R#x()
                                      ^ definition R#y()
                                                   ^ call R#x()
                                                         ^ read R#x
                """);
    }
}
