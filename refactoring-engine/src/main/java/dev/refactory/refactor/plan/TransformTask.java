package dev.refactory.refactor.plan;

import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import java.util.List;
import java.util.Map;

/// One chunk of work for a model: at most [#MAX_FILES] files or [#MAX_BYTES] of source. Versioned,
/// because it crosses processes. The sources are added by whoever runs it, by `blobId`.
///
/// @param version of this structure
/// @param operation what the model does with each file, for example `rename-occurrences` or
///     `report-occurrences`
/// @param arguments of the operation
/// @param files by path
public record TransformTask(int version, String operation, Map<String, String> arguments, List<FileWork> files) {
    public static final int VERSION = 2;
    public static final int MAX_FILES = 64;
    public static final int MAX_BYTES = 1 << 20;

    public TransformTask {
        arguments = Map.copyOf(arguments);
        files = List.copyOf(files);
    }

    /// One file of a task.
    ///
    /// @param facts occurrences the operation is about, sorted
    /// @param splitImports ranges of facts in single static imports that also bring in members
    ///     which keep their name: such an import stays, and one more is written for the new name
    /// @param replacements texts to be replaced, sorted, disjoint
    public record FileWork(
            String path,
            String blobId,
            List<Occurrence> facts,
            List<Range> splitImports,
            List<Replacement> replacements) {
        public FileWork {
            facts = List.copyOf(facts);
            splitImports = List.copyOf(splitImports);
            replacements = List.copyOf(replacements);
        }

        public FileWork(String path, String blobId, List<Occurrence> facts, List<Range> splitImports) {
            this(path, blobId, facts, splitImports, List.of());
        }

        public FileWork(String path, String blobId, List<Occurrence> facts) {
            this(path, blobId, facts, List.of());
        }
    }

    /// A range of a file, which must hold `expected`, becomes `text`.
    public record Replacement(Range range, String expected, String text) {}
}
