package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.screen.JsonTable;
import java.util.List;
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
                JsonTable.of(members, List.of("accelerator_id", "id", "name", "kind", "model", "state", "status"))
                        .print(context.out(), context.style());
            }
            return Exit.SUCCEEDED;
        }
    }
}
