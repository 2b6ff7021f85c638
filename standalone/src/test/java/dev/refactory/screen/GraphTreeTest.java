package dev.refactory.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GraphTreeTest {
    private static final Style UNICODE = new Style(false, true);

    /// @param edges each `from kind to`, or `from kind to places`
    private static String tree(String symbol, String view, String... edges) {
        ObjectNode graph = Json.object().put("symbol", symbol).put("view", view);
        ArrayNode all = graph.putArray("edges");
        TreeSet<String> ids = new TreeSet<>();
        for (String edge : edges) {
            String[] parts = edge.split(" ");
            all.addObject()
                    .put("from", parts[0])
                    .put("kind", parts[1])
                    .put("to", parts[2])
                    .put("occurrences", parts.length > 3 ? Integer.parseInt(parts[3]) : 1);
            ids.add(parts[0]);
            ids.add(parts[2]);
        }
        ArrayNode nodes = graph.putArray("nodes");
        ids.forEach(id -> nodes.addObject()
                .put("id", id)
                .put("type", id.endsWith(".java") ? "file" : "symbol")
                .put("file", id.startsWith("lib") ? null : id.substring(0, 1) + ".java"));
        return GraphTree.of(graph, UNICODE);
    }

    @Test
    void callersStandUnderWhatTheyCallAndOnceWithTheirOwn() {
        assertThat(tree(
                        "A#a",
                        "callers",
                        "B#b calls A#a 2",
                        "C#c calls A#a",
                        "C#c calls B#b",
                        "D#d calls C#c",
                        "C#c calls E#e"))
                .isEqualTo("""
                        A#a  A.java
                        ├─ called by B#b  B.java  ×2
                        │  └─ called by C#c  (see there)
                        └─ called by C#c  C.java
                           └─ called by D#d  D.java
                        """);
    }

    @Test
    void aCallThroughWhatIsOverriddenIsSeenAsThat() {
        assertThat(tree("B#a", "callers", "B#a overrides lib.I#a", "C#c calls lib.I#a"))
                .isEqualTo("""
                        B#a  B.java
                        └─ overrides lib.I#a  (not of this repository)
                           └─ called by C#c  C.java
                        """);
    }

    @Test
    void calleesStandUnderWhoCallsThem() {
        assertThat(tree("A", "callees", "A contains A#a", "A#a calls lib#b", "A#a calls A#a"))
                .isEqualTo("""
                        A  A.java
                        └─ contains A#a  A.java
                           ├─ calls A#a  (see there)
                           └─ calls lib#b  (not of this repository)
                        """);
    }

    @Test
    void aHierarchyGoesBothWays() {
        assertThat(tree("A", "hierarchy", "A implements lib.I", "B extends A", "C extends B"))
                .isEqualTo("""
                        A  A.java
                        ├─ extended by B  B.java
                        │  └─ extended by C  C.java
                        └─ implements lib.I  (not of this repository)
                        """);
    }

    @Test
    void theImpactOfAFileStartsWithWhatItDeclares() {
        assertThat(tree("x/A.java", "impact", "A#a declared_in x/A.java", "B#b uses A#a 3", "B#b overrides A#a"))
                .isEqualTo("""
                        x/A.java
                        └─ declares A#a  A.java
                           ├─ overridden by B#b  B.java
                           └─ used by B#b  (see there)  ×3
                        """);
    }

    @Test
    void whatNothingIsJoinedToIsSaid() {
        assertThat(tree("A#a", "callers")).isEqualTo("A#a\nNothing calls it.\n");
        assertThat(tree("A#a", "impact")).isEqualTo("A#a\nNothing depends on it.\n");
        assertThat(tree("A", "neighbours")).isEqualTo("A\nNothing is joined to it.\n");
    }

    @Test
    void namesCannotDriveTheTerminal() {
        assertThat(tree("A", "neighbours", "A references B\u001b[2J")).doesNotContain("\u001b");
    }
}
