package dev.refactory.graph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.kit.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Rows as facts.
final class GraphRows {
    private static final TypeReference<List<FileProblem>> PROBLEMS = new TypeReference<>() {};

    private GraphRows() {}

    static FileInfo file(ResultSet row) throws SQLException {
        try {
            return new FileInfo(
                    row.getString("path"),
                    row.getString("blob_id"),
                    row.getString("language"),
                    row.getInt("lines"),
                    Json.mapper().readValue(row.getString("problems"), PROBLEMS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Problems are written by this store", e);
        }
    }

    static FileFacts facts(ResultSet row) throws SQLException {
        return table(row).facts(file(row));
    }

    static FileTable table(ResultSet row) throws SQLException {
        return FileTable.read(row.getBytes("names"), row.getBytes("facts"));
    }

    static FileTable names(ResultSet row) throws SQLException {
        return FileTable.readNames(row.getBytes("names"));
    }
}
