package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Moments;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "jobs", description = "Lists jobs, newest first.")
final class JobsCommand implements Callable<Integer> {
    private static final String NONE = "No jobs yet: refactory submit REPO RECIPE, or refactory demo.";

    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(
            names = "--status",
            completionCandidates = Choices.Statuses.class,
            description = "Only jobs of this status: ${COMPLETION-CANDIDATES}.")
    private String status = "";

    @Option(names = "--recipe", description = "Only jobs of this recipe.")
    private String recipe = "";

    @Option(names = "--repository", description = "Only jobs of this repository.")
    private String repository = "";

    @Option(names = "--submitted-by", paramLabel = "WHO", description = "Only jobs of this user.")
    private String submittedBy = "";

    @Option(names = "--after", paramLabel = "CURSOR", description = "The page behind this one.")
    private String after = "";

    @Option(names = "--limit", description = "At most so many; default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    JobsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("status", status);
            query.put("recipe", recipe);
            query.put("repository", repository);
            query.put("submitted_by", submittedBy);
            query.put("after", after);
            query.put("limit", Integer.toString(limit));
            JsonNode list = client.get("/v2/jobs" + ApiClient.query(query));
            if (options.json) {
                context.printJson(list);
                return Exit.SUCCEEDED;
            }
            List<JsonNode> jobs = ApiClient.items(list);
            if (jobs.isEmpty()) {
                context.out().println(filtered() ? "No such jobs." : NONE);
                return Exit.SUCCEEDED;
            }
            Instant now = context.pauses().clock().instant();
            Table table = new Table("JOB", "STATUS", "RECIPE~", "%>", "SAU>", "AGE>", "REPOSITORY~");
            jobs.forEach(job -> table.row(
                    Style.safe(job.path("job_id").asText()),
                    status(job),
                    JobView.recipe(job),
                    job.path("progress").path("percent").asText(""),
                    job.path("usage").path("sau").asText(""),
                    Moments.age(job.path("created_at").asText(), now),
                    Style.safe(job.path("repository").asText(""))));
            context.print(table);
            if (list.hasNonNull("next_cursor")) {
                context.err()
                        .println("There are more: --after "
                                + Style.safe(list.path("next_cursor").asText()));
            }
            return Exit.SUCCEEDED;
        }
    }

    private boolean filtered() {
        return !(status + recipe + repository + submittedBy + after).isEmpty();
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
