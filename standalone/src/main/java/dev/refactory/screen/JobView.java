package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A job for eyes: what became of it, why, what it cost, where to go next.
public final class JobView {
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
            out.println("  changes   " + changes(result));
        } else if (result.path("findings").asInt() > 0) {
            out.println("  findings  " + result.path("findings").asInt());
        } else if (result.isObject()) {
            out.println("  changes   none needed");
        }
        proof(result.path("verification"));
        bill(job);
    }

    /// Files and lines of a result.
    public String changes(JsonNode result) {
        return result.path("files_changed").asInt() + " files, "
                + style.green("+" + result.path("insertions").asInt()) + " "
                + style.red("-" + result.path("deletions").asInt());
    }

    /// One line per job: each thing that was checked.
    public void proof(JsonNode verification) {
        List<String> checks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> check : verification.properties()) {
            String name = Style.safe(check.getKey().replace('_', ' '));
            JsonNode value = check.getValue();
            if (value.isBoolean()) {
                checks.add((value.asBoolean() ? style.tick() : style.cross()) + " " + name);
            } else if (value.isNumber()) {
                checks.add(name + " " + value.asText());
            } else if (value.isTextual()) {
                checks.add(name + " " + Style.safe(value.asText()));
            }
        }
        if (!checks.isEmpty()) {
            out.println("  proof     " + String.join(", ", checks));
        }
    }

    /// Tokens and SAU; simulated time is named as what it is.
    public void bill(JsonNode job) {
        JsonNode usage = job.path("usage");
        if (!usage.isObject()) {
            return;
        }
        if (job.path("dry_run").asBoolean() && usage.hasNonNull("sau_quoted")) {
            out.println("  quote     " + style.bold(usage.path("sau_quoted").asText() + " SAU")
                    + " (a quote costs nothing)");
            return;
        }
        out.println("  bill      " + style.bold(usage.path("sau").asText("0") + " SAU") + ", "
                + usage.path("total_tokens").asLong() + " tokens ("
                + usage.path("prompt_tokens").asLong() + " in, "
                + usage.path("completion_tokens").asLong() + " out), "
                + usage.path("wall_ms").asLong() + " ms, "
                + usage.path("simulated_device_ms").asText("0") + " ms on the simulated device");
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
