package dev.refactory.kit.http;

import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;

/// What a route does with a body that is a file. Runs as an [Endpoint] does; the file is removed when it returns.
@FunctionalInterface
public interface FileEndpoint {
    /// @throws Exception as [Endpoint#handle]
    Reply handle(RoutingContext context, Path body) throws Exception;
}
