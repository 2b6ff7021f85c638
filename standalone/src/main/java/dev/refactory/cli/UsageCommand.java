package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.screen.JsonTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "usage", description = "Shows tokens and SAU by day.")
final class UsageCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--from", paramLabel = "DAY", description = "The first day, for example 2026-11-01.")
    private String from = "";

    @Option(names = "--to", paramLabel = "DAY", description = "The last day.")
    private String to = "";

    UsageCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            JsonNode usage = client.get("/v2/usage" + ApiClient.query(Map.of("from", from, "to", to)));
            if (options.json) {
                context.printJson(usage);
                return Exit.SUCCEEDED;
            }
            List<JsonNode> days = ApiClient.items(usage);
            if (days.isEmpty()) {
                context.out().println("Nothing was used in these days.");
            } else {
                JsonTable.of(days, List.of("day", "recipe", "repository", "jobs", "sau"))
                        .print(context.out(), context.style());
            }
            return Exit.SUCCEEDED;
        }
    }
}
