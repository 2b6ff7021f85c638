package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// A neighbourhood of the graph as a text that other programs draw. Nodes are numbered in the order of the answer, so
/// equal answers give equal texts; names are quoted, whatever is in them.
public final class GraphDrawing {
    private GraphDrawing() {}

    /// A flowchart for Mermaid, as it stands in Markdown.
    public static String mermaid(JsonNode graph) {
        StringBuilder text = new StringBuilder("flowchart LR\n");
        Map<String, String> nodes = nodes(graph);
        nodes.forEach((name, id) -> text.append("  ")
                .append(id)
                .append("[\"")
                .append(mermaidText(name))
                .append("\"]\n"));
        for (JsonNode edge : graph.path("edges")) {
            text.append("  ")
                    .append(nodes.get(edge.path("from").asText()))
                    .append(" -->|")
                    .append(label(edge))
                    .append("| ")
                    .append(nodes.get(edge.path("to").asText()))
                    .append('\n');
        }
        return text.toString();
    }

    /// A directed graph in the language of Graphviz.
    public static String dot(JsonNode graph) {
        StringBuilder text = new StringBuilder("digraph refactory {\n  rankdir=LR;\n  node [shape=box];\n");
        Map<String, String> nodes = nodes(graph);
        nodes.forEach((name, id) -> text.append("  ")
                .append(id)
                .append(" [label=\"")
                .append(dotText(name))
                .append("\"];\n"));
        for (JsonNode edge : graph.path("edges")) {
            text.append("  ")
                    .append(nodes.get(edge.path("from").asText()))
                    .append(" -> ")
                    .append(nodes.get(edge.path("to").asText()))
                    .append(" [label=\"")
                    .append(label(edge))
                    .append("\"];\n");
        }
        return text.append("}\n").toString();
    }

    /// What an edge means, and at how many places where it has places.
    public static String label(JsonNode edge) {
        String kind = Style.safe(edge.path("kind").asText()).replace('_', ' ');
        return counted(edge) ? kind + " " + edge.path("occurrences").asLong() : kind;
    }

    /// Whether the occurrences of an edge are worth a number: a file names a symbol many times, but declares it once.
    public static boolean counted(JsonNode edge) {
        return edge.path("kind").asText().equals("references");
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
