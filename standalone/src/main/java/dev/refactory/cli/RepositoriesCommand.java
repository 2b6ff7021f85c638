package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.json.Json;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Moments;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "repositories",
        description = "Lists the repositories the server knows; `add` and `delete` change that.")
final class RepositoriesCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--after", paramLabel = "CURSOR", description = "The page behind this one.")
    private String after = "";

    @Option(names = "--limit", description = "At most so many; default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    RepositoriesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            Map<String, String> query = new LinkedHashMap<>();
            query.put("after", after);
            query.put("limit", Integer.toString(limit));
            JsonNode list = client.get("/v2/repositories" + ApiClient.query(query));
            if (options.json) {
                context.printJson(list);
                return Exit.SUCCEEDED;
            }
            List<JsonNode> repositories = ApiClient.items(list);
            if (repositories.isEmpty()) {
                context.out().println("The server knows no repository yet: refactory repositories add REPO.");
                return Exit.SUCCEEDED;
            }
            Instant now = context.pauses().clock().instant();
            Table table = new Table("REPOSITORY", "KIND", "USED>", "GRAPHS>", "KEPT>", "WHERE~");
            repositories.forEach(each -> table.row(
                    Style.safe(each.path("id").asText()),
                    Style.safe(each.path("kind").asText()),
                    each.hasNonNull("last_used_at")
                            ? Moments.age(each.path("last_used_at").asText(), now)
                            : "-",
                    each.path("snapshots").asText(),
                    JobView.bytes(each.path("bytes").asLong()),
                    Style.safe(each.path("git_url").asText(each.path("name").asText()))));
            context.print(table);
            if (list.hasNonNull("next_cursor")) {
                context.err()
                        .println("There are more: --after "
                                + Style.safe(list.path("next_cursor").asText()));
            }
            return Exit.SUCCEEDED;
        }
    }

    @Command(name = "add", description = "Makes a repository known and indexes it, at no charge.")
    static final class Add implements Callable<Integer> {
        private final Context context;

        @Mixin
        private ServerOptions options = new ServerOptions();

        @Parameters(index = "0", paramLabel = "REPO", description = "A Git URL, or the path of a local repository.")
        private String repository = "";

        @Option(names = "--ref", description = "A branch or tag; default: what HEAD points at.")
        private @Nullable String ref;

        Add(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (ApiClient client = context.client(options)) {
                JsonNode added = new KnownRepository(context, client, options.json).register(repository, ref);
                if (options.json) {
                    context.printJson(added);
                    return Exit.SUCCEEDED;
                }
                context.out()
                        .println(
                                context.style().bold(Style.safe(added.path("id").asText())) + "  "
                                        + Style.safe(added.path("git_url")
                                                .asText(added.path("name").asText())));
                String job = added.path("indexing_job_id").asText("");
                if (!job.isEmpty()) {
                    context.err().println("It is being indexed: refactory status " + Style.safe(job) + " --wait");
                }
                return Exit.SUCCEEDED;
            }
        }
    }

    @Command(
            name = "delete",
            description = "Deletes a repository with everything derived from it; jobs that ended stay.")
    static final class Delete implements Callable<Integer> {
        private final Context context;

        @Mixin
        private ServerOptions options = new ServerOptions();

        @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Its id, repo_….")
        private String id = "";

        Delete(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            try (ApiClient client = context.client(options)) {
                client.delete("/v2/repositories/" + ApiClient.encode(id));
                if (options.json) {
                    context.printJson(Json.object().put("id", id).put("deleted", true));
                } else {
                    context.err().println("Deleted " + Style.safe(id) + " with everything derived from it.");
                }
                return Exit.SUCCEEDED;
            }
        }
    }
}
