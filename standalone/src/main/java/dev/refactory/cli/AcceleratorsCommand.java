package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "accelerators", description = "Shows the accelerators and their load.")
final class AcceleratorsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    AcceleratorsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            JsonNode pool = client.get("/v2/accelerators");
            if (options.json) {
                context.printJson(pool);
                return Exit.SUCCEEDED;
            }
            List<JsonNode> members = ApiClient.items(pool);
            if (members.isEmpty()) {
                context.out().println("No accelerator is in the pool.");
            } else {
                context.print(table(members));
                if (members.stream().anyMatch(member -> member.path("simulated").asBoolean())) {
                    context.err().println("SIMULATED is time of simulated devices, never measured.");
                }
            }
            return Exit.SUCCEEDED;
        }
    }

    /// How many, and what the next of them waits for.
    private static String waits(JsonNode member) {
        String count = JobView.grouped(member.path("waiting").asLong());
        return member.path("waits_for").isTextual()
                ? count + " " + Style.safe(member.path("waits_for").asText())
                : count;
    }

    /// The share of its room that requests hold.
    private static String room(JsonNode member) {
        long tokens = member.path("context_tokens").asLong();
        return tokens == 0 ? "" : 100 * member.path("held_tokens").asLong() / tokens + "%";
    }

    private static Table table(List<JsonNode> members) {
        Table table =
                new Table("NAME~", "PROFILE~", "STATE", "RUNS>", "WAITS", "ROOM>", "REQUESTS>", "MEAN>", "SIMULATED>");
        members.forEach(member -> table.row(
                Style.safe(member.path("name").asText()),
                Style.safe(member.path("profile").asText()),
                Style.safe(member.path("state").asText()),
                JobView.grouped(member.path("running").asLong()),
                waits(member),
                room(member),
                JobView.grouped(member.path("requests").asLong()),
                String.format(
                        Locale.ROOT, "%.1f", member.path("mean_batch_size").asDouble()),
                JobView.duration(
                        Duration.ofMillis(member.path("simulated_device_ms").asLong()))));
        return table;
    }
}
