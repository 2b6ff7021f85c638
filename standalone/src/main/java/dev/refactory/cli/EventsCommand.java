package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.json.Json;
import dev.refactory.screen.Style;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "events", description = "Shows what happened to a job, and what happens, until it ends.")
final class EventsCommand implements Callable<Integer> {
    private static final Set<String> LAST = Set.of("job_succeeded", "job_refused", "job_failed", "job_cancelled");

    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "JOB")
    private String jobId = "";

    @Option(names = "--after", paramLabel = "SEQ", description = "Only events with a higher number.")
    private long after;

    EventsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        try (ApiClient client = context.client(options);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(client.events(jobId, after), StandardCharsets.UTF_8))) {
            ServerSentEvent event = new ServerSentEvent("", "", "");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    event = event.with(line);
                } else if (!event.data().isEmpty()) {
                    show(event);
                    if (LAST.contains(event.type())) {
                        return Exit.SUCCEEDED;
                    }
                    event = new ServerSentEvent("", "", "");
                }
            }
            return Exit.SUCCEEDED;
        }
    }

    private void show(ServerSentEvent event) {
        JsonNode data = Json.parse(event.data());
        if (options.json) {
            context.out().println(Json.write(data));
            return;
        }
        Style style = context.style();
        JsonNode detail = data.has("data") ? data.path("data") : data;
        String at = data.path("at").asText(data.path("created_at").asText(""));
        context.out()
                .printf(
                        "%5s  %s%s  %s%n",
                        Style.safe(event.id()),
                        at.isEmpty() ? "" : style.dim(Style.safe(at)) + "  ",
                        style.bold(Style.safe(event.type())),
                        Style.safe(Json.write(detail)));
    }

    /// One event as far as its lines were read.
    private record ServerSentEvent(String id, String type, String data) {
        ServerSentEvent with(String line) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
            return switch (field) {
                case "id" -> new ServerSentEvent(value, type, data);
                case "event" -> new ServerSentEvent(id, value, data);
                case "data" -> new ServerSentEvent(id, type, data.isEmpty() ? value : data + "\n" + value);
                default -> this; // comments keep the connection open
            };
        }
    }
}
