package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.JobWatcher;
import dev.refactory.screen.JobView;
import dev.refactory.screen.ProgressDisplay;
import dev.refactory.screen.Style;

/// Waits for a job with its progress shown, and says what can be done when the user stops waiting.
final class Following {
    private final Context context;
    private final ApiClient client;

    Following(Context context, ApiClient client) {
        this.context = context;
        this.client = client;
    }

    /// @param json only what can be drawn over is shown
    /// @return the final status
    JsonNode toEnd(JsonNode job, boolean json) {
        ProgressDisplay display = new ProgressDisplay(context.surroundings(), json);
        String jobId = Style.safe(job.path("job_id").asText());
        Thread farewell = new Thread(() -> {
            display.clear();
            context.err()
                    .println("The job goes on without you. Look again: refactory status " + jobId
                            + " --wait   Stop it: refactory cancel " + jobId);
        });
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return new JobWatcher(client, context.pauses(), display::update).toEnd(job);
        } finally {
            display.clear();
            forget(farewell);
        }
    }

    /// A job that was accepted and is not waited for.
    void announce(JsonNode job, boolean json) {
        if (json) {
            context.printJson(job);
            return;
        }
        String jobId = Style.safe(job.path("job_id").asText());
        context.out()
                .println(context.style().bold(jobId) + "  "
                        + Style.safe(job.path("status").asText()));
        context.err().println("Follow it: refactory status " + jobId + " --wait, or " + client.server() + "/dashboard");
    }

    /// A job as it stands, and where to go from it.
    void show(JsonNode job, boolean json, String repository) {
        if (json) {
            context.printJson(job);
        } else {
            new JobView(context.surroundings()).print(job);
            next(job, repository);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Thread.currentThread().interrupt(); // the machine is going down already, and the hook has spoken
        }
    }

    /// Where to go from a job that ended.
    private void next(JsonNode job, String repository) {
        if (Exit.of(job) != Exit.SUCCEEDED) {
            return;
        }
        String jobId = Style.safe(job.path("job_id").asText());
        JsonNode result = job.path("result");
        if (result.path("files_changed").asInt() > 0) {
            context.out().println("  next      refactory patch " + jobId);
            context.out()
                    .println("            refactory apply " + jobId
                            + (repository.isEmpty() ? " REPO" : " " + repository));
        } else if (result.path("findings").asInt() > 0) {
            context.out().println("  next      refactory findings " + jobId);
        }
    }
}
