package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a caller said in plain words.
///
/// @param text trimmed, not empty
/// @param field where it stands in the request
record Instruction(String text, String field) {
    private static final Set<String> MEMBERS = Set.of("role", "content", "name");

    /// Reads `messages`, which must be one message of the user: whatever else stood there would be left undone
    /// without a word. Null when there were faults.
    static @Nullable Instruction read(Members request, JsonNode messages) {
        int said = -1;
        boolean faulty = false;
        for (int i = 0; i < Math.min(messages.size(), Limits.MESSAGES); i++) {
            String role = messages.get(i).path("role").asText("");
            if (role.equals("user") && said < 0) {
                said = i;
            } else {
                request.fault(
                        "messages[" + i + "]" + (role.equals("user") ? "" : ".role"),
                        role.equals("user")
                                ? "Only one message of the user is read: say everything in it."
                                : "Only a message with the role user is read, and nothing is left unread: remove "
                                        + "this one, and give what it asks for as recipe or options.");
                faulty = true;
            }
        }
        if (messages.size() > Limits.MESSAGES) {
            request.fault("messages", "At most " + Limits.MESSAGES + " messages, and only one is read.");
            faulty = true;
        }
        if (said < 0 && !faulty) {
            request.fault(
                    "messages",
                    "Must hold one {\"role\": \"user\", \"content\": \"Rename class com.acme.Foo to Bar\"}.");
        }
        return said < 0 || faulty ? null : message(request, messages.get(said), "messages[" + said + "]");
    }

    private static @Nullable Instruction message(Members request, JsonNode message, String name) {
        Members members = new Members((ObjectNode) message, request.at(name), request.faults());
        members.refuseOthers(MEMBERS);
        JsonNode content = members.value("content");
        String text = content == null ? null : text(members, content);
        if (text == null) {
            members.fault("content", "Must be a text, or a list of {\"type\": \"text\", \"text\": …}.");
            return null;
        }
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > Limits.INSTRUCTION_CHARACTERS) {
            members.fault(
                    "content",
                    "Must have 1 to " + Limits.INSTRUCTION_CHARACTERS + " characters; it has " + trimmed.length()
                            + ".");
            return null;
        }
        if (trimmed.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            members.fault("content", "Must not contain NUL or broken Unicode.");
            return null;
        }
        return new Instruction(trimmed, members.at("content"));
    }

    private static @Nullable String text(Members members, JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText("").equals("text")
                    || !part.path("text").isTextual()) {
                return null;
            }
            text.append(text.isEmpty() ? "" : "\n").append(part.path("text").textValue());
        }
        return text.toString();
    }
}
