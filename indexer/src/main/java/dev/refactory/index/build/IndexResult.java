package dev.refactory.index.build;

import dev.refactory.graph.store.SnapshotSummary;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import java.util.List;

/// What INDEX hands to the stages after it.
///
/// @param commit the commit the job works on
/// @param snapshotId of its committed graph
/// @param indexedLines lines of the files with facts
/// @param unresolved occurrences of names the compiler could not bind
/// @param unresolvedDependencies coordinates that could not be had, each with why
/// @param reused the snapshot was there before
public record IndexResult(
        ResolvedCommit commit,
        long snapshotId,
        int files,
        int indexedFiles,
        long indexedLines,
        long occurrences,
        long unresolved,
        List<String> unresolvedDependencies,
        boolean reused) {
    public IndexResult {
        unresolvedDependencies = List.copyOf(unresolvedDependencies);
    }

    public static IndexResult of(ResolvedCommit commit, SnapshotSummary summary, boolean reused) {
        return new IndexResult(
                commit,
                summary.snapshotId(),
                summary.files(),
                summary.indexedFiles(),
                summary.indexedLines(),
                summary.occurrences(),
                summary.unresolved(),
                summary.compileContext().unresolvedDependencies(),
                reused);
    }
}
