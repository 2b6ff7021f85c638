package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.ApiProblem;
import dev.refactory.client.JobWatcher;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.JobView;
import org.jspecify.annotations.Nullable;

/// The word REPO where the server is asked about a repository, not given a job: an id it knows, or
/// a URL or path that is registered and indexed first, at no charge.
final class KnownRepository {
    private final Context context;
    private final ApiClient client;
    private final boolean json;

    KnownRepository(Context context, ApiClient client, boolean json) {
        this.context = context;
        this.client = client;
        this.json = json;
    }

    /// Its id, once its graph is there.
    String indexed(String word, @Nullable String ref) {
        if (word.startsWith("repo_")) {
            return word;
        }
        JsonNode repository = register(word, ref);
        String job = repository.path("indexing_job_id").asText("");
        if (!job.isEmpty()) {
            await(client.job(job));
        }
        return repository.path("id").asText();
    }

    /// Makes it known: by address, or as a bundle where the server may not read the path.
    JsonNode register(String word, @Nullable String ref) {
        RepositoryArgument source =
                RepositoryArgument.parse(word, context.surroundings().workingDirectory());
        if (source.local() != null && !Upload.readsPaths(client.server())) {
            return uploaded(source, ref);
        }
        ObjectNode body = Json.object().put("git_url", source.gitUrl());
        if (ref != null) {
            body.put("ref", ref);
        }
        try {
            return client.send("POST", "/v2/repositories", body);
        } catch (ApiProblem problem) {
            if (source.local() == null || !Upload.unreadable(problem.code())) {
                throw problem;
            }
            return uploaded(source, ref);
        }
    }

    /// A bundle is indexed by the first job on it: a quote, which costs nothing.
    private JsonNode uploaded(RepositoryArgument source, @Nullable String ref) {
        Upload upload = new Upload(context, client);
        JsonNode where =
                upload.send(java.util.Objects.requireNonNull(source.local()), ref == null ? "HEAD" : ref, false);
        ObjectNode request = Json.object();
        request.putObject("recipe").put("name", "find-deprecated-uses").putObject("parameters");
        request.set("repository_context", where);
        JsonNode job = client.submit(
                Submission.QUOTES,
                request,
                dev.refactory.kit.id.IdSource.secure().next("cli_"));
        await(job);
        return client.get("/v2/repositories/"
                + ApiClient.encode(where.path("repository_id").asText()));
    }

    private void await(JsonNode job) {
        JsonNode ended = JobWatcher.ended(job) ? job : new Following(context, client).toEnd(job, json);
        if ("failed".equals(ended.path("status").asText())) {
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_UNAVAILABLE, "REPO", "It could not be indexed: " + JobView.failure(ended));
        }
    }
}
