package dev.refactory.api.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.repository.RepositoryService.CredentialInfo;
import dev.refactory.api.repository.RepositoryService.IndexedCommit;
import dev.refactory.api.repository.RepositoryService.Kind;
import dev.refactory.api.repository.RepositoryService.RepositoryInfo;
import dev.refactory.graph.algorithm.Neighbourhood;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.kit.http.UrlRedaction;
import dev.refactory.kit.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Repositories and what is in them, as callers see them.
final class RepositoryJson {
    private RepositoryJson() {}

    static ObjectNode of(RepositoryInfo repository) {
        ObjectNode json = Json.object().put("id", repository.repositoryId()).put("object", "repository");
        json.put("kind", repository.kind().wireName());
        if (repository.kind() == Kind.REMOTE) {
            json.put("git_url", UrlRedaction.redact(String.valueOf(repository.gitUrl())));
        } else {
            json.put("name", repository.name());
        }
        json.put("created_at", time(repository.createdAt())).put("last_used_at", time(repository.lastUsedAt()));
        return json.put("snapshots", repository.snapshots()).put("bytes", repository.bytes());
    }

    static ObjectNode of(CredentialInfo credential) {
        ObjectNode json = Json.object().put("object", "credential").put("host", credential.host());
        return json.put("created_at", time(credential.createdAt()));
    }

    /// What every look into a graph begins with: which commit was looked at.
    static ObjectNode head(String object, String repositoryId, IndexedCommit commit) {
        ObjectNode json = Json.object().put("object", object).put("repository_id", repositoryId);
        json.put("commit", commit.commitId()).put("ref", commit.ref());
        return json.put("indexed_at", time(commit.indexedAt()))
                .put("source", commit.source().wireName());
    }

    static ObjectNode of(SymbolInfo symbol) {
        ObjectNode json = Json.object().put("symbol", symbol.symbol());
        json.put("kind", name(symbol.kind())).put("name", symbol.name());
        json.put("container", symbol.container()).put("file", symbol.path());
        ArrayNode modifiers = json.putArray("modifiers");
        symbol.modifiers().stream().sorted().forEach(modifiers::add);
        json.put("signature", symbol.signature()).put("deprecated", symbol.deprecated());
        return json.put("for_removal", symbol.forRemoval());
    }

    static ObjectNode of(FileInfo file) {
        ObjectNode json = Json.object().put("file", file.path()).put("language", file.language());
        json.put("lines", file.lines());
        ArrayNode problems = json.putArray("problems");
        file.problems()
                .forEach(problem ->
                        problems.addObject().put("kind", name(problem.kind())).put("detail", problem.detail()));
        return json;
    }

    static ObjectNode of(Neighbourhood.Node node) {
        ObjectNode json = Json.object().put("id", node.id()).put("type", node.file() ? "file" : "symbol");
        json.put("distance", node.distance());
        SymbolInfo symbol = node.symbol();
        json.put("kind", symbol == null ? null : name(symbol.kind()));
        return json.put("file", symbol == null ? null : symbol.path());
    }

    static ObjectNode of(Neighbourhood.Edge edge) {
        ObjectNode json = Json.object().put("from", edge.from()).put("kind", name(edge.kind()));
        return json.put("to", edge.to()).put("occurrences", edge.occurrences());
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
