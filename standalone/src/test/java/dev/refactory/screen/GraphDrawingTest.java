package dev.refactory.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import org.junit.jupiter.api.Test;

class GraphDrawingTest {
    private static final JsonNode GRAPH = Json.tree("""
            {"symbol": "a.B#<init>()",
             "nodes": [{"id": "a.B#<init>()"}, {"id": "src/a/\\"odd\\".java"}],
             "edges": [{"from": "src/a/\\"odd\\".java", "kind": "references", "to": "a.B#<init>()", "occurrences": 3},
                       {"from": "a.B", "kind": "declared_in", "to": "src\\\\B.java", "occurrences": 1}]}
            """);

    @Test
    void aFlowchartHasEveryNodeOnceAndNoNameThatMermaidWouldRead() {
        assertThat(GraphDrawing.mermaid(GRAPH)).isEqualTo("""
                flowchart LR
                  n0["a.B#35;#60;init#62;()"]
                  n1["src/a/#34;odd#34;.java"]
                  n2["a.B"]
                  n3["src\\B.java"]
                  n1 -->|references 3| n0
                  n2 -->|declared in| n3
                """);
    }

    @Test
    void aGraphForGraphvizQuotesItsNames() {
        assertThat(GraphDrawing.dot(GRAPH)).isEqualTo("""
                digraph refactory {
                  rankdir=LR;
                  node [shape=box];
                  n0 [label="a.B#<init>()"];
                  n1 [label="src/a/\\"odd\\".java"];
                  n2 [label="a.B"];
                  n3 [label="src\\\\B.java"];
                  n1 -> n0 [label="references 3"];
                  n2 -> n3 [label="declared in"];
                }
                """);
    }

    @Test
    void aSymbolThatNothingIsJoinedToIsDrawnAlone() {
        JsonNode alone = Json.tree("{\"symbol\": \"a.B\", \"nodes\": [], \"edges\": []}");
        assertThat(GraphDrawing.mermaid(alone)).isEqualTo("flowchart LR\n  n0[\"a.B\"]\n");
    }
}
