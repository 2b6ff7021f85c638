package dev.refactory.index.dependency.gradle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an expression of a script is, as far as it can be known without running it.
sealed interface Value {
    Value UNKNOWN = new Unknown();

    record Text(String text) implements Value {}

    record Many(List<Value> values) implements Value {}

    record Table(Map<String, Value> entries) implements Value {
        public Table {
            entries = new LinkedHashMap<>(entries);
        }
    }

    /// Computed in a way that is not followed here.
    record Unknown() implements Value {}

    static Value text(String text) {
        return text.length() > Expressions.LONGEST ? UNKNOWN : new Text(text);
    }

    /// The texts of this one, or of all that it holds; empty when one of them is not known.
    default List<String> texts() {
        return switch (this) {
            case Text(String text) -> List.of(text);
            case Many(List<Value> values) -> {
                List<List<String>> all = values.stream().map(Value::texts).toList();
                boolean known = all.stream().noneMatch(List::isEmpty);
                yield known ? all.stream().flatMap(List::stream).toList() : List.of();
            }
            case Table _, Unknown _ -> List.of();
        };
    }
}
