package dev.refactory.graph.store;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;

/// Counts what a snapshot holds while it is written.
final class FactsTally {
    private int files;
    private int indexedFiles;
    private long indexedLines;
    private long occurrences;
    private long unresolved;

    void add(FileFacts facts) {
        files++;
        if (indexed(facts)) {
            indexedFiles++;
            indexedLines += facts.lines();
        }
        occurrences += facts.occurrences().size();
        unresolved += unresolved(facts);
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

    static int unresolved(FileFacts facts) {
        int unresolved = 0;
        for (Occurrence occurrence : facts.occurrences()) {
            if (occurrence.symbol().startsWith("?")) {
                unresolved++;
            }
        }
        return unresolved;
    }

    static boolean indexed(FileFacts facts) {
        return facts.problems().stream()
                .map(FileProblem::kind)
                .noneMatch(kind -> kind.keptFromAnalysis() || kind == FileProblem.Kind.ANALYSIS_CRASHED);
    }

    SnapshotSummary summary(long snapshotId, SnapshotKey key, CompileContext compileContext) {
        return new SnapshotSummary(
                snapshotId, key, files, indexedFiles, indexedLines, occurrences, unresolved, compileContext);
    }
}
