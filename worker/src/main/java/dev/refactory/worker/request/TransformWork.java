package dev.refactory.worker.request;

import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.plan.TransformTask;
import java.util.List;
import java.util.Map;

/// One TRANSFORM task: what to do, and where its sources are read from.
///
/// @param model the model that does it
/// @param step the step it belongs to, from 0
/// @param edited those of the task's files that earlier steps change, by path
public record TransformWork(
        ResolvedCommit commit, String model, int step, TransformTask task, Map<String, EditedFile> edited) {
    public TransformWork {
        edited = Map.copyOf(edited);
    }

    /// How a file comes from the commit to where its task finds it.
    ///
    /// @param blobId its content in the commit
    /// @param edits of the earlier steps that change it, in order, each against what the one before left;
    ///     none when it was only renamed
    public record EditedFile(String blobId, List<List<TextEdit>> edits) {
        public EditedFile {
            edits = edits.stream().map(List::copyOf).toList();
        }
    }
}
