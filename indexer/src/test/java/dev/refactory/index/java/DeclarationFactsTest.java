package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import org.junit.jupiter.api.Test;

class DeclarationFactsTest {
    /// The snapshot without its carets is the source; its facts must give the carets back.
    static FileFacts check(String snapshot, JavaAttributor.Source... headers) {
        String text = Attribution.withoutCarets(snapshot);
        FileFacts facts = Attribution.factsOf(Attribution.source(text), headers);
        assertThat(Attribution.snapshot(facts, text)).isEqualTo(snapshot);
        return facts;
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
}
