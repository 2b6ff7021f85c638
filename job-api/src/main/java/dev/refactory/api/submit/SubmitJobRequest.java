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
        String model, RecipeSteps steps, RepositoryContext repository, Options options, ObjectNode metadata) {
    /// @param maxMilliSau null for no cap
    /// @param cache whether an earlier answer to an equal request will do
    record Options(
            boolean strictAstMode,
            String verify,
            boolean allowUnresolved,
            Tier tier,
            @Nullable Long maxMilliSau,
            boolean dryRun,
            boolean cache,
            Duration deadline) {}

    /// The form that is kept; see the package's documentation.
    String canonical() {
        ObjectNode json = Json.object();
        if (options.allowUnresolved()) {
            json.put("allow_unresolved", true);
        }
        if (!options.cache()) {
            json.put("cache", false);
        }
        if (steps.instruction() != null) {
            json.put("instruction", steps.instruction());
        }
        if (options.maxMilliSau() != null) {
            json.put("max_milli_sau", options.maxMilliSau());
        }
        json.set("metadata", metadata);
        json.put("model", model);
        json.set("repository", repository.json());
        json.set("steps", steps.json());
        json.put("strict_ast_mode", options.strictAstMode());
        json.put("verify", options.verify());
        return RequestJson.canonical(json);
    }
}
