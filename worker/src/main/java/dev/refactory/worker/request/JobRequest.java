package dev.refactory.worker.request;

import dev.refactory.index.git.RepositorySource;
import dev.refactory.kit.json.Json;
import java.util.Map;

/// A job's request as the door wrote it, read by the worker.
///
/// @param repository where the code is
/// @param recipe what to do
/// @param verify `parse` or `compile`
public record JobRequest(RepositorySource repository, RecipeCall recipe, String verify) {
    public static JobRequest read(String json) {
        return Json.read(json, JobRequest.class);
    }

    /// Whether a new compiler error refuses the patch; otherwise it is only reported.
    public boolean mustCompile() {
        return verify.equals("compile");
    }

    /// @param name of the recipe; @param parameters as the caller gave them
    public record RecipeCall(String name, Map<String, String> parameters) {
        public RecipeCall {
            parameters = Map.copyOf(parameters);
        }
    }
}
