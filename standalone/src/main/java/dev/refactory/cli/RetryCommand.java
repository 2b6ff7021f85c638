package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "retry", description = "Submits the request of a failed, refused or cancelled job again, as a new job.")
final class RetryCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "JOB", description = "The job that ended.")
    private String jobId = "";

    @Option(names = "--wait", description = "Follows the new job to its end; the exit code says how it ended.")
    private boolean wait;

    RetryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            JsonNode job = client.post("/v2/jobs/" + ApiClient.encode(jobId) + "/retry");
            Following following = new Following(context, client);
            if (!wait) {
                following.announce(job, options.json);
                return Exit.SUCCEEDED;
            }
            job = following.toEnd(job, options.json);
            following.show(job, options.json, "");
            return Exit.of(job);
        }
    }
}
