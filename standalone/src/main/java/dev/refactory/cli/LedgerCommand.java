package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Moments;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ledger",
        description = "Shows every charge with the inputs of its formula, newest first. FACTOR is the complexity.")
final class LedgerCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "JOB", arity = "0..1", description = "Only this job's entries.")
    private @Nullable String jobId;

    @Option(names = "--limit", description = "At most so many; default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    LedgerCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("job_id", jobId == null ? "" : jobId);
            query.put("limit", Integer.toString(limit));
            JsonNode ledger = client.get("/v2/ledger" + ApiClient.query(query));
            List<JsonNode> entries = ApiClient.items(ledger);
            if (entries.isEmpty() && jobId != null) {
                client.job(jobId); // says so when there is no such job
            }
            if (options.json) {
                context.printJson(ledger);
                return Exit.SUCCEEDED;
            }
            if (entries.isEmpty()) {
                context.out().println("There is no entry: nothing was reserved or charged.");
                return Exit.SUCCEEDED;
            }
            Table table = new Table("JOB", "KIND", "SAU>", "LINES>", "FACTOR>", "CARD", "AGE>");
            entries.forEach(entry -> table.row(
                    Style.safe(entry.path("job_id").asText()),
                    Style.safe(entry.path("kind").asText()),
                    entry.path("sau").asText(),
                    JobView.grouped(entry.path("indexed_lines").asLong()),
                    entry.path("complexity").asText(),
                    Style.safe(entry.path("rate_card").asText()),
                    Moments.age(
                            entry.path("at").asText(), context.pauses().clock().instant())));
            context.print(table);
            return Exit.SUCCEEDED;
        }
    }
}
