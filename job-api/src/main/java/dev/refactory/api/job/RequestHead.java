package dev.refactory.api.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import java.io.IOException;

/// The small members of a canonical request, read past the repository that may stand there inline.
final class RequestHead {
    private static final String LARGE_MEMBER = "repository";

    private RequestHead() {}

    /// `instruction`, `max_milli_sau`, `metadata`, `model`, `steps` and the other small members, as far as they
    /// are there.
    static ObjectNode of(String canonicalRequest) {
        ObjectNode head = Json.object();
        try (JsonParser parser = Json.mapper().createParser(canonicalRequest)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return head;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(LARGE_MEMBER)) {
                    parser.skipChildren();
                } else {
                    JsonNode value = parser.readValueAsTree();
                    head.set(name, value);
                }
            }
            return head;
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a canonical request", e);
        }
    }
}
