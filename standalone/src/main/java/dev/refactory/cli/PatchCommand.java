package dev.refactory.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.json.Json;
import dev.refactory.screen.DiffView;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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
            if (options.json) {
                context.printJson(json(patch));
                return Exit.SUCCEEDED;
            }
            DiffView.write(patch, context.surroundings());
            if (patch.length == 0) {
                context.err().println("The patch is empty: no change was needed.");
            }
            return Exit.SUCCEEDED;
        }
    }

    /// As files are in a request: `content` where the bytes are UTF-8, else `content_base64`.
    private ObjectNode json(byte[] patch) {
        ObjectNode answer = Json.object();
        answer.put("job_id", jobId);
        answer.put("media_type", series ? "application/mbox" : "text/x-diff");
        answer.put("bytes", patch.length);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(patch))
                    .toString();
            return answer.put("content", text);
        } catch (CharacterCodingException e) {
            return answer.put("content_base64", Base64.getEncoder().encodeToString(patch));
        }
    }
}
