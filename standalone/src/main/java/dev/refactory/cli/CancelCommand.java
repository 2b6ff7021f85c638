package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.JobWatcher;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Style;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "Asks a job to stop; a job that has ended stays as it is.")
final class CancelCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "JOB")
    private String jobId = "";

    @Option(names = "--wait", description = "Comes back when the job has ended.")
    private boolean wait;

    CancelCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            client.post("/v2/jobs/" + ApiClient.encode(jobId) + "/cancel");
            JsonNode job = client.job(jobId);
            if (wait) {
                job = new Following(context, client).toEnd(job, options.json);
            }
            if (options.json) {
                context.printJson(job);
            } else if (JobWatcher.ended(job)) {
                new JobView(context.surroundings()).print(job);
            } else {
                context.out().println("Asked " + Style.safe(jobId) + " to stop; it ends when its tasks notice.");
            }
            return Exit.SUCCEEDED;
        }
    }
}
