package dev.refactory.api.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import java.io.IOException;

/// The small members at the head of a canonical request, read without reading the repository that may follow
/// inline:
/// the members are in alphabetical order.
final class RequestHead {
    private static final String FIRST_LARGE_MEMBER = "repository";

    private RequestHead() {}

    /// `max_milli_sau`, `metadata`, `model` and `recipe`, as far as they are there.
    static ObjectNode of(String canonicalRequest) {
        ObjectNode head = Json.object();
        try (JsonParser parser = Json.mapper().createParser(canonicalRequest)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return head;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.compareTo(FIRST_LARGE_MEMBER) >= 0) {
                    break;
                }
                parser.nextToken();
                JsonNode value = parser.readValueAsTree();
                head.set(name, value);
            }
            return head;
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a canonical request", e);
        }
    }
}
