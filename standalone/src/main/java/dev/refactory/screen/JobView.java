package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A job for eyes: what became of it, why, what it cost, where to go next.
public final class JobView {
    /// Beyond this a line is folded; the name of the field stands before it.
    private static final int LINE = 88;

    private final PrintStream out;
    private final Style style;

    public JobView(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /// The job as it stands; for one that ended, with its proof and its bill.
    public void print(JsonNode job) {
        String status = job.path("status").asText();
        String title = style.bold(safe(job, "job_id")) + "  " + recipe(job);
        switch (status) {
            case "succeeded" -> {
                out.println(style.tick() + " " + style.green("succeeded") + "  " + title);
                succeeded(job);
            }
            case "refused" -> {
                out.println(style.cross() + " " + style.yellow("refused") + "  " + title);
                refusal(job);
            }
            case "failed" -> {
                out.println(style.cross() + " " + style.red("failed") + "  " + title);
                out.println("  " + Style.safe(failure(job)));
            }
            case "cancelled" -> out.println(style.cross() + " " + style.yellow("cancelled") + "  " + title);
            default -> {
                JsonNode progress = job.path("progress");
                out.println(style.cyan(Style.safe(status)) + "  " + title + "  "
                        + progress.path("percent").asInt() + " %, "
                        + progress.path("tasks_done").asInt() + "/"
                        + progress.path("tasks_total").asInt() + " tasks");
            }
        }
    }

    private void succeeded(JsonNode job) {
        JsonNode plan = job.path("plan");
        JsonNode result = job.path("result");
        if (!plan.path("summary").asText("").isEmpty()) {
            out.println("  " + safe(plan, "summary"));
        }
        if (result.hasNonNull("patch_sha256") || result.path("files_changed").asInt() > 0) {
            field("changes", changes(result));
        } else if (result.path("findings").asInt() > 0) {
            field("findings", grouped(result.path("findings").asLong()));
        } else if (result.isObject()) {
            field("changes", "none needed");
        }
        proof(result.path("verification"));
        bill(job);
    }

    /// Files and lines of a result.
    public String changes(JsonNode result) {
        return counted(result.path("files_changed").asLong(), "file") + ", "
                + style.green("+" + grouped(result.path("insertions").asLong())) + " "
                + style.red("-" + grouped(result.path("deletions").asLong()));
    }

    /// One line per job: each thing that was checked, the best known first, in words.
    public void proof(JsonNode verification) {
        List<String> checks = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> check : verification.properties()) {
            JsonNode value = check.getValue();
            String name = check.getKey();
            if (value.isBoolean()) {
                checks.add((value.asBoolean() ? style.tick() : style.cross()) + " " + words(name));
            } else if (name.equals("new_compile_errors")) {
                int errors = value.asInt();
                checks.add(
                        errors == 0
                                ? style.tick() + " no new compile error"
                                : style.cross() + " " + counted(errors, "new compile error"));
            } else if (name.equals("files_rechecked")) {
                counts.add(counted(value.asLong(), "file") + " attributed again");
            } else if (value.isValueNode() && !value.isNull()) {
                counts.add(words(name) + " " + Style.safe(value.asText()));
            }
        }
        if (!checks.isEmpty() || !counts.isEmpty()) {
            checks.addAll(counts);
            field("proof", folded(checks));
        }
    }

    private static String words(String name) {
        return switch (name) {
            case "git_agrees" -> "git agrees";
            case "bindings_preserved" -> "every name still means the same";
            default -> Style.safe(name.replace('_', ' '));
        };
    }

    /// Parts of a line, as many lines as are needed at this width.
    private static String folded(List<String> parts) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String part : parts) {
            int width = Style.width(part) + 2;
            if (column > 0 && column + width > LINE) {
                text.append("\n            ");
                column = 0;
            } else if (column > 0) {
                text.append("  ");
            }
            text.append(part);
            column += width;
        }
        return text.toString();
    }

    /// Tokens and SAU; simulated time is named as what it is.
    public void bill(JsonNode job) {
        JsonNode usage = job.path("usage");
        if (!usage.isObject()) {
            return;
        }
        if (job.path("dry_run").asBoolean() && usage.hasNonNull("sau_quoted")) {
            field("quote", style.bold(usage.path("sau_quoted").asText() + " SAU") + " (a quote costs nothing)");
            return;
        }
        String simulated = duration(
                Duration.ofMillis(Math.round(usage.path("simulated_device_ms").asDouble())));
        field(
                "bill",
                style.bold(usage.path("sau").asText("0") + " SAU") + "; "
                        + counted(usage.path("total_tokens").asLong(), "token") + " ("
                        + grouped(usage.path("prompt_tokens").asLong()) + " in, "
                        + grouped(usage.path("completion_tokens").asLong()) + " out)");
        field(
                "time",
                duration(Duration.ofMillis(usage.path("wall_ms").asLong())) + " measured; " + simulated
                        + " on the device, simulated");
        stages(job);
    }

    /// Where the time went: from a stage's first start to its last end.
    private void stages(JsonNode job) {
        List<String> stages = new ArrayList<>();
        for (JsonNode stage : job.path("timeline")) {
            if (stage.hasNonNull("started_at") && stage.hasNonNull("finished_at")) {
                Duration took = Duration.between(
                        Instant.parse(stage.path("started_at").asText()),
                        Instant.parse(stage.path("finished_at").asText()));
                int tasks = stage.path("tasks").asInt();
                stages.add(Style.safe(stage.path("stage").asText()) + " " + duration(took)
                        + (tasks > 1 ? " (" + tasks + " tasks)" : ""));
            }
        }
        if (!stages.isEmpty()) {
            field("stages", folded(stages));
        }
    }

    private void field(String name, String text) {
        out.println("  " + style.dim(String.format("%-9s", name)) + " " + text);
    }

    /// Seconds, and milliseconds below one.
    public static String duration(Duration took) {
        long millis = took.toMillis();
        return millis < 1000 ? millis + " ms" : ProgressDisplay.seconds(took);
    }

    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// A number and its noun, which takes an s.
    public static String counted(long number, String noun) {
        return grouped(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private void refusal(JsonNode job) {
        JsonNode conflicts = job.path("conflicts");
        out.println("  " + conflicts.size() + (conflicts.size() == 1 ? " conflict" : " conflicts")
                + "; no patch was made and nothing is charged.");
        for (JsonNode conflict : conflicts) {
            String file = safe(conflict, "file");
            int line = conflict.path("line").asInt();
            String place = file.isEmpty() ? "" : "  " + style.cyan(file + (line > 0 ? ":" + line : ""));
            out.println(
                    "  " + style.yellow(safe(conflict, "kind")) + "  " + style.bold(safe(conflict, "symbol")) + place);
            out.println("      " + safe(conflict, "message"));
        }
    }

    public static String failure(JsonNode job) {
        JsonNode error = job.path("error");
        String message = error.path("message").asText(error.path("detail").asText("The job failed without a reason."));
        String code = error.path("code").asText("");
        return code.isEmpty() ? message : message + " (" + code + ")";
    }

    public static String recipe(JsonNode job) {
        String name = job.path("recipe").asText("");
        if (name.isEmpty()) {
            name = job.path("recipe").path("name").asText("");
        }
        return Style.safe(name.isEmpty() ? job.path("plan").path("recipe").asText("") : name);
    }

    private static String safe(JsonNode node, String member) {
        return Style.safe(node.path(member).asText(""));
    }
}
