package dev.refactory.cli;

import dev.refactory.client.ApiClient;
import dev.refactory.screen.DiffView;
import dev.refactory.screen.Style;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "patch", description = "Writes a job's patch to stdout.")
final class PatchCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "JOB")
    private String jobId = "";

    @Option(names = "--series", description = "As a mailbox of commits, for `git am`.")
    private boolean series;

    PatchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            byte[] patch = client.patch(jobId, series);
            DiffView.write(patch, context.out(), options.json ? Style.PLAIN : context.style());
            if (patch.length == 0) {
                context.err().println("The patch is empty: no change was needed.");
            }
            return Exit.SUCCEEDED;
        }
    }
}
