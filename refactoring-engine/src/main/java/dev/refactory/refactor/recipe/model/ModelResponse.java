package dev.refactory.refactor.recipe.model;

import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.plan.TransformTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What [RecipeModel] answers. Plain data, written as JSON.
///
/// @param version [TransformTask#VERSION]
/// @param changeset edits against the sources of the request
/// @param findings by place
public record ModelResponse(int version, Changeset changeset, List<Finding> findings) {
    public ModelResponse {
        findings = List.copyOf(findings);
    }

    /// UTF-8 JSON; equal answers are equal bytes.
    public byte[] write() {
        return Json.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /// @throws RefactoryException `internal` when the bytes are not an answer of this version, or
    ///     their edits overlap
    public static ModelResponse read(byte[] bytes) {
        ModelResponse response;
        try {
            response = Json.mapper().readValue(bytes, ModelResponse.class);
        } catch (IOException | RuntimeException e) {
            throw unreadable("The model's answer cannot be read: " + e.getMessage(), e);
        }
        if (response.version != TransformTask.VERSION) {
            throw unreadable(
                    "The model answered in version " + response.version + ", this process reads "
                            + TransformTask.VERSION + ": run workers and accelerators of one release.",
                    null);
        }
        return response;
    }

    private static RefactoryException unreadable(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        return new RefactoryException(ErrorCode.INTERNAL, RecipeModel.NAME, sentence, cause);
    }
}
