package dev.refactory.api.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.repository.RepositoryService.RepositoryInfo;
import dev.refactory.api.repository.RepositoryService.Stored;
import dev.refactory.api.submit.Bodies;
import dev.refactory.api.submit.Cursor;
import dev.refactory.api.submit.Query;
import dev.refactory.api.submit.RepositoryRequests;
import dev.refactory.api.submit.RepositoryRequests.NewRemote;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Repositories the deployment knows: registered by address, uploaded as bundles, listed, deleted.
public final class RepositoryEndpoints {
    /// The media type of an uploaded bundle.
    public static final String BUNDLE = "application/x-git-bundle";

    private final RepositoryService repositories;
    private final Indexing indexing;

    public RepositoryEndpoints(RepositoryService repositories, Indexing indexing) {
        this.repositories = repositories;
        this.indexing = indexing;
    }

    /// Starts the indexing of a repository.
    @FunctionalInterface
    public interface Indexing {
        /// @return the job that does it; null when no recipe of the catalogue only indexes, or too much is under way
        @Nullable
        String start(TenantId tenant, String repositoryId, @Nullable String ref, @Nullable String commit);
    }

    /// `POST /v2/repositories` with an address.
    public Reply register(RoutingContext context) {
        new Query(context, Set.of()).done();
        NewRemote remote = RepositoryRequests.remote(Bodies.json(context));
        Stored stored = repositories.register(TenantId.DEFAULT, remote.gitUrl());
        String id = stored.repository().repositoryId();
        String job = indexing.start(TenantId.DEFAULT, id, remote.ref(), remote.commit());
        return made(stored, job);
    }

    /// `POST /v2/repositories?name=` with a Git bundle.
    public Reply upload(RoutingContext context, Path bundle) {
        Query query = new Query(context, Set.of("name"));
        String name = query.value(
                "name",
                text -> Optional.of(text).filter(RepositoryRequests::isName),
                "a name of 1 to " + Limits.REPOSITORY_NAME_CHARACTERS + " letters, digits, ., _ and -");
        query.done();
        if (name == null) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "name",
                    "Give the repository a name: POST /v2/repositories?name=acme; the same name again adds to it.");
        }
        return made(repositories.upload(TenantId.DEFAULT, name, bundle), null);
    }

    private static Reply made(Stored stored, @Nullable String indexingJob) {
        ObjectNode json = RepositoryJson.of(stored.repository());
        json.put("indexing_job_id", indexingJob);
        return Reply.json(stored.created() ? 201 : 200, json)
                .with("Location", "/v2/repositories/" + stored.repository().repositoryId())
                .with("Cache-Control", "no-store");
    }

    /// `GET /v2/repositories`, newest first.
    public Reply list(RoutingContext context) {
        Query query = new Query(context, Set.of("after", "limit"));
        String after = query.value("after", Cursor::repository, "the next_cursor of the page before");
        int limit = query.number("limit", Limits.PAGE_DEFAULT, 1, Limits.PAGE_MAX);
        query.done();
        List<RepositoryInfo> found = repositories.list(TenantId.DEFAULT, after, limit + 1);
        boolean more = found.size() > limit;
        List<RepositoryInfo> page = more ? found.subList(0, limit) : found;
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        page.forEach(repository -> data.add(RepositoryJson.of(repository)));
        json.put("has_more", more);
        json.put("next_cursor", more ? Cursor.after(page.getLast().repositoryId()) : null);
        return Reply.json(200, json).with("Cache-Control", "private, no-cache");
    }

    /// `GET /v2/repositories/{repository_id}`
    public Reply read(RoutingContext context) {
        new Query(context, Set.of()).done();
        return Reply.json(200, RepositoryJson.of(find(repositories, context)))
                .with("Cache-Control", "private, no-cache");
    }

    /// `DELETE /v2/repositories/{repository_id}`
    public Reply delete(RoutingContext context) {
        new Query(context, Set.of()).done();
        String id = context.pathParam("repository_id");
        if (!repositories.delete(TenantId.DEFAULT, id)) {
            throw notFound(id);
        }
        return Reply.empty(204);
    }

    /// @throws RefactoryException `not_found`
    static RepositoryInfo find(RepositoryService repositories, RoutingContext context) {
        String id = context.pathParam("repository_id");
        return repositories.find(TenantId.DEFAULT, id).orElseThrow(() -> notFound(id));
    }

    private static RefactoryException notFound(String id) {
        String shown = id.length() > 80 ? id.substring(0, 80) + "…" : id;
        return new RefactoryException(
                ErrorCode.NOT_FOUND, shown, "There is no repository '" + shown + "': GET /v2/repositories lists them.");
    }
}
