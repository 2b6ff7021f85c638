package dev.refactory.index.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.kit.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names everything a job's result depends on, so that equal names have equal results: the engine, the commit
/// with its tree, and of the request what is done and how. How the commit was named, what the caller notes, may
/// spend or can wait for is no part of it.
final class ResultKey {
    private static final List<String> OF_THE_REQUEST =
            List.of("allow_unresolved", "instruction", "model", "steps", "strict_ast_mode", "verify");

    private ResultKey() {}

    /// 64 hex digits, or null when the request says that its result is neither to be looked up nor kept.
    ///
    /// @param request canonical
    /// @param engineVersion changes whenever another result would be given to the same request
    static @Nullable String of(JsonNode request, ResolvedCommit commit, String engineVersion) {
        if (!request.path("cache").asBoolean(true)) {
            return null;
        }
        ObjectNode key = Json.object();
        key.put("engine", engineVersion);
        key.put("commit", commit.commitId());
        key.put("tree", commit.treeId());
        for (String member : OF_THE_REQUEST) {
            if (request.has(member)) {
                key.set(member, request.get(member));
            }
        }
        // Maps are written in the order of their keys, whatever order the request had.
        Object ordered = Json.convert(key, Object.class);
        return sha256(Json.write(ordered));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
