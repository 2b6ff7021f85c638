package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.text.Counted;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A job for eyes: what became of it, why, what it cost, where to go next.
public final class JobView {
    /// Beyond this a line is folded where the screen does not say.
    private static final int LINE = 100;
    /// What stands before the text of a field: its name.
    private static final int INDENT = 12;

    private final PrintStream out;
    private final Style style;
    private final int room;

    public JobView(Surroundings surroundings) {
        this.out = surroundings.out();
        this.style = surroundings.outStyle();
        this.room = Math.clamp(surroundings.outColumns(), 60, LINE) - INDENT;
    }

    /// The job as it stands; for one that ended, with its proof and its bill.
    public void print(JsonNode job) {
        String status = job.path("status").asText();
        String title = style.bold(safe(job, "job_id")) + "  " + recipe(job);
        switch (status) {
            case "succeeded" -> {
                out.println(style.tick() + " " + style.green("succeeded") + "  " + title);
                asked(job);
                succeeded(job);
            }
            case "refused" -> {
                out.println(style.cross() + " " + style.yellow("refused") + "  " + title);
                asked(job);
                refusal(job);
            }
            case "failed" -> {
                out.println(style.cross() + " " + style.red("failed") + "  " + title);
                Words.fold(Style.safe(failure(job)), room + INDENT - 2).forEach(text -> out.println("  " + text));
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

    /// What plain words were read as, and what several recipes are.
    private void asked(JsonNode job) {
        JsonNode steps = job.path("steps");
        boolean instruction = job.hasNonNull("instruction");
        if (instruction) {
            field("asked", Style.safe(job.path("instruction").asText()));
        }
        if (!instruction && steps.size() < 2) {
            return;
        }
        String name = "means";
        for (JsonNode step : steps) {
            StringBuilder text = new StringBuilder(safe(step, "name"));
            step.path("parameters")
                    .properties()
                    .forEach(each -> text.append("  ")
                            .append(Style.safe(each.getKey()))
                            .append('=')
                            .append(Style.safe(each.getValue().asText())));
            field(name, text.toString());
            name = "then";
        }
    }

    private void succeeded(JsonNode job) {
        JsonNode plan = job.path("plan");
        JsonNode result = job.path("result");
        if (!plan.path("summary").asText("").isEmpty()) {
            Words.fold(safe(plan, "summary"), room + INDENT - 2).forEach(text -> out.println("  " + text));
        }
        boolean changed = result.path("files_changed").asInt() > 0;
        boolean found = result.path("findings").asInt() > 0;
        if (found) {
            field("findings", grouped(result.path("findings").asLong()));
        }
        if (changed) {
            field("changes", changes(result));
            proof(result.path("verification"));
        } else if (result.isObject() && !found) {
            field("changes", "none needed");
        }
        bill(job);
    }

    /// Files and lines of a result.
    public String changes(JsonNode result) {
        return Counted.of(result.path("files_changed").asLong(), "file") + ", "
                + style.green("+" + grouped(result.path("insertions").asLong())) + " "
                + style.red("-" + grouped(result.path("deletions").asLong()));
    }

    /// One line per job: each thing that was checked, the best known first, in words, and what was not.
    public void proof(JsonNode verification) {
        List<String> checks = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Map.Entry<String, JsonNode> check : verification.properties()) {
            JsonNode value = check.getValue();
            String name = check.getKey();
            if (value.isNull()) {
                unknown.add(words(name));
            } else if (value.isBoolean()) {
                checks.add((value.asBoolean() ? style.tick() : style.cross()) + " " + words(name));
            } else if (name.equals("new_compile_errors")) {
                int errors = value.asInt();
                checks.add(
                        errors == 0
                                ? style.tick() + " no " + words(name)
                                : style.cross() + " " + Counted.of(errors, words(name)));
            } else if (name.equals("files_rechecked")) {
                boolean compiled = verification.path("level").asText().equals("compile");
                counts.add(Counted.of(value.asLong(), "file") + (compiled ? " attributed again" : " checked again"));
            } else if (value.isValueNode()) {
                counts.add(words(name) + " " + Style.safe(value.asText()));
            }
        }
        if (!checks.isEmpty() || !counts.isEmpty()) {
            checks.addAll(counts);
            unknown.forEach(each -> checks.add("not checked: " + each));
            field("proof", folded(checks));
        }
    }

    private static String words(String name) {
        return switch (name) {
            case "git_agrees" -> "git agrees";
            case "bindings_preserved" -> "every name still means the same";
            case "new_compile_errors" -> "new compile error";
            default -> Style.safe(name.replace('_', ' '));
        };
    }

    /// Parts of a line, as many lines as are needed at this width.
    private String folded(List<String> parts) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String part : parts) {
            int width = Style.width(part) + 2;
            if (column > 0 && column + width > room + 2) {
                text.append("\n").append(" ".repeat(INDENT));
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
        if (job.path("dry_run").asBoolean()) {
            quote(job);
            return;
        }
        if (job.path("cached").asBoolean()) {
            field(
                    "bill",
                    style.bold(usage.path("sau").asText("0") + " SAU") + "; the same was done before by "
                            + safe(job.path("result"), "cached_from"));
            return;
        }
        String simulated = duration(
                Duration.ofMillis(Math.round(usage.path("simulated_device_ms").asDouble())));
        field(
                "bill",
                style.bold(usage.path("sau").asText("0") + " SAU") + "; "
                        + Counted.of(usage.path("total_tokens").asLong(), "token") + " ("
                        + grouped(usage.path("prompt_tokens").asLong()) + " in, "
                        + grouped(usage.path("completion_tokens").asLong()) + " out)");
        field(
                "time",
                duration(Duration.ofMillis(usage.path("wall_ms").asLong())) + " measured; " + simulated
                        + " on the device, simulated");
        stages(job);
    }

    /// What it would cost at most, and why.
    private void quote(JsonNode job) {
        JsonNode quote = job.path("quote");
        if (!quote.isObject()) {
            return;
        }
        List<String> what = new ArrayList<>();
        if (quote.hasNonNull("files_affected")) {
            what.add(Counted.of(quote.path("files_affected").asLong(), "file"));
        }
        if (quote.hasNonNull("tasks")) {
            what.add(Counted.of(quote.path("tasks").asLong(), "task"));
        }
        field(
                "quote",
                style.bold(quote.path("sau").asText() + " SAU") + " at most"
                        + (what.isEmpty() ? "" : " for " + String.join(", ", what)) + "; the quote costs nothing");
        field(
                "inputs",
                Counted.of(quote.path("indexed_lines").asLong(), "line") + ", complexity "
                        + quote.path("complexity").asText() + ", rate card " + safe(quote, "rate_card"));
        if (quote.hasNonNull("quote_expires_at")) {
            String commit = safe(quote, "commit");
            field(
                    "valid",
                    "until " + safe(quote, "quote_expires_at")
                            + (commit.isEmpty()
                                    ? ""
                                    : " on commit " + commit.substring(0, Math.min(12, commit.length()))));
        }
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

    /// A number of bytes in its unit, `1.4 MiB`.
    public static String bytes(long number) {
        if (number < 1024) {
            return Counted.of(number, "byte");
        }
        return number < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", number / 1024.0)
                : String.format(Locale.ROOT, "%,.1f MiB", number / 1048576.0);
    }

    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private void refusal(JsonNode job) {
        JsonNode conflicts = job.path("conflicts");
        out.println("  " + Counted.of(conflicts.size(), "conflict") + "; no patch was made and nothing is charged.");
        for (JsonNode conflict : conflicts) {
            String file = safe(conflict, "file");
            int line = conflict.path("line").asInt();
            String place = file.isEmpty() ? "" : "  " + style.cyan(file + (line > 0 ? ":" + line : ""));
            out.println(
                    "  " + style.yellow(safe(conflict, "kind")) + "  " + style.bold(safe(conflict, "symbol")) + place);
            Words.fold(safe(conflict, "message"), room + INDENT - 6).forEach(text -> out.println("      " + text));
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
