package dev.refactory.refactor.text;

import dev.refactory.graph.model.Range;
import java.util.List;
import java.util.Map;

/// A class that is mapped to tables.
///
/// @param symbol of the class; @param path of its file
/// @param name what JPQL calls it
/// @param named whether an annotation gives it that name, so that it stays when the class is renamed
/// @param tables its own first; empty when it shares that of an entity above it
/// @param columns of its own fields and getters, by spelling
/// @param properties its mapped attributes are getters, not fields
record Entity(
        String symbol,
        String path,
        String name,
        boolean named,
        List<Table> tables,
        Map<String, List<Column>> columns,
        boolean properties) {
    Entity {
        tables = List.copyOf(tables);
        columns = Map.copyOf(columns);
    }

    /// @param schema empty when none is given
    /// @param explicit an annotation says so; otherwise it follows from a convention
    /// @param at what says so: the annotation's name, or the class's
    record Table(String schema, String name, boolean explicit, Range at) {
        /// Whether SQL could mean this one: another schema is another table.
        boolean couldBe(SqlNames.Table table) {
            return table.name().equalsIgnoreCase(name)
                    && (schema.isEmpty()
                            || table.schema().isEmpty()
                            || table.schema().equalsIgnoreCase(schema));
        }

        /// Whether it means this one for certain: by a name that is given, in the schema that is given.
        boolean mustBe(SqlNames.Table table) {
            return explicit && couldBe(table) && table.schema().equalsIgnoreCase(schema);
        }
    }

    /// @param table whose column it is; empty for the entity's own
    record Column(String table, String name, boolean explicit) {}

    Entity withoutTables() {
        return new Entity(symbol, path, name, named, List.of(), columns, properties);
    }
}
