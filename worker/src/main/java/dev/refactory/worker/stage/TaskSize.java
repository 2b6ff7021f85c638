package dev.refactory.worker.stage;

import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import java.util.ArrayList;
import java.util.List;

/// How large tasks are handed out: at most as large as recipes cut them, smaller for more parallel work. What a job
/// comes to does not depend on it.
///
/// @param files of one task, 1 to [TransformTask#MAX_FILES]
public record TaskSize(int files) {
    /// As recipes cut them.
    public static final TaskSize LARGEST = new TaskSize(TransformTask.MAX_FILES);

    public TaskSize {
        if (files < 1 || files > TransformTask.MAX_FILES) {
            throw new IllegalArgumentException("A task has 1 to " + TransformTask.MAX_FILES + " files, not " + files);
        }
    }

    /// The same work, in the same order, in tasks of this size.
    List<TransformTask> cut(List<TransformTask> tasks) {
        List<TransformTask> cut = new ArrayList<>();
        for (TransformTask task : tasks) {
            List<FileWork> all = task.files();
            for (int from = 0; from < all.size(); from += files) {
                List<FileWork> part = all.subList(from, Math.min(all.size(), from + files));
                cut.add(new TransformTask(task.version(), task.operation(), task.arguments(), part));
            }
        }
        return cut;
    }
}
