package dev.refactory.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;

/// A list of JSON objects as a table: one column per member that holds a plain value.
public final class JsonTable {
    private JsonTable() {}

    /// @param first members shown first, in this order, where they exist
    public static Table of(List<JsonNode> items, List<String> first) {
        SequencedSet<String> members = new LinkedHashSet<>();
        for (String member : first) {
            if (items.stream().anyMatch(item -> item.path(member).isValueNode())) {
                members.add(member);
            }
        }
        for (JsonNode item : items) {
            for (Map.Entry<String, JsonNode> member : item.properties()) {
                if (member.getValue().isValueNode() && !member.getKey().equals("object")) {
                    members.add(member.getKey());
                }
            }
        }
        Table table =
                new Table(members.stream().map(member -> header(member, items)).toArray(String[]::new));
        for (JsonNode item : items) {
            table.row(members.stream()
                    .map(member -> item.path(member).isNull()
                            ? ""
                            : Style.safe(item.path(member).asText("")))
                    .toArray(String[]::new));
        }
        return table;
    }

    private static String header(String member, List<JsonNode> items) {
        boolean numbers = items.stream().anyMatch(item -> item.path(member).isNumber());
        return Style.safe(member).toUpperCase(Locale.ROOT).replace('_', ' ') + (numbers ? ">" : "");
    }
}
