package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A neighbourhood of the graph as a text that other programs draw. Nodes are numbered in the order of the answer, so
/// equal answers give equal texts; names are quoted, whatever is in them.
public final class GraphDrawing {
    private static final Set<String> COUNTED = Set.of("references", "calls", "uses");

    private GraphDrawing() {}

    /// A flowchart for Mermaid, as it stands in Markdown.
    public static String mermaid(JsonNode graph) {
        String nodes = "  %s[\"%s\"]\n";
        String edges = "  %1$s -->|%3$s| %2$s\n";
        return "flowchart LR\n" + drawn(graph, nodes, edges, GraphDrawing::mermaidText);
    }

    /// A directed graph in the language of Graphviz.
    public static String dot(JsonNode graph) {
        String nodes = "  %s [label=\"%s\"];\n";
        String edges = "  %1$s -> %2$s [label=\"%3$s\"];\n";
        String drawn = drawn(graph, nodes, edges, GraphDrawing::dotText);
        return "digraph refactory {\n  rankdir=LR;\n  node [shape=box];\n" + drawn + "}\n";
    }

    /// @param nodeForm of a node's number and its name
    /// @param edgeForm of the numbers an edge goes from and to, and of its label
    private static String drawn(JsonNode graph, String nodeForm, String edgeForm, UnaryOperator<String> quoted) {
        StringBuilder text = new StringBuilder();
        Map<String, String> nodes = nodes(graph);
        nodes.forEach((name, number) -> text.append(nodeForm.formatted(number, quoted.apply(name))));
        for (JsonNode edge : graph.path("edges")) {
            String from = nodes.get(edge.path("from").asText());
            String to = nodes.get(edge.path("to").asText());
            text.append(edgeForm.formatted(from, to, label(edge)));
        }
        return text.toString();
    }

    private static String label(JsonNode edge) {
        long places = edge.path("occurrences").asLong();
        return counted(edge) && places > 1 ? kind(edge) + " " + places : kind(edge);
    }

    /// What an edge means, in words.
    public static String kind(JsonNode edge) {
        return Style.safe(edge.path("kind").asText()).replace('_', ' ');
    }

    /// Whether the occurrences of an edge are worth a number: a file names a symbol many times, but declares it once.
    public static boolean counted(JsonNode edge) {
        return COUNTED.contains(edge.path("kind").asText());
    }

    private static Map<String, String> nodes(JsonNode graph) {
        Map<String, String> nodes = new LinkedHashMap<>();
        graph.path("nodes").forEach(node -> number(nodes, node.path("id").asText()));
        for (JsonNode edge : graph.path("edges")) {
            number(nodes, edge.path("from").asText());
            number(nodes, edge.path("to").asText());
        }
        number(nodes, graph.path("symbol").asText());
        return nodes;
    }

    private static void number(Map<String, String> nodes, String name) {
        if (!name.isEmpty()) {
            nodes.putIfAbsent(name, "n" + nodes.size());
        }
    }

    /// Mermaid reads `#35;` as the character of that number, also within quotes.
    private static String mermaidText(String name) {
        StringBuilder text = new StringBuilder();
        Style.safe(name)
                .codePoints()
                .forEach(c -> text.append("#\"<>&`".indexOf(c) >= 0 ? "#" + c + ";" : Character.toString(c)));
        return text.toString();
    }

    private static String dotText(String name) {
        return Style.safe(name).replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
