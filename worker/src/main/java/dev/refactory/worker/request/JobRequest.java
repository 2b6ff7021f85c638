package dev.refactory.worker.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.refactor.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job's request as the door wrote it, read by the worker.
///
/// @param repository where the code is
/// @param steps recipes in order, each on the result of the one before; 1 to [#MAX_STEPS]
/// @param level how the result is verified
/// @param allowUnresolved whether names that could be meant, but could not be resolved, are left and reported
/// @param instruction the plain words the steps were read from; null when the caller named recipes
public record JobRequest(
        RepositorySource repository,
        List<Step> steps,
        VerificationLevel level,
        boolean allowUnresolved,
        @Nullable String instruction) {
    public static final int MAX_STEPS = 16;

    /// @throws RefactoryException `invalid_request` without steps, `limit_exceeded` with too many
    public JobRequest {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST, "steps", "The job has no step: name at least one recipe.");
        }
        if (steps.size() > MAX_STEPS) {
            throw new RefactoryException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "steps",
                    "The job has " + steps.size() + " steps, at most " + MAX_STEPS
                            + " are planned at once: send the rest as a second job.");
        }
    }

    /// @throws RefactoryException `invalid_request` or `limit_exceeded` when the request cannot be run
    public static JobRequest read(String json) {
        JsonNode tree = Json.tree(json);
        List<Step> steps = new ArrayList<>();
        tree.path("steps").forEach(step -> steps.add(Json.convert(step, Step.class)));
        JsonNode instruction = tree.get("instruction");
        return new JobRequest(
                Json.convert(tree.get("repository"), RepositorySource.class),
                steps,
                VerificationLevel.named(tree.path("verify").asText("compile")),
                tree.path("allow_unresolved").asBoolean(false),
                instruction == null || instruction.isNull() ? null : instruction.asText());
    }

    /// What its recipes look at.
    public Recipe.Sources sources(Recipe.Sources texts) {
        return allowUnresolved ? texts.allowingUnresolved() : texts;
    }

    /// More than one recipe in one job.
    public boolean composition() {
        return steps.size() > 1;
    }

    /// One recipe of a job.
    ///
    /// @param name of the recipe
    /// @param parameters as the caller gave them
    public record Step(String name, Map<String, String> parameters) {
        public Step {
            parameters = Map.copyOf(parameters);
        }
    }
}
