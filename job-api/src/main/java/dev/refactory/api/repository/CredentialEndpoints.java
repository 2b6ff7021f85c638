package dev.refactory.api.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.submit.Bodies;
import dev.refactory.api.submit.Query;
import dev.refactory.api.submit.RepositoryRequests;
import dev.refactory.api.submit.RepositoryRequests.Credential;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/// Credentials of private hosts: written, never read back.
public final class CredentialEndpoints {
    private final RepositoryService repositories;

    public CredentialEndpoints(RepositoryService repositories) {
        this.repositories = repositories;
    }

    /// `PUT /v2/credentials/{host}`
    public Reply put(RoutingContext context) {
        new Query(context, Set.of()).done();
        String host = RepositoryRequests.host(context.pathParam("host"));
        Credential credential = RepositoryRequests.credential(Bodies.json(context));
        boolean created = repositories.putCredential(TenantId.DEFAULT, host, credential.username(), credential.token());
        return Reply.empty(created ? 201 : 204).with("Cache-Control", "no-store");
    }

    /// `GET /v2/credentials`
    public Reply list(RoutingContext context) {
        new Query(context, Set.of()).done();
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        repositories.credentials(TenantId.DEFAULT).forEach(one -> data.add(RepositoryJson.of(one)));
        return Reply.json(200, json).with("Cache-Control", "no-store");
    }

    /// `DELETE /v2/credentials/{host}`
    public Reply delete(RoutingContext context) {
        new Query(context, Set.of()).done();
        String host = RepositoryRequests.host(context.pathParam("host"));
        if (!repositories.deleteCredential(TenantId.DEFAULT, host)) {
            throw new RefactoryException(
                    ErrorCode.NOT_FOUND,
                    host,
                    "There is no credential for '" + host + "': GET /v2/credentials lists the hosts.");
        }
        return Reply.empty(204);
    }
}
