package dev.refactory.api.repository;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.repository.RepositoryService.GraphSource;
import dev.refactory.api.repository.RepositoryService.IndexedCommit;
import dev.refactory.api.repository.RepositoryService.RepositoryInfo;
import dev.refactory.api.submit.Query;
import dev.refactory.kit.http.UrlRedaction;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which commit's graph a request is about.
final class IndexedPlaces {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private final RepositoryService repositories;

    IndexedPlaces(RepositoryService repositories) {
        this.repositories = repositories;
    }

    /// A repository and a commit of it whose graph is there.
    record Place(RepositoryInfo repository, IndexedCommit commit) {
        ObjectNode head(String object) {
            return RepositoryJson.head(object, repository.repositoryId(), commit);
        }
    }

    /// The request's query with these parameters and those that choose the commit.
    static Query query(RoutingContext context, String... known) {
        Set<String> names = new TreeSet<>(List.of(known));
        names.addAll(List.of("ref", "commit"));
        return new Query(context, names);
    }

    /// Reads the last parameters.
    /// @param source of the graph, where the request does not choose it; null for the one with
    ///     facts
    Place place(RoutingContext context, Query query, @Nullable GraphSource source) {
        String ref = query.text("ref");
        String commit = query.value(
                "commit",
                text -> Optional.of(text).filter(id -> COMMIT.matcher(id).matches()),
                "a full commit id of 40 or 64 lower-case hex digits");
        if (ref != null && commit != null) {
            query.fault("commit", "Give ref or commit, not both.");
        }
        query.done();
        RepositoryInfo repository = RepositoryEndpoints.find(repositories, context);
        String id = repository.repositoryId();
        return repositories
                .indexed(TenantId.DEFAULT, id, ref, commit, source)
                .map(found -> new Place(repository, found))
                .orElseThrow(() -> notIndexed(repository, ref, commit, source));
    }

    /// As the other, of the source that `source` names in the query.
    Place place(RoutingContext context, Query query) {
        return place(context, query, query.value("source", IndexedPlaces::source, sources()));
    }

    private static Optional<GraphSource> source(String name) {
        return Arrays.stream(GraphSource.values())
                .filter(known -> known.wireName().equals(name))
                .findFirst();
    }

    private static String sources() {
        return Arrays.stream(GraphSource.values()).map(GraphSource::wireName).collect(Collectors.joining(" or "));
    }

    private static RefactoryException notIndexed(
            RepositoryInfo repository, @Nullable String ref, @Nullable String commit, @Nullable GraphSource source) {
        String id = repository.repositoryId();
        String what = ref != null ? "'" + ref + "'" : commit != null ? "commit " + commit : "no commit";
        String not = ref == null && commit == null ? "" : "not ";
        if (source == GraphSource.SCIP) {
            return new RefactoryException(
                    ErrorCode.NOT_READY,
                    id,
                    "Of repository " + id + " no index was imported for " + what.replace("no commit", "any commit")
                            + ": POST /v2/repositories/" + id + "/scip imports one.");
        }
        String url = repository.gitUrl();
        String wayOut = url == null
                ? "submit a job for it, or POST /v2/quotes, with {\"repository_id\": \"" + id + "\"}"
                : "POST /v2/repositories with git_url " + UrlRedaction.redact(url) + " and the ref or commit starts it";
        return new RefactoryException(
                ErrorCode.NOT_READY,
                id,
                "Of repository " + id + " " + what + " is " + not + "indexed yet: " + wayOut + ".");
    }
}
