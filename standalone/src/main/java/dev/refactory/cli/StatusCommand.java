package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Shows a job; with --wait, follows it to its end.")
final class StatusCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "JOB")
    private String jobId = "";

    @Option(names = "--wait", description = "Follows the job to its end.")
    private boolean wait;

    StatusCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            JsonNode job = client.job(jobId);
            Following following = new Following(context, client);
            if (wait) {
                job = following.toEnd(job, options.json);
            }
            following.show(job, options.json, "");
            return Exit.of(job);
        }
    }
}
