package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.text.Nearest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One object of a request, read member by member; what does not fit becomes a fault and reads as absent.
record Members(ObjectNode object, String path, Faults faults) {
    /// The dotted path of a member.
    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void fault(String name, String message) {
        faults.add(ErrorCode.INVALID_REQUEST, at(name), message);
    }

    void notAvailable(String name, String message) {
        faults.add(ErrorCode.NOT_AVAILABLE, at(name), message);
    }

    /// Names every member that is not one of `known`.
    void refuseOthers(Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
                fault(shown, "Unknown member" + Nearest.hint(name, known) + ".");
            }
        });
    }

    @Nullable
    JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable
    String text(String name, int maxCharacters) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            fault(name, "Must be a string, not " + kind(value) + ".");
            return null;
        }
        String text = value.textValue();
        if (text.isEmpty() || text.length() > maxCharacters) {
            fault(name, "Must have 1 to " + maxCharacters + " characters; it has " + text.length() + ".");
            return null;
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c) && !paired(text))) {
            fault(name, "Must not contain control characters or broken Unicode.");
            return null;
        }
        return text;
    }

    /// Whether every surrogate of the text has its partner.
    private static boolean paired(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = value(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            fault(name, "Must be true or false, not " + kind(value) + ".");
            return otherwise;
        }
        return value.booleanValue();
    }

    /// The member as an object of its own; null when it is absent or something else.
    @Nullable
    Members object(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode child)) {
            fault(name, "Must be an object, not " + kind(value) + ".");
            return null;
        }
        return new Members(child, at(name), faults);
    }

    /// For example `a number`.
    static String kind(JsonNode value) {
        String name = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return (name.startsWith("a") || name.startsWith("o") ? "an " : "a ") + name;
    }
}
