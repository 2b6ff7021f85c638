package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Tier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a caller asked for, checked and complete.
///
/// @param model the model's own name, aliases resolved
/// @param verify `parse` or `compile`
/// @param metadata kept with the job and shown with it
record SubmitJobRequest(
        String model, RecipeChoice recipe, RepositoryContext repository, Options options, ObjectNode metadata) {
    /// @param maxMilliSau null for no cap
    record Options(
            boolean strictAstMode,
            String verify,
            Tier tier,
            @Nullable Long maxMilliSau,
            boolean dryRun,
            Duration deadline) {}

    /// The form that is kept; see the package's documentation.
    String canonical() {
        ObjectNode json = Json.object();
        if (options.maxMilliSau() != null) {
            json.put("max_milli_sau", options.maxMilliSau());
        }
        json.set("metadata", metadata);
        json.put("model", model);
        json.set("recipe", recipe.json());
        json.set("repository", repository.json());
        json.put("strict_ast_mode", options.strictAstMode());
        json.put("verify", options.verify());
        return RequestJson.canonical(json);
    }
}
