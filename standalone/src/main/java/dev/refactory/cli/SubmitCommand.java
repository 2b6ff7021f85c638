package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.DiffView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "submit",
        description = "Submits a job; with --wait, follows it to its end.",
        footer = {
            "",
            "refactory submit . rename-method -p 'method=com.acme.Foo#bar(int)' -p newName=baz --wait",
            "refactory submit . \"Rename class com.acme.Foo to Bar\" --wait --patch foo.diff",
            "refactory submit . rename-type -p type=com.acme.Foo -p newName=Bar \\",
            "    --then rename-field -p field=com.acme.Bar#x -p newName=y --wait"
        })
final class SubmitCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(names = "--dry-run", description = "Stops after planning: what it would touch and cost.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Follows the job to its end; the exit code says how it ended.")
    private boolean wait;

    @Option(names = "--patch", paramLabel = "FILE", description = "Waits, then writes the patch to FILE; - is stdout.")
    private @Nullable String patch;

    @Option(names = "--series", description = "With --patch: as a mailbox of commits, for `git am`.")
    private boolean series;

    SubmitCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        request.check();
        checkFlags();
        try (ApiClient client = context.client(options)) {
            Submission submission = new Submission(context, client, request);
            ObjectNode body = request.body(context, context.surroundings().in());
            if (dryRun) {
                body.withObjectProperty("options").put("dry_run", true);
            }
            JsonNode job = submission.send(Submission.JOBS, body);
            Following following = new Following(context, client);
            if (!wait && patch == null) {
                following.announce(job, options.json);
                return Exit.SUCCEEDED;
            }
            job = following.toEnd(job, options.json);
            JsonNode again = submission.again(Submission.JOBS, body, job);
            if (again != null) {
                job = following.toEnd(again, options.json);
            }
            writePatch(client, job);
            if (!"-".equals(patch)) {
                following.show(job, options.json, submission.local());
            }
            return Exit.of(job);
        }
    }

    private void checkFlags() {
        if (options.json && "-".equals(patch)) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "--patch",
                    "--json and --patch - both want stdout: give --patch a file.");
        }
        if (series && patch == null) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "--series",
                    "--series is the form of the patch: say where with --patch.");
        }
    }

    private void writePatch(ApiClient client, JsonNode job) throws IOException {
        if (patch == null || Exit.of(job) != Exit.SUCCEEDED || dryRun) {
            return;
        }
        byte[] bytes = client.patch(job.path("job_id").asText(), series);
        if (patch.equals("-")) {
            DiffView.write(bytes, context.surroundings());
        } else {
            Path file = context.surroundings().workingDirectory().resolve(patch);
            Files.write(file, bytes);
            if (!options.json) {
                context.err().println("Patch written to " + file + " (" + bytes.length + " bytes).");
            }
        }
    }
}
