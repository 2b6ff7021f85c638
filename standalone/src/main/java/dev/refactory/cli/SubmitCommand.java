package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.ApiProblem;
import dev.refactory.kit.config.Nearest;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.DiffView;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Style;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "submit", description = "Submits a job; with --wait, follows it to its end.")
final class SubmitCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "REPO", description = "A Git URL, or the path of a local repository.")
    private String repository = "";

    @Parameters(index = "1", paramLabel = "RECIPE", description = "A recipe's name; `refactory recipes` lists them.")
    private String recipe = "";

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "name=value",
            description = "A parameter of the recipe; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--ref", description = "A branch or tag; default: what HEAD of the repository points at.")
    private @Nullable String ref;

    @Option(names = "--commit", description = "A commit id, instead of a ref.")
    private @Nullable String commit;

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            description = "parse or compile (default): how much is proven about the patch.")
    private @Nullable String verify;

    @Option(names = "--tier", description = "interactive, standard (default) or bulk.")
    private @Nullable String tier;

    @Option(names = "--max-sau", paramLabel = "N", description = "Fails before any work when the quote is above this.")
    private @Nullable BigDecimal maxSau;

    @Option(names = "--dry-run", description = "Stops after planning: what it would touch and cost.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Follows the job to its end; the exit code says how it ended.")
    private boolean wait;

    @Option(names = "--patch", paramLabel = "FILE", description = "Waits, then writes the patch to FILE; - is stdout.")
    private @Nullable String patch;

    SubmitCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        RepositoryArgument source =
                RepositoryArgument.parse(repository, context.surroundings().workingDirectory());
        checkFlags();
        try (ApiClient client = context.client(options)) {
            if (recipe.strip().contains(" ")) {
                throw naturalLanguage(client);
            }
            warnOfUncommitted(source);
            JsonNode job = submit(client, source);
            if (!wait && patch == null) {
                announce(job, client);
                return Exit.SUCCEEDED;
            }
            Following following = new Following(context, client);
            job = following.toEnd(job, options.json);
            writePatch(client, job);
            if (options.json) {
                context.printJson(job);
            } else if (!"-".equals(patch)) {
                new JobView(context.out(), context.style()).print(job);
                following.next(job, source.local() == null ? "" : source.local().toString());
            }
            return Exit.of(job);
        }
    }

    private void checkFlags() {
        if (ref != null && commit != null) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST, "--ref", "--ref and --commit exclude each other: give one of them.");
        }
        if (options.json && "-".equals(patch)) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "--patch",
                    "--json and --patch - both want stdout: give --patch a file.");
        }
    }

    private RefactoryException naturalLanguage(ApiClient client) {
        List<String> names = ApiClient.items(client.get("/v2/recipes")).stream()
                .map(entry -> entry.path("name").asText(entry.path("id").asText()))
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> words =
                Arrays.asList(recipe.toLowerCase(java.util.Locale.ROOT).split("[^a-z]+"));
        List<String> near = names.stream()
                .filter(name -> Arrays.stream(name.split("-"))
                        .anyMatch(part -> part.length() > 3
                                && words.stream()
                                        .anyMatch(word -> !Nearest.of(word, List.of(part), 1)
                                                .isEmpty())))
                .limit(5)
                .toList();
        return new RefactoryException(
                ErrorCode.NOT_AVAILABLE,
                "RECIPE",
                "Instructions in plain language are not available yet: name a recipe. Nearest: "
                        + String.join(", ", near.isEmpty() ? names : near)
                        + " (`refactory recipes NAME` shows its parameters).");
    }

    private void warnOfUncommitted(RepositoryArgument source) {
        List<String> paths = source.uncommitted();
        if (paths.isEmpty() || ref != null || commit != null) {
            return;
        }
        String named = String.join(", ", paths.subList(0, Math.min(5, paths.size())));
        String more = paths.size() > 5 ? " and " + (paths.size() - 5) + " more" : "";
        context.err()
                .println(context.surroundings().errStyle().yellow("note")
                        + ": the job reads the last commit, without your " + "uncommitted changes in "
                        + Style.safe(named + more) + ".");
    }

    private JsonNode submit(ApiClient client, RepositoryArgument source) throws InterruptedException {
        ObjectNode request = request(source);
        String key = IdSource.secure().next("cli_");
        for (int attempt = 0; ; attempt++) {
            try {
                return client.submit(request, key);
            } catch (ApiProblem problem) {
                boolean busy = problem.status() == 429 || problem.status() == 503;
                if (!busy || attempt == 5) {
                    throw problem;
                }
                context.pauses().sleeper().sleep(context.pauses().backoff(attempt + 2));
            }
        }
    }

    private ObjectNode request(RepositoryArgument source) {
        ObjectNode request = Json.object();
        ObjectNode operation = request.putObject("recipe");
        operation.put("name", recipe);
        ObjectNode values = operation.putObject("parameters");
        parameters.forEach(values::put);
        ObjectNode where = request.putObject("repository_context");
        where.put("git_url", source.gitUrl());
        if (ref != null) {
            where.put("ref", ref);
        }
        if (commit != null) {
            where.put("commit", commit);
        }
        ObjectNode wishes = request.putObject("options");
        if (verify != null) {
            wishes.put("verify", verify);
        }
        if (tier != null) {
            wishes.put("tier", tier);
        }
        if (maxSau != null) {
            wishes.put("max_sau", maxSau);
        }
        wishes.put("dry_run", dryRun);
        return request;
    }

    private void announce(JsonNode job, ApiClient client) {
        if (options.json) {
            context.printJson(job);
            return;
        }
        String jobId = Style.safe(job.path("job_id").asText());
        context.out()
                .println(context.style().bold(jobId) + "  "
                        + Style.safe(job.path("status").asText()));
        context.err().println("Follow it: refactory status " + jobId + " --wait, or " + client.server() + "/dashboard");
    }

    private void writePatch(ApiClient client, JsonNode job) throws IOException {
        if (patch == null || Exit.of(job) != Exit.SUCCEEDED || dryRun) {
            return;
        }
        byte[] bytes = client.patch(job.path("job_id").asText(), false);
        if (patch.equals("-")) {
            DiffView.write(bytes, context.out(), context.style());
        } else {
            Path file = context.surroundings().workingDirectory().resolve(patch);
            Files.write(file, bytes);
            if (!options.json) {
                context.err().println("Patch written to " + file + " (" + bytes.length + " bytes).");
            }
        }
    }
}
