package dev.refactory.refactor.recipe.model;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.plan.TransformTask.FileWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Cuts work into tasks of at most [TransformTask#MAX_FILES] files or [TransformTask#MAX_BYTES]. A
/// snapshot knows lines, not bytes, and reading every file to plan would cost more than an uneven
/// chunk: a line counts as [#BYTES_PER_LINE] (commons-lang and spring-core have 34 to 41). A file
/// larger than the limit is a task of its own.
public final class Chunks {
    static final int BYTES_PER_LINE = 40;

    private Chunks() {}

    /// Tasks in the order of paths.
    public static List<TransformTask> of(
            GraphView graph,
            String operation,
            List<FileWork> work,
            Function<List<FileWork>, Map<String, String>> arguments) {
        List<TransformTask> tasks = new ArrayList<>();
        List<FileWork> chunk = new ArrayList<>();
        long bytes = 0;
        for (FileWork file :
                work.stream().sorted(Comparator.comparing(FileWork::path)).toList()) {
            long size = (long) BYTES_PER_LINE
                    * graph.file(file.path()).map(FileInfo::lines).orElse(0);
            if (!chunk.isEmpty()
                    && (chunk.size() == TransformTask.MAX_FILES || bytes + size > TransformTask.MAX_BYTES)) {
                tasks.add(new TransformTask(TransformTask.VERSION, operation, arguments.apply(chunk), chunk));
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(file);
            bytes += size;
        }
        if (!chunk.isEmpty()) {
            tasks.add(new TransformTask(TransformTask.VERSION, operation, arguments.apply(chunk), chunk));
        }
        return tasks;
    }
}
