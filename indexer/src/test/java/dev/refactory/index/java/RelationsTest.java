package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.index.java.JavaAttributor.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelationsTest {
    private static List<String> overrides(FileFacts facts) {
        return facts.relations().stream()
                .filter(relation -> relation.kind() == Relation.Kind.OVERRIDES)
                .map(relation -> relation.from() + " -> " + relation.to())
                .toList();
    }

    @Test
    void aLibrarysMethodsAreOverriddenThroughTheirGenericForm() {
        FileFacts facts = Attribution.factsOf(
                Attribution.source("class A implements Comparable<A> { public int compareTo(A o) { return 0; }"
                        + " @Override public String toString() { return \"\"; } }"));
        assertThat(overrides(facts))
                .containsExactly(
                        "A#compareTo(A) -> java.lang.Comparable#compareTo(java.lang.Object)",
                        "A#toString() -> java.lang.Object#toString()");
        assertThat(facts.declared())
                .filteredOn(symbol -> symbol.symbol().equals("java.lang.Comparable#compareTo(java.lang.Object)"))
                .allMatch(SymbolInfo::external)
                .hasSize(1);
    }

    @Test
    void everySupertypeGivesItsNearestMethod() {
        Source i = Attribution.source("interface I { void m(); }");
        Source j = Attribution.source("interface J<T> { void m(); void n(T t); }");
        Source b = Attribution.source("class B implements I { public void m() {} }");
        Source c = Attribution.source(
                "class C extends B implements J<String> { public void m() {} public void n(String s) {} }");
        assertThat(overrides(Attribution.factsOf(c, i, j, b)))
                .containsExactly("C#m() -> B#m()", "C#m() -> J#m()", "C#n(java.lang.String) -> J#n(java.lang.Object)");
    }

    @Test
    void anInheritedMethodImplementsAnInterfaceItsOwnClassDoesNotKnow() {
        Source base = Attribution.source("class Base { public void close() {} }");
        Source file = Attribution.source("class File extends Base implements AutoCloseable {}");
        assertThat(overrides(Attribution.factsOf(file, base)))
                .containsExactly("Base#close() -> java.lang.AutoCloseable#close()");
    }

    @Test
    void privateAndStaticMethodsOverrideNothing() {
        Source a = Attribution.source("class A { private void p() {} static void s() {} void v() {} }");
        Source b = Attribution.source("class B extends A { void p() {} static void s() {} void v() {} }");
        assertThat(overrides(Attribution.factsOf(b, a))).containsExactly("B#v() -> A#v()");
    }

    @Test
    void constantsOfHeadersKeepTheirValues() {
        Source constants =
                Attribution.source("interface K { int A = 1 + 2; String S = \"s\" + A; int B = Math.abs(1); }");
        FileFacts facts = Attribution.factsOf(
                Attribution.source("class U { int m(int i) { switch (i) { case K.A: return 1; case 3: return 2; }"
                        + " return 0; } int n(String s) { switch (s) { case K.S: return 1; default: return K.B; } } }"),
                constants);
        assertThat(facts.diagnostics())
                .extracting(diagnostic -> diagnostic.code())
                .containsExactly("compiler.err.duplicate.case.label");
    }
}
