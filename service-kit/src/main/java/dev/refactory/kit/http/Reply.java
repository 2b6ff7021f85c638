package dev.refactory.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer, complete: status, headers and body. Immutable by convention: the body is not copied.
///
/// @param status 200 to 599
/// @param headers by name, in the order they are written
/// @param body empty when there is none
public record Reply(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NOTHING = {};

    public static Reply json(int status, JsonNode body) {
        return of(status, "application/json", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    public static Reply text(int status, String mediaType, String body) {
        return of(status, mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply of(int status, String mediaType, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", mediaType);
        return new Reply(status, headers, body);
    }

    /// Without a body, for example 204 and 304.
    public static Reply empty(int status) {
        return new Reply(status, new LinkedHashMap<>(), NOTHING);
    }

    /// The same answer with one more header.
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
