package dev.refactory.graph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.Relation;
import dev.refactory.graph.model.Role;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.graph.model.SymbolKind;
import dev.refactory.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Rows as facts.
final class GraphRows {
    private static final List<SymbolKind> SYMBOL_KINDS = List.of(SymbolKind.values());
    private static final List<Relation.Kind> RELATION_KINDS = List.of(Relation.Kind.values());
    private static final List<Diagnostic.Severity> SEVERITIES = List.of(Diagnostic.Severity.values());

    private GraphRows() {}

    static SymbolInfo symbol(ResultSet row) throws SQLException {
        String modifiers = row.getString("modifiers");
        return new SymbolInfo(
                row.getString("symbol"),
                SYMBOL_KINDS.get(row.getInt("kind")),
                row.getString("name"),
                row.getString("container"),
                row.getString("path"),
                modifiers.isEmpty() ? Set.of() : Set.of(modifiers.split(" ")),
                row.getString("signature"),
                row.getBoolean("deprecated"),
                row.getBoolean("for_removal"));
    }

    static void addOccurrences(ResultSet row, List<Occurrence> occurrences) throws SQLException {
        String symbol = row.getString("symbol");
        Integer[] places = (Integer[]) row.getArray("places").getArray();
        for (int i = 0; i < places.length; i += 3) {
            Set<Role> roles = Role.fromBits(places[i + 2]);
            occurrences.add(new Occurrence(new Range(places[i], places[i + 1]), symbol, roles));
        }
    }

    static Relation relation(ResultSet row) throws SQLException {
        return new Relation(
                row.getString("from_symbol"), RELATION_KINDS.get(row.getInt("kind")), row.getString("to_symbol"));
    }

    static Diagnostic diagnostic(ResultSet row) throws SQLException {
        return new Diagnostic(
                SEVERITIES.get(row.getInt("severity")),
                row.getString("code"),
                row.getString("message"),
                row.getInt("line"),
                row.getInt("start_offset"));
    }

    static FileInfo file(ResultSet row) throws SQLException {
        try {
            return new FileInfo(
                    row.getString("path"),
                    row.getString("blob_id"),
                    row.getString("language"),
                    row.getInt("lines"),
                    Json.mapper().readValue(row.getString("problems"), PostgresGraphView.PROBLEMS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Problems are written by this store", e);
        }
    }
}
