package dev.refactory.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.JobWatcher;
import dev.refactory.client.Pauses;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.json.Json;
import dev.refactory.screen.DiffView;
import dev.refactory.screen.JobView;
import dev.refactory.screen.ProgressDisplay;
import dev.refactory.screen.Style;
import dev.refactory.screen.Surroundings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Two jobs on one repository, told so that it fits a screen or two: who uses a symbol, then a method
/// renamed, with
/// the proof, the bill and the time of every stage.
public final class DemoScript {
    private static final int DIFF_LINES = 16;
    private static final int FINDINGS = 3;

    private final ApiClient client;
    private final Surroundings surroundings;
    private final Pauses pauses;
    private final PrintStream out;
    private final Style style;

    public DemoScript(ApiClient client, Surroundings surroundings, Pauses pauses) {
        this.client = client;
        this.surroundings = surroundings;
        this.pauses = pauses;
        this.out = surroundings.out();
        this.style = surroundings.outStyle();
    }

    /// What is shown.
    ///
    /// @param gitUrl a Git URL or an absolute path
    /// @param symbol whose usages are found, as recipes write it
    /// @param method that is renamed
    /// @param newName of the method
    public record Subject(String gitUrl, String symbol, String method, String newName) {
        /// Widely used methods of [DemoRepository#guavaBelow].
        public static Subject guava(DemoRepository.Made made) {
            return new Subject(
                    made.path().toString(),
                    "com.google.common.base.Preconditions#checkNotNull(..)",
                    "com.google.common.base.Preconditions#checkArgument(..)",
                    "requireArgument");
        }
    }

    /// Runs both jobs.
    /// @return the last job that ran, final; it ended otherwise than `succeeded` when it has another status
    public JsonNode run(Subject subject) {
        heading("1", "find-usages", subject.symbol());
        JsonNode usages = job("find-usages", subject.gitUrl(), Map.of("symbol", subject.symbol()));
        if (!succeeded(usages)) {
            new JobView(out, style).print(usages);
            return usages;
        }
        usages(usages);

        heading("2", "rename-method", subject.method() + " to " + subject.newName());
        JsonNode rename = job(
                "rename-method", subject.gitUrl(), Map.of("method", subject.method(), "newName", subject.newName()));
        if (!succeeded(rename)) {
            new JobView(out, style).print(rename);
            return rename;
        }
        rename(rename);
        return rename;
    }

    private void heading(String number, String recipe, String what) {
        out.println();
        out.println(style.bold(number + "  " + recipe) + "  " + style.cyan(Style.safe(what)));
    }

    private JsonNode job(String recipe, String gitUrl, Map<String, String> parameters) {
        ObjectNode request = Json.object();
        ObjectNode operation = request.putObject("recipe").put("name", recipe);
        ObjectNode values = operation.putObject("parameters");
        parameters.forEach(values::put);
        request.putObject("repository_context").put("git_url", gitUrl);
        JsonNode accepted = client.submit(request, IdSource.secure().next("demo_"));
        ProgressDisplay display = new ProgressDisplay(surroundings, false);
        try {
            return new JobWatcher(client, pauses, display::update).toEnd(accepted);
        } finally {
            display.clear();
        }
    }

    private static boolean succeeded(JsonNode job) {
        return job.path("status").asText().equals("succeeded");
    }

    private void usages(JsonNode job) {
        List<JsonNode> findings = ApiClient.items(client.findings(id(job)));
        long files = findings.stream()
                .map(finding -> finding.path("file").asText())
                .distinct()
                .count();
        out.println("   " + style.tick() + " " + style.bold(grouped(findings.size()) + " usages") + " in "
                + grouped(files) + " files");
        for (JsonNode finding : findings.subList(0, Math.min(FINDINGS, findings.size()))) {
            String place =
                    finding.path("file").asText() + ":" + finding.path("line").asInt();
            out.println("     " + style.cyan(Style.safe(place)) + "  "
                    + style.dim(Style.safe(finding.path("excerpt").asText().strip())));
        }
        if (findings.size() > FINDINGS) {
            out.println(style.dim("     and " + grouped(findings.size() - FINDINGS) + " more"));
        }
        account(job);
    }

    private void rename(JsonNode job) {
        JobView view = new JobView(out, style);
        JsonNode result = job.path("result");
        out.println("   " + style.tick() + " " + style.bold(view.changes(result)));
        out.println();
        diff(new String(client.patch(id(job), false), StandardCharsets.UTF_8));
        out.println();
        view.proof(result.path("verification"));
        account(job);
    }

    private void diff(String patch) {
        List<String> lines = patch.lines().toList();
        for (String line : lines.subList(0, Math.min(DIFF_LINES, lines.size()))) {
            out.println("     " + DiffView.coloured(line, style));
        }
        if (lines.size() > DIFF_LINES) {
            out.println(style.dim("     and " + grouped(lines.size() - DIFF_LINES) + " more lines"));
        }
    }

    /// What it cost, why it cost that, and where the time went.
    private void account(JsonNode job) {
        new JobView(out, style).bill(job);
        formula(job);
        List<String> stages = new ArrayList<>();
        for (JsonNode stage : job.path("timeline")) {
            if (stage.hasNonNull("started_at") && stage.hasNonNull("finished_at")) {
                Duration took = Duration.between(
                        Instant.parse(stage.path("started_at").asText()),
                        Instant.parse(stage.path("finished_at").asText()));
                int tasks = stage.path("tasks").asInt();
                stages.add(Style.safe(stage.path("stage").asText()) + " " + milliseconds(took)
                        + (tasks > 1 ? " (" + tasks + " tasks)" : ""));
            }
        }
        if (!stages.isEmpty()) {
            out.println("  time      " + String.join(", ", stages));
        }
    }

    private void formula(JsonNode job) {
        for (JsonNode line : ApiClient.items(client.get("/v2/ledger?job_id=" + ApiClient.encode(id(job))))) {
            if (line.path("kind").asText().equals("post")) {
                out.println("  SAU       " + line.path("sau").asText() + " = 5 x "
                        + line.path("complexity").asText()
                        + " x max(1, " + thousands(line.path("indexed_lines").asLong()) + " / 10)^0.8228   (rate card "
                        + Style.safe(line.path("rate_card").asText()) + ": complexity, thousands of indexed lines)");
            }
        }
    }

    private static String id(JsonNode job) {
        return job.path("job_id").asText();
    }

    private static String milliseconds(Duration took) {
        long millis = took.toMillis();
        return millis < 1000 ? millis + " ms" : ProgressDisplay.seconds(took);
    }

    private static String thousands(long lines) {
        return String.format(Locale.ROOT, "%.3f", lines / 1000.0);
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
