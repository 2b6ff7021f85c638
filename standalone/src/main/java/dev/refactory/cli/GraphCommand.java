package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.GraphDrawing;
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

@Command(name = "graph", description = "Shows what a symbol depends on and what depends on it, as the compiler says.")
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

    @Option(names = "--depth", description = "Steps away from the symbol, 1 to 5; default: ${DEFAULT-VALUE}.")
    private int depth = 1;

    @Option(names = "--direction", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Direction direction = Direction.BOTH;

    @Option(names = "--limit", description = "Nodes at most, nearest first; default: ${DEFAULT-VALUE}.")
    private int limit = 200;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format = Format.TABLE;

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

    /// A table for eyes, or a drawing for Mermaid or Graphviz.
    enum Format {
        TABLE,
        MERMAID,
        DOT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        if (options.json && format != Format.TABLE) {
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
            query.put("depth", Integer.toString(depth));
            query.put("direction", direction.toString());
            query.put("limit", Integer.toString(limit));
            JsonNode graph = client.get("/v2/repositories/" + ApiClient.encode(id) + "/graph" + ApiClient.query(query));
            if (options.json) {
                context.printJson(graph);
                return Exit.SUCCEEDED;
            }
            switch (format) {
                case TABLE -> print(graph);
                case MERMAID -> context.out().print(GraphDrawing.mermaid(graph));
                case DOT -> context.out().print(GraphDrawing.dot(graph));
            }
            if (graph.path("truncated").asBoolean()) {
                context.err().println("There is more: give a higher --limit, or one --direction.");
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
