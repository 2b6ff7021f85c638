package dev.refactory.kit.http;

import io.vertx.ext.web.RoutingContext;
import java.io.OutputStream;

/// What a route does whose answer is too large to hold. Runs as an [Endpoint] does.
@FunctionalInterface
public interface StreamEndpoint {
    /// @throws Exception as [Endpoint#handle]
    Streamed handle(RoutingContext context) throws Exception;

    /// An answer that is written while it is made.
    ///
    /// @param head status and headers; its body is not used
    record Streamed(Reply head, Content content) {}

    /// Writes a body. What it throws is answered as problem details while nothing has been sent;
    /// later it breaks the connection off, so that nobody takes a part for the whole.
    @FunctionalInterface
    interface Content {
        /// @param body blocks while the reader is slow, and fails when the reader has gone
        void writeTo(OutputStream body) throws Exception;
    }
}
