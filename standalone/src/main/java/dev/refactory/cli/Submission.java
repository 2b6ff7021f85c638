package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.ApiProblem;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.Style;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends a request to where jobs or quotes are made, and the repository with it where the server
/// cannot read it.
final class Submission {
    static final String JOBS = "/v2/chat/completions/spark";
    static final String QUOTES = "/v2/quotes";

    private static final int TRIES_WHILE_BUSY = 5;

    private final Context context;
    private final ApiClient client;
    private final RequestOptions options;
    private final RepositoryArgument source;
    private boolean uploaded;

    Submission(Context context, ApiClient client, RequestOptions options) {
        this.context = context;
        this.client = client;
        this.options = options;
        this.source = RepositoryArgument.parse(
                options.repository, context.surroundings().workingDirectory());
        if (source.local() == null && (options.worktree || options.upload)) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    options.worktree ? "--worktree" : "--upload",
                    "--worktree and --upload are for a repository on this machine, not for " + options.repository
                            + ".");
        }
    }

    /// The repository's root as words of a command; empty when it is not on this machine.
    String local() {
        return source.local() == null ? "" : source.local().toString();
    }

    /// @param path [#JOBS] or [#QUOTES]
    /// @return the job as accepted
    JsonNode send(String path, ObjectNode request) throws InterruptedException {
        nameUncommitted();
        Path root = source.local();
        if (root != null && (options.upload || options.worktree || !Upload.readsPaths(client.server()))) {
            return sendUploaded(path, request, root);
        }
        ObjectNode where = request.putObject("repository_context");
        where.put("git_url", source.gitUrl());
        if (options.ref != null) {
            where.put("ref", options.ref);
        }
        if (options.commit != null) {
            where.put("commit", options.commit);
        }
        try {
            return post(path, request);
        } catch (ApiProblem problem) {
            if (root == null || !Upload.unreadable(problem.code())) {
                throw problem;
            }
            return sendUploaded(path, request, root);
        }
    }

    /// Sends it once more with the repository, when the job failed because the server may not read
    /// the path.
    /// @param job as it ended
    /// @return the new job as accepted; null when there is nothing to send again
    @Nullable
    JsonNode again(String path, ObjectNode request, JsonNode job) throws InterruptedException {
        Path root = source.local();
        boolean pathRefused = Upload.unreadable(job.path("error").path("code").asText());
        return root == null || uploaded || !pathRefused ? null : sendUploaded(path, request, root);
    }

    private JsonNode sendUploaded(String path, ObjectNode request, Path root) throws InterruptedException {
        uploaded = true;
        String wanted = options.commit != null ? options.commit : options.ref != null ? options.ref : "HEAD";
        request.set("repository_context", new Upload(context, client).send(root, wanted, options.worktree));
        return post(path, request);
    }

    private void nameUncommitted() {
        List<String> paths = source.uncommitted();
        if (paths.isEmpty() || options.ref != null || options.commit != null) {
            return;
        }
        String named = Style.safe(Uncommitted.named(paths));
        context.err()
                .println(context.surroundings().errStyle().yellow("note")
                        + (options.worktree
                                ? ": with your uncommitted changes in " + named + "."
                                : ": the job reads the last commit, without your uncommitted changes in " + named
                                        + " (--worktree includes them)."));
    }

    private JsonNode post(String path, ObjectNode request) throws InterruptedException {
        String key = IdSource.secure().next("cli_");
        for (int attempt = 0; ; attempt++) {
            try {
                return client.submit(path, request, key);
            } catch (ApiProblem problem) {
                boolean busy = problem.status() == 429 || problem.status() == 503;
                if (!busy || attempt == TRIES_WHILE_BUSY) {
                    throw problem;
                }
                context.pauses().sleeper().sleep(context.pauses().backoff(attempt + 2));
            }
        }
    }
}
