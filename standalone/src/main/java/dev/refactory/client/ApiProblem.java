package dev.refactory.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.kit.json.Json;

/// The server's answer that something is wrong.
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient JsonNode body;

    ApiProblem(int status, JsonNode body, String fallback) {
        super(sentence(body, fallback));
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /// The problem document; an empty object when the server sent none.
    public JsonNode body() {
        return body == null ? Json.object() : body;
    }

    public String code() {
        return body().path("code").asText("");
    }

    /// Whether the request was wrong, so that sending it again cannot help.
    public boolean callersFault() {
        return status == 400 || status == 404 || status == 405 || status == 413 || status == 422;
    }

    private static String sentence(JsonNode body, String fallback) {
        for (String member : new String[] {"detail", "message", "title"}) {
            String text = body.path(member).asText("");
            if (!text.isEmpty()) {
                return text;
            }
        }
        String message = body.path("error").path("message").asText("");
        return message.isEmpty() ? fallback : message;
    }
}
