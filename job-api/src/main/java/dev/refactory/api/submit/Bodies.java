package dev.refactory.api.submit;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/// Bodies of requests.
public final class Bodies {
    private Bodies() {}

    /// The bytes of a body that says it is JSON, not yet looked at; none when there are none.
    /// @throws RefactoryException `unsupported_media_type` when it says it is something else, or compressed
    public static byte[] json(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!media.equals("application/json") && !media.endsWith("+json")) {
            throw new RefactoryException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type",
                    "The body must be JSON: send Content-Type: application/json.");
        }
        String encoding = context.request().getHeader("Content-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new RefactoryException(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding",
                    "Compressed bodies are not read: send the JSON as it is, without Content-Encoding.");
        }
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }
}
