package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A part of the graph as a tree: from the symbol along the view's edges, each node once, where it is
/// nearest; where it comes up again it is named without what follows from it. Equal answers give equal
/// texts.
public final class GraphTree {
    private final Style style;
    private final String symbol;
    private final String view;
    private final Map<String, JsonNode> nodes = new LinkedHashMap<>();
    private final Map<String, List<Branch>> branches = new LinkedHashMap<>();
    private final Set<Branch> spanning = new LinkedHashSet<>();
    private final Set<Integer> spanned = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();

    private GraphTree(JsonNode graph, Style style) {
        this.style = style;
        this.symbol = graph.path("symbol").asText();
        this.view = graph.path("view").asText("neighbours");
        graph.path("nodes").forEach(node -> nodes.put(node.path("id").asText(), node));
    }

    /// One way along an edge.
    ///
    /// @param edge its number
    /// @param words how the one it leads to relates to the one it leads from
    private record Branch(int edge, String words, String to, long places) {}

    /// The lines, each with its end.
    public static String of(JsonNode graph, Style style) {
        GraphTree tree = new GraphTree(graph, style);
        int number = 0;
        for (JsonNode edge : graph.path("edges")) {
            tree.branch(number++, edge);
        }
        tree.branches
                .values()
                .forEach(all -> all.sort(Comparator.comparing(Branch::words).thenComparing(Branch::to)));
        tree.span();
        tree.text.append(tree.named(tree.symbol)).append('\n');
        if (tree.branches.getOrDefault(tree.symbol, List.of()).isEmpty()) {
            tree.text.append(tree.nothing()).append('\n');
        }
        tree.draw(tree.symbol, "");
        return tree.text.toString();
    }

    /// Who calls a caller of the symbol is of interest among its callers; what else a caller calls is not.
    private void branch(int number, JsonNode edge) {
        String from = edge.path("from").asText();
        String to = edge.path("to").asText();
        String kind = edge.path("kind").asText();
        long places = GraphDrawing.counted(edge) ? edge.path("occurrences").asLong() : 1;
        boolean users = view.equals("callers") || view.equals("impact");
        boolean out = !users || kind.equals("contains") || kind.equals("overrides");
        boolean in = users ? !kind.equals("contains") : !view.equals("callees");
        if (out) {
            branches.computeIfAbsent(from, key -> new ArrayList<>())
                    .add(new Branch(number, outwards(kind), to, places));
        }
        if (in) {
            branches.computeIfAbsent(to, key -> new ArrayList<>()).add(new Branch(number, inwards(kind), from, places));
        }
    }

    /// Which branch leads to each node for the first time, level by level.
    private void span() {
        Set<String> seen = new LinkedHashSet<>(Set.of(symbol));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Branch branch : branches.getOrDefault(open.remove(), List.of())) {
                if (seen.add(branch.to())) {
                    spanning.add(branch);
                    spanned.add(branch.edge());
                    open.add(branch.to());
                }
            }
        }
    }

    private void draw(String node, String indent) {
        boolean repeats = view.equals("callers") || view.equals("callees") || view.equals("impact");
        List<Branch> shown = branches.getOrDefault(node, List.of()).stream()
                .filter(branch -> spanning.contains(branch) || repeats && !spanned.contains(branch.edge()))
                .toList();
        for (Branch branch : shown) {
            boolean last = branch == shown.getLast();
            boolean first = spanning.contains(branch);
            text.append(indent)
                    .append(style.unicode() ? last ? "└─ " : "├─ " : last ? "`- " : "|- ")
                    .append(branch.words())
                    .append(' ')
                    .append(first ? named(branch.to()) : Style.safe(branch.to()) + style.dim("  (see there)"))
                    .append(branch.places() > 1 ? (style.unicode() ? "  ×" : "  x") + branch.places() : "")
                    .append('\n');
            if (first) {
                draw(branch.to(), indent + (last ? "   " : style.unicode() ? "│  " : "|  "));
            }
        }
    }

    private String named(String id) {
        JsonNode node = nodes.get(id);
        String name = id.equals(symbol) ? style.bold(Style.safe(id)) : Style.safe(id);
        if (node == null || node.path("type").asText().equals("file")) {
            return name;
        }
        String file = node.path("file").asText("");
        String where = file.isEmpty()
                ? switch (node.path("kind").asText("")) {
                    case "package" -> "(package)";
                    case "unresolved" -> "(could not be bound)";
                    default -> "(not of this repository)";
                }
                : Style.safe(file);
        return name + "  " + style.dim(where);
    }

    private String nothing() {
        return switch (view) {
            case "callers" -> "Nothing calls it.";
            case "callees" -> "It calls nothing.";
            case "hierarchy" -> "No type is above or below it.";
            case "overrides" -> "It overrides nothing, and nothing overrides it.";
            case "impact" -> "Nothing depends on it.";
            default -> "Nothing is joined to it.";
        };
    }

    private static String outwards(String kind) {
        return Style.safe(kind).replace('_', ' ');
    }

    private static String inwards(String kind) {
        return switch (kind) {
            case "contains" -> "member of";
            case "extends" -> "extended by";
            case "implements" -> "implemented by";
            case "overrides" -> "overridden by";
            case "declared_in" -> "declares";
            case "references" -> "referenced in";
            case "calls" -> "called by";
            case "uses" -> "used by";
            default -> Style.safe(kind).replace('_', ' ') + " of";
        };
    }
}
