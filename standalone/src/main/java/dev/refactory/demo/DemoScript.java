package dev.refactory.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.JobWatcher;
import dev.refactory.client.Pauses;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.text.Counted;
import dev.refactory.screen.DiffView;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Places;
import dev.refactory.screen.ProgressDisplay;
import dev.refactory.screen.Style;
import dev.refactory.screen.Surroundings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Two jobs on one repository, told so that it fits a screen or two: who uses a symbol, then a
/// method renamed, with the proof, the bill and the time of every stage.
public final class DemoScript {
    private static final int DIFF_LINES = 14;
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
    /// @param patch the file that the second one's patch is written to
    /// @return the last job that ran, final; it ended otherwise than `succeeded` when it has
    ///     another status
    public JsonNode run(Subject subject, Path patch) {
        heading("1", "find-usages", subject.symbol());
        JsonNode usages = job("find-usages", subject.gitUrl(), Map.of("symbol", subject.symbol()));
        if (!succeeded(usages)) {
            new JobView(surroundings).print(usages);
            return usages;
        }
        usages(usages);

        heading("2", "rename-method", subject.method() + " to " + subject.newName());
        JsonNode rename = job(
                "rename-method", subject.gitUrl(), Map.of("method", subject.method(), "newName", subject.newName()));
        if (!succeeded(rename)) {
            new JobView(surroundings).print(rename);
            return rename;
        }
        rename(rename, patch);
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
        Places places = Places.of(ApiClient.items(client.findings(id(job))));
        int count = places.findings().size();
        out.println("   " + style.tick() + " used at "
                + style.bold(Counted.of(count, "place")) + " in "
                + Counted.of(places.files(), "file"));
        List<JsonNode> examples = places.examples(FINDINGS);
        for (JsonNode finding : examples) {
            out.println("     " + style.cyan(Style.safe(Places.at(finding))));
            out.println(
                    "         " + Style.safe(finding.path("excerpt").asText().strip()));
        }
        if (count > examples.size()) {
            out.println(style.dim("     and " + JobView.grouped(count - examples.size()) + " more"));
        }
        account(job);
    }

    private void rename(JsonNode job, Path file) {
        JobView view = new JobView(surroundings);
        JsonNode result = job.path("result");
        out.println("   " + style.tick() + " " + style.bold(view.changes(result)));
        byte[] patch = client.patch(id(job), false);
        out.println();
        diff(new String(patch, StandardCharsets.UTF_8));
        out.println();
        view.proof(result.path("verification"));
        account(job);
        save(patch, file);
    }

    private void diff(String patch) {
        PatchExcerpt excerpt = PatchExcerpt.of(patch, DIFF_LINES);
        for (String line : excerpt.lines()) {
            out.println("     " + DiffView.coloured(line, style));
        }
        if (excerpt.hunks() > 1) {
            out.println(style.dim("     one of " + JobView.grouped(excerpt.hunks()) + " hunks"));
        }
    }

    private void save(byte[] patch, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, patch);
        } catch (IOException e) {
            throw new UncheckedIOException("The patch could not be written to " + file, e);
        }
        out.println("  " + style.dim("patch    ") + " " + file);
    }

    /// What it cost, why it cost that, and where the time went.
    private void account(JsonNode job) {
        new JobView(surroundings).bill(job);
        formula(job);
    }

    private void formula(JsonNode job) {
        for (JsonNode line : ApiClient.items(client.get("/v2/ledger?job_id=" + ApiClient.encode(id(job))))) {
            if (line.path("kind").asText().equals("post")) {
                out.println(style.dim("  SAU       " + line.path("sau").asText() + " = 5 x complexity "
                        + line.path("complexity").asText()
                        + " x max(1, " + thousands(line.path("indexed_lines").asLong())
                        + " thousand lines / 10)^0.8228   (rate card "
                        + Style.safe(line.path("rate_card").asText()) + ")"));
            }
        }
    }

    private static String id(JsonNode job) {
        return job.path("job_id").asText();
    }

    private static String thousands(long lines) {
        return String.format(Locale.ROOT, "%.3f", lines / 1000.0);
    }
}
