package dev.refactory.kit.http;

import io.vertx.ext.web.RoutingContext;

/// What a route does. Runs on a virtual thread of its own and may block; reads the request from
/// `context` and must not write to it.
@FunctionalInterface
public interface Endpoint {
    /// @throws Exception answered as problem details: a `RefactoryException` as itself, anything else as
    ///     `internal`
    Reply handle(RoutingContext context) throws Exception;
}
