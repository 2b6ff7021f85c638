package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.GraphDrawing;
import dev.refactory.screen.GraphTree;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "graph",
        description = "Shows what a symbol depends on and what depends on it: callers, hierarchy, impact, …")
final class GraphCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "REPO", description = "A Git URL, a path, or an id of `repositories`.")
    private String repository = "";

    @Parameters(index = "1", paramLabel = "SYMBOL", description = "For example com.acme.Foo#bar(int).")
    private String symbol = "";

    @Option(names = "--ref", description = "A branch or tag; default: the commit indexed last.")
    private @Nullable String ref;

    @Option(
            names = "--source",
            description = "${COMPLETION-CANDIDATES}; default: compiler, or scip where it has nothing.")
    private @Nullable GraphSource source;

    @Option(names = "--view", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private View view = View.NEIGHBOURS;

    @Option(
            names = "--depth",
            description = "Steps away from the symbol, 1 to 10; default: 1, of callers and callees 2, of impact 3,"
                    + " of the others 10.")
    private @Nullable Integer depth;

    @Option(names = "--direction", description = "Of neighbours: ${COMPLETION-CANDIDATES}; default: both.")
    private @Nullable Direction direction;

    @Option(names = "--limit", description = "Nodes at most, nearest first; default: ${DEFAULT-VALUE}.")
    private int limit = 200;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format = Format.TREE;

    GraphCommand(Context context) {
        this.context = context;
    }

    /// `in` is what depends on the symbol, `out` is what it depends on.
    enum Direction {
        IN,
        OUT,
        BOTH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Which part of the graph.
    enum View {
        NEIGHBOURS,
        CALLERS,
        CALLEES,
        HIERARCHY,
        OVERRIDES,
        IMPACT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A tree or a table for eyes, the answer as it came, or a drawing for Mermaid or Graphviz.
    enum Format {
        TREE,
        TABLE,
        JSON,
        MERMAID,
        DOT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        if (options.json && (format == Format.MERMAID || format == Format.DOT)) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "--format",
                    "--json and --format " + format + " both say how the graph is written: give one of them.");
        }
        try (ApiClient client = context.client(options)) {
            String id = new KnownRepository(context, client, options.json).indexed(repository, ref);
            Map<String, String> query = new LinkedHashMap<>();
            query.put("symbol", symbol);
            query.put("ref", ref == null ? "" : ref);
            query.put("source", source == null ? "" : source.toString());
            query.put("view", view.toString());
            query.put("depth", depth == null ? "" : depth.toString());
            query.put("direction", direction == null ? "" : direction.toString());
            query.put("limit", Integer.toString(limit));
            JsonNode graph = client.get("/v2/repositories/" + ApiClient.encode(id) + "/graph" + ApiClient.query(query));
            switch (options.json ? Format.JSON : format) {
                case TREE -> context.out().print(GraphTree.of(graph, context.style()));
                case TABLE -> print(graph);
                case JSON -> context.printJson(graph);
                case MERMAID -> context.out().print(GraphDrawing.mermaid(graph));
                case DOT -> context.out().print(GraphDrawing.dot(graph));
            }
            if (graph.path("truncated").asBoolean()) {
                context.err().println("There is more: give a higher --limit, or a smaller --depth.");
            }
            return Exit.SUCCEEDED;
        }
    }

    private void print(JsonNode graph) {
        Table table = new Table("FROM~", "EDGE", "PLACES>", "TO~");
        graph.path("edges")
                .forEach(edge -> table.row(
                        Style.safe(edge.path("from").asText()),
                        GraphDrawing.kind(edge),
                        GraphDrawing.counted(edge)
                                ? JobView.grouped(edge.path("occurrences").asLong())
                                : "",
                        Style.safe(edge.path("to").asText())));
        if (table.isEmpty()) {
            context.out().println("Nothing is joined to " + Style.safe(symbol) + ".");
        } else {
            context.print(table);
        }
    }
}
