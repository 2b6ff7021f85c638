package dev.refactory.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void aRunThatDidNotReadEverythingHasNoPointOfTimeAndAHollowOneOfMemory() throws Exception {
        Measured some = measured(Tool.JAVAPARSER, "{\"seconds\": 300, \"share\": 0.4}");
        String svg = new Plot(List.of(some)).svg();

        assertThat(svg).containsOnlyOnce("<circle").contains("class=\"hollow javaparser\"");
    }

    @Test
    void itIsWellFormedAndNamesTheToolsThatRan() throws Exception {
        String svg = new Plot(List.of(measured(Tool.JAVAC, "{\"seconds\": 30}"))).svg();

        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(svg).contains(Tool.JAVAC.title()).doesNotContain(Tool.OURS.title());
    }

    private static Measured measured(Tool tool, String run) {
        return new Measured(tool, 0.7, List.of(Json.tree(run)), new Measured.Memory(900, 2048, 0), 40, "");
    }
}
