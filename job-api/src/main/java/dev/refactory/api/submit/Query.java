package dev.refactory.api.submit;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.text.Nearest;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A request's query parameters, read one by one; what does not fit becomes a fault and reads as absent. One
/// thread.
public final class Query {
    private static final int MAX_CHARACTERS = 2048;

    private final MultiMap given;
    private final Faults faults = new Faults();

    /// @param known the names this route understands; any other is a fault
    public Query(RoutingContext context, Set<String> known) {
        this.given = context.queryParams();
        for (String name : given.names()) {
            if (!known.contains(name)) {
                String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
                fault(shown, "Unknown query parameter" + Nearest.hint(name, known) + ".");
            }
        }
    }

    /// Adds a fault, which [#done] then says.
    public void fault(String name, String message) {
        faults.add(ErrorCode.INVALID_REQUEST, name, message);
    }

    /// The parameter, or null when it is absent or empty.
    public @Nullable String text(String name) {
        List<String> values = given.getAll(name);
        if (values.size() > 1) {
            fault(name, "Must be given once.");
            return null;
        }
        String value = values.isEmpty() ? "" : values.getFirst();
        if (value.length() > MAX_CHARACTERS || value.indexOf(0) >= 0) {
            fault(name, "Must have at most " + MAX_CHARACTERS + " characters and no NUL.");
            return null;
        }
        return value.isEmpty() ? null : value;
    }

    /// The parameter, which must be there; empty when it is not, which [#done] then says.
    public String required(String name, int maxCharacters) {
        String value = text(name);
        if (value == null || value.isBlank() || value.length() > maxCharacters) {
            fault(name, "Required: 1 to " + maxCharacters + " characters, not only blanks.");
            return "";
        }
        return value;
    }

    /// The parameter read by `reader`, or null when it is absent; an empty answer of `reader` is a fault.
    public <T> @Nullable T value(String name, Function<String, Optional<T>> reader, String form) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Optional<T> value = reader.apply(text);
        if (value.isEmpty()) {
            String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
            fault(name, "Must be " + form + ", not '" + shown + "'.");
        }
        return value.orElse(null);
    }

    /// A whole number between two bounds, both included.
    public int number(String name, int otherwise, int least, int most) {
        Integer number =
                value(name, text -> wholeNumber(text, least, most), "a whole number from " + least + " to " + most);
        return number == null ? otherwise : number;
    }

    private static Optional<Integer> wholeNumber(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            return number < least || number > most ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Whether the parameter is `1` or `true`.
    public boolean flag(String name) {
        Boolean flag = value(
                name,
                text -> switch (text) {
                    case "1", "true" -> Optional.of(true);
                    case "0", "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                "1 or 0");
        return flag != null && flag;
    }

    /// Call it after the last read.
    /// @throws dev.refactory.kit.problem.RefactoryException naming every fault
    public void done() {
        faults.throwIfAny();
    }
}
