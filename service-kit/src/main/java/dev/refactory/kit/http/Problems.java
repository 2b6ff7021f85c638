package dev.refactory.kit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.problem.RefactoryException.FieldError;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Errors as problem details (RFC 9457), with the member `error` that clients of OpenAI's API read.
public final class Problems {
    public static final String MEDIA_TYPE = "application/problem+json";

    /// Problem types are names, not addresses: nothing is served under them.
    private static final String TYPE_PREFIX = "urn:refactory:problem:";

    private static final int RETRY_AFTER_SECONDS = 2;

    private Problems() {}

    /// The answer for an error; 429 and 503 carry `Retry-After`. Credentials in URLs are redacted.
    public static Reply reply(RefactoryException error) {
        return reply(error.code().httpStatus(), error);
    }

    /// The same with another status, for faults that HTTP itself gives a number.
    public static Reply reply(int status, RefactoryException error) {
        Reply reply = Reply.of(
                        status, MEDIA_TYPE, Json.write(json(status, error)).getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store");
        return status == 429 || status == 503
                ? reply.with("Retry-After", Integer.toString(RETRY_AFTER_SECONDS))
                : reply;
    }

    /// Writes an answer from any thread, for handlers that write by themselves; nothing when the caller has
    /// gone.
    public static void write(RoutingContext context, Reply reply) {
        context.vertx().runOnContext(nothing -> Routes.write(context, reply));
    }

    /// The document itself.
    public static ObjectNode json(int status, RefactoryException error) {
        String code = error.code().code();
        String detail = UrlRedaction.redact(error.sentence());
        ObjectNode problem = Json.object();
        problem.put("type", TYPE_PREFIX + code);
        problem.put("title", title(error.code()));
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("code", code);
        problem.put("subject", UrlRedaction.redact(error.subject()));
        ArrayNode errors = problem.putArray("errors");
        for (FieldError field : error.fieldErrors()) {
            errors.addObject().put("field", field.field()).put("message", UrlRedaction.redact(field.message()));
        }
        ObjectNode compatible = problem.putObject("error");
        compatible.put("message", detail);
        compatible.put("type", compatibleType(status));
        compatible.put("code", code);
        compatible.put("param", parameter(error));
        return problem;
    }

    /// For example `Unknown recipe`.
    private static String title(ErrorCode code) {
        String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String compatibleType(int status) {
        if (status == 429) {
            return "rate_limit_error";
        }
        return status < 500 ? "invalid_request_error" : "server_error";
    }

    private static @org.jspecify.annotations.Nullable String parameter(RefactoryException error) {
        return error.fieldErrors().isEmpty()
                ? null
                : error.fieldErrors().getFirst().field();
    }
}
