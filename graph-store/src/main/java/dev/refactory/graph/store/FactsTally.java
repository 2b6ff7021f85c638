package dev.refactory.graph.store;

import dev.refactory.graph.codec.FileTable;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileInfo;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import java.util.List;

/// Counts what a snapshot holds while it is written.
final class FactsTally {
    private int files;
    private int indexedFiles;
    private long indexedLines;
    private long occurrences;
    private long unresolved;

    void add(FileInfo file, FileTable table) {
        add(indexed(file.problems()), file.lines(), table.occurrenceCount(), table.unresolvedCount());
    }

    void add(FileFacts facts) {
        add(indexed(facts.problems()), facts.lines(), facts.occurrences().size(), unresolved(facts));
    }

    private void add(boolean isIndexed, int lines, int itsOccurrences, int itsUnresolved) {
        files++;
        if (isIndexed) {
            indexedFiles++;
            indexedLines += lines;
        }
        occurrences += itsOccurrences;
        unresolved += itsUnresolved;
    }

    /// Counts what another snapshot holds, to begin from.
    void add(SnapshotSummary base) {
        files += base.files();
        indexedFiles += base.indexedFiles();
        indexedLines += base.indexedLines();
        occurrences += base.occurrences();
        unresolved += base.unresolved();
    }

    /// Counts a file no more.
    void remove(boolean wasIndexed, int lines, int itsOccurrences, int itsUnresolved) {
        files--;
        if (wasIndexed) {
            indexedFiles--;
            indexedLines -= lines;
        }
        occurrences -= itsOccurrences;
        unresolved -= itsUnresolved;
    }

    private static int unresolved(FileFacts facts) {
        int unresolved = 0;
        for (Occurrence occurrence : facts.occurrences()) {
            if (occurrence.symbol().startsWith("?")) {
                unresolved++;
            }
        }
        return unresolved;
    }

    static boolean indexed(List<FileProblem> problems) {
        return problems.stream()
                .map(FileProblem::kind)
                .noneMatch(kind -> kind.keptFromAnalysis() || kind == FileProblem.Kind.ANALYSIS_CRASHED);
    }

    SnapshotSummary summary(long snapshotId, SnapshotKey key, CompileContext compileContext) {
        return new SnapshotSummary(
                snapshotId, key, files, indexedFiles, indexedLines, occurrences, unresolved, compileContext);
    }
}
