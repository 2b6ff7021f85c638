package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "jobs", description = "Lists jobs, newest first.")
final class JobsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--status", description = "Only jobs of this status.")
    private String status = "";

    @Option(names = "--recipe", description = "Only jobs of this recipe.")
    private String recipe = "";

    @Option(names = "--repository", description = "Only jobs of this repository.")
    private String repository = "";

    @Option(names = "--limit", description = "At most so many; default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    JobsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            JsonNode list = client.get("/v2/jobs"
                    + ApiClient.query(Map.of(
                            "status", status,
                            "recipe", recipe,
                            "repository", repository,
                            "limit", Integer.toString(limit))));
            if (options.json) {
                context.printJson(list);
                return Exit.SUCCEEDED;
            }
            List<JsonNode> jobs = ApiClient.items(list);
            if (jobs.isEmpty()) {
                context.out().println("No jobs yet: refactory submit REPO RECIPE, or refactory demo.");
                return Exit.SUCCEEDED;
            }
            Table table = new Table("JOB", "STATUS", "RECIPE", "%>", "SAU>", "CREATED", "REPOSITORY");
            jobs.forEach(job -> table.row(
                    Style.safe(job.path("job_id").asText()),
                    status(job),
                    JobView.recipe(job),
                    job.path("progress").path("percent").asText(""),
                    job.path("usage").path("sau").asText(""),
                    Style.safe(job.path("created_at").asText()),
                    Style.safe(job.path("repository").asText(""))));
            table.print(context.out(), context.style());
            return Exit.SUCCEEDED;
        }
    }

    private String status(JsonNode job) {
        String text = Style.safe(job.path("status").asText());
        Style style = context.style();
        return switch (text) {
            case "succeeded" -> style.green(text);
            case "failed" -> style.red(text);
            case "refused", "cancelled" -> style.yellow(text);
            default -> style.cyan(text);
        };
    }
}
