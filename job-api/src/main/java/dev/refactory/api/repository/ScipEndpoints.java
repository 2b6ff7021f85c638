package dev.refactory.api.repository;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.repository.IndexedPlaces.Place;
import dev.refactory.api.repository.RepositoryService.GraphSource;
import dev.refactory.api.submit.Query;
import dev.refactory.graph.scip.ScipImport.Imported;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.http.StreamEndpoint.Streamed;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;

/// Graphs as SCIP indexes: ours to take away, anybody's to look into.
public final class ScipEndpoints {
    /// The media type of an `index.scip`.
    public static final String SCIP = "application/x-scip";

    private final RepositoryService repositories;
    private final IndexedPlaces places;

    public ScipEndpoints(RepositoryService repositories) {
        this.repositories = repositories;
        this.places = new IndexedPlaces(repositories);
    }

    /// `GET /v2/repositories/{repository_id}/scip`
    public Streamed write(RoutingContext context) {
        Place at = places.place(context, IndexedPlaces.query(context), GraphSource.COMPILER);
        Reply head = Reply.of(200, SCIP, new byte[0])
                .with("Cache-Control", "private, no-cache")
                .with("Content-Disposition", "attachment; filename=\"index.scip\"")
                .with("Refactory-Commit", at.commit().commitId());
        return new Streamed(
                head,
                body -> repositories.writeScip(TenantId.DEFAULT, at.repository().repositoryId(), at.commit(), body));
    }

    /// `POST /v2/repositories/{repository_id}/scip` with an index.
    public Reply read(RoutingContext context, Path index) {
        Query query = IndexedPlaces.query(context, "root");
        String root = query.text("root");
        Place at = places.place(context, query, GraphSource.COMPILER);
        String id = at.repository().repositoryId();
        Imported imported = repositories.readScip(TenantId.DEFAULT, id, at.commit(), root == null ? "" : root, index);
        ObjectNode json = at.head("scip_import");
        json.put("source", GraphSource.SCIP.wireName());
        json.put("tool", imported.tool()).put("tool_version", imported.toolVersion());
        json.put("documents", imported.documents()).put("symbols", imported.symbols());
        json.put("occurrences", imported.snapshot().occurrences()).put("relations", imported.relations());
        return Reply.json(201, json).with("Cache-Control", "no-store");
    }

    /// `POST` with a body of any other kind.
    public Reply refuse(RoutingContext context) {
        throw new RefactoryException(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "Content-Type",
                "Send the index.scip as it is, with Content-Type: " + SCIP + ".");
    }
}
