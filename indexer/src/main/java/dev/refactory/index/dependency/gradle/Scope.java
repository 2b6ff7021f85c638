package dev.refactory.index.dependency.gradle;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names that a place of a script can use: its own, then those around it.
final class Scope {
    private static final int MOST_NAMES = 20_000;

    private final @Nullable Scope script;
    private final @Nullable Scope outer;
    private final Map<String, Value> names = new HashMap<>();

    Scope(@Nullable Scope outer) {
        this(null, outer);
    }

    /// @param script whose own names are seen before those of `outer`: the script is another project's
    Scope(@Nullable Scope script, @Nullable Scope outer) {
        this.script = script;
        this.outer = outer;
    }

    void set(String name, Value value) {
        if (names.size() < MOST_NAMES || names.containsKey(name)) {
            names.put(name, value);
        }
    }

    /// @return [Value#UNKNOWN] when there is no such name
    Value get(String name) {
        Value value = find(name);
        return value == null ? Value.UNKNOWN : value;
    }

    boolean has(String name) {
        return find(name) != null;
    }

    private @Nullable Value find(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Scope own = scope; own != null; own = own.script) {
                Value value = own.names.get(name);
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }
}
