package dev.refactory.refactor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.refactor.harness.TestFacts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OverlayGraphTest {
    private static final Map<String, String> BEFORE = Map.of(
            "a/A.java", "package a; class A { void foo() {} }",
            "a/B.java", "package a; class B extends A { void foo() { super.foo(); } }",
            "a/C.java", "package a; class C extends B { void t() { foo(); String.valueOf(1); } @Deprecated int o; }",
            "a/Gone.java", "package a; class Gone extends A {}");
    private static final Map<String, String> AFTER = Map.of(
            "a/A.java", "package a; class A { void bar() {} }",
            "a/B.java", "package a; class B extends A { void bar() { super.bar(); } }",
            "a/C.java", "package a; class C extends B { @Deprecated void t() { bar(); String.valueOf(1); } int o; }",
            "a/New.java", "package a; class New extends C {}");

    /// Whatever is asked, an overlay answers as the graph of the whole new state does.
    @Test
    void anOverlayAnswersAsTheGraphAfterTheChange() {
        SortedMap<String, FileFacts> after = TestFacts.of(AFTER);
        GraphView full = TestFacts.graph(after);
        GraphView overlay = new OverlayGraph(TestFacts.graph(TestFacts.of(BEFORE)), after, List.of("a/Gone.java"));
        TreeSet<String> symbols = new TreeSet<>();
        List.of(TestFacts.of(BEFORE), after)
                .forEach(facts -> facts.values()
                        .forEach(file ->
                                file.declared().stream().map(SymbolInfo::symbol).forEach(symbols::add)));
        assertThat(overlay.files()).extracting(FileInfo::path).containsExactlyElementsOf(new TreeSet<>(AFTER.keySet()));
        assertThat(overlay.occurrencesOf(symbols)).isEqualTo(full.occurrencesOf(symbols));
        assertThat(overlay.facts(BEFORE.keySet())).isEqualTo(full.facts(BEFORE.keySet()));
        for (Relation.Kind kind : Relation.Kind.values()) {
            assertThat(overlay.relationsFrom(kind, symbols)).isEqualTo(full.relationsFrom(kind, symbols));
            assertThat(overlay.relationsTo(kind, symbols)).isEqualTo(full.relationsTo(kind, symbols));
        }
        for (String symbol : symbols) {
            boolean inRepository = symbol.startsWith("a");
            if (inRepository) {
                assertThat(overlay.symbol(symbol)).isEqualTo(full.symbol(symbol));
            }
            assertThat(overlay.membersOf(symbol)).isEqualTo(full.membersOf(symbol));
        }
        assertThat(overlay.deprecatedSymbols())
                .isEqualTo(full.deprecatedSymbols())
                .hasSize(1);
        Set<SymbolKind> kinds = Set.of(SymbolKind.CLASS, SymbolKind.METHOD);
        assertThat(overlay.declared(kinds, "a.")).isEqualTo(full.declared(kinds, "a."));
        assertThat(overlay.symbolsNamed("foo")).isEmpty();
        assertThat(overlay.symbolsNamed("bar")).isEqualTo(full.symbolsNamed("bar"));
        assertThat(overlay.file("a/Gone.java")).isEmpty();
        assertThat(overlay.occurrencesIn("a/Gone.java")).isEmpty();
        assertThat(overlay.withSubtypes(List.of("a.A"))).containsExactly("a.A", "a.B", "a.C", "a.New");
    }

    @Test
    void untouchedFilesKeepTheirRelations() {
        SortedMap<String, FileFacts> after = new TreeMap<>(TestFacts.of(AFTER));
        after.keySet().retainAll(List.of("a/New.java"));
        GraphView overlay = new OverlayGraph(TestFacts.graph(TestFacts.of(BEFORE)), after, List.of("a/Gone.java"));
        assertThat(overlay.withSubtypes(List.of("a.A"))).containsExactly("a.A", "a.B", "a.C", "a.New");
        assertThat(overlay.symbol("a.A#foo()")).isPresent();
    }
}
