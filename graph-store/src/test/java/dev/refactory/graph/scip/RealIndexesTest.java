package dev.refactory.graph.scip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.GraphView;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.graph.scip.ScipImport.Imported;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Indexes as published indexers write them, of the sources beside them: scip-typescript 0.4.0 and
/// scip-python 0.6.6. Both leave out what the schema lets them: language, kinds, names, what
/// positions count.
class RealIndexesTest {
    private static byte[] file(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RealIndexesTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static String text(String name) throws IOException {
        return new String(file(name), StandardCharsets.UTF_8);
    }

    private static GraphView read(Imports imports, String index, String tool) throws IOException {
        Imported imported = imports.read(file(index), "");
        assertThat(imported.tool()).isEqualTo(tool);
        return imports.graphs.view(imported.snapshot());
    }

    /// Every place of a symbol with a name of letters is that name.
    private static void placesAreNames(GraphView graph, String path, String text) {
        int compared = 0;
        for (Occurrence occurrence : graph.occurrencesIn(path)) {
            SymbolInfo symbol = graph.symbol(occurrence.symbol()).orElseThrow();
            String written = text.substring(
                    occurrence.range().start(), occurrence.range().end());
            if (symbol.kind() != SymbolKind.PACKAGE && symbol.name().matches("\\w+") && !written.isEmpty()) {
                assertThat(written).as(occurrence.symbol()).isEqualTo(symbol.name());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(5);
    }

    @Test
    void typescript() throws IOException {
        String animal = text("typescript/animal.ts");
        String dog = text("typescript/dog.ts");
        Imports imports = new Imports().with("src/animal.ts", animal).with("src/dog.ts", dog);
        GraphView graph = read(imports, "typescript/index.scip", "scip-typescript");
        placesAreNames(graph, "src/animal.ts", animal);
        placesAreNames(graph, "src/dog.ts", dog);

        String npm = "scip-typescript npm zoo 1.0.0 src/";
        assertThat(graph.symbol(npm + "`animal.ts`/Animal#").orElseThrow().kind())
                .isEqualTo(SymbolKind.INTERFACE);
        assertThat(graph.symbol(npm + "`animal.ts`/Size#").orElseThrow().kind()).isEqualTo(SymbolKind.ENUM);
        assertThat(graph.relationsFrom(Relation.Kind.IMPLEMENTS, List.of(npm + "`dog.ts`/Dog#")))
                .extracting(Relation::to)
                .containsExactly(npm + "`animal.ts`/Animal#");
        assertThat(graph.relationsTo(Relation.Kind.OVERRIDES, List.of(npm + "`animal.ts`/Animal#sound().")))
                .extracting(Relation::from)
                .containsExactly(npm + "`dog.ts`/Dog#sound().");
        assertThat(graph.symbolsNamed("log"))
                .singleElement()
                .satisfies(log -> assertThat(log.external()).isTrue());
        assertThat(graph.file("src/dog.ts").orElseThrow().language()).isEqualTo("ts");
    }

    @Test
    void python() throws IOException {
        String zoo = text("python/zoo.py");
        Imports imports = new Imports().with("zoo.py", zoo);
        GraphView graph = read(imports, "python/index.scip", "scip-python");
        placesAreNames(graph, "zoo.py", zoo);

        String own = "scip-python python zoo 1 zoo/";
        assertThat(graph.relationsFrom(Relation.Kind.EXTENDS, List.of(own + "Dog#")))
                .extracting(Relation::to)
                .containsExactly(own + "Animal#");
        String word = "zoo.py~word@" + zoo.indexOf("word");
        assertThat(graph.occurrencesOf(List.of(word)).get("zoo.py"))
                .as("the second is behind a character of two units, on a line that does not say what it counts")
                .extracting(one -> one.range().start(), one -> one.has(Role.READ))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(zoo.indexOf("word"), false),
                        org.assertj.core.groups.Tuple.tuple(zoo.lastIndexOf("word"), true));
    }
}
