package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "symbols", description = "Finds symbols a repository declares, by a part of their name.")
final class SymbolsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "REPO", description = "A Git URL, a path, or an id of `repositories`.")
    private String repository = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "A part of the name; with . or #, of the spelling.")
    private String name = "";

    @Option(names = "--ref", description = "A branch or tag; default: the commit indexed last.")
    private @Nullable String ref;

    @Option(
            names = "--source",
            description = "${COMPLETION-CANDIDATES}; default: compiler, or scip where it has nothing.")
    private @Nullable GraphSource source;

    @Option(names = "--kind", description = "type, method, field, constructor, package, …")
    private String kind = "";

    @Option(names = "--limit", description = "At most so many; default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    SymbolsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            String id = new KnownRepository(context, client, options.json).indexed(repository, ref);
            Map<String, String> query = new LinkedHashMap<>();
            query.put("q", name);
            query.put("kind", kind);
            query.put("ref", ref == null ? "" : ref);
            query.put("source", source == null ? "" : source.toString());
            query.put("limit", Integer.toString(limit));
            JsonNode found =
                    client.get("/v2/repositories/" + ApiClient.encode(id) + "/symbols" + ApiClient.query(query));
            if (options.json) {
                context.printJson(found);
                return Exit.SUCCEEDED;
            }
            Table table = new Table("KIND", "SYMBOL~", "FILE~");
            ApiClient.items(found)
                    .forEach(symbol -> table.row(
                            Style.safe(symbol.path("kind").asText()),
                            Style.safe(symbol.path("symbol").asText()),
                            Style.safe(symbol.path("file").asText(""))));
            if (table.isEmpty()) {
                context.out().println("Nothing there is called like " + Style.safe(name) + ".");
            } else {
                context.print(table);
            }
            if (found.path("has_more").asBoolean()) {
                context.err().println("There are more: give more of the name, or a higher --limit.");
            }
            return Exit.SUCCEEDED;
        }
    }
}
