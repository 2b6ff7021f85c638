package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "quote",
        description = "Says what a job would touch and cost; the bill is never higher. Nothing is changed or charged.")
final class QuoteCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Mixin
    private RequestOptions request = new RequestOptions();

    QuoteCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        request.check();
        try (ApiClient client = context.client(options)) {
            Submission submission = new Submission(context, client, request);
            ObjectNode body = request.body(context, context.surroundings().in());
            Following following = new Following(context, client);
            JsonNode job = following.toEnd(submission.send(Submission.QUOTES, body), options.json);
            JsonNode again = submission.again(Submission.QUOTES, body, job);
            if (again != null) {
                job = following.toEnd(again, options.json);
            }
            following.show(job, options.json, submission.local());
            return Exit.of(job);
        }
    }
}
