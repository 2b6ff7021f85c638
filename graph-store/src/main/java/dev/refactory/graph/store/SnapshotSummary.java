package dev.refactory.graph.store;

import java.util.List;

/// A committed snapshot.
///
/// @param snapshotId its number, unique in the database
/// @param files all files of the tree
/// @param indexedFiles files with facts
/// @param indexedLines lines of the files with facts: K of the rate card is this over 1,000
/// @param occurrences rows of the occurrence table
/// @param unresolved occurrences of unresolved names
/// @param compileContext how the files were attributed
public record SnapshotSummary(
        long snapshotId,
        SnapshotKey key,
        int files,
        int indexedFiles,
        long indexedLines,
        long occurrences,
        long unresolved,
        CompileContext compileContext) {

    /// What a later attribution of the same tree needs, by hash.
    ///
    /// @param release the Java language level, 8 to 25
    /// @param classpath dependency jars in order
    /// @param unresolvedDependencies coordinates that could not be had, each with why
    /// @param sourceRoots directories (relative, with `/`) whose Java files were attributed together
    public record CompileContext(
            int release, List<Jar> classpath, List<String> unresolvedDependencies, List<String> sourceRoots) {
        public CompileContext {
            classpath = List.copyOf(classpath);
            unresolvedDependencies = List.copyOf(unresolvedDependencies);
            sourceRoots = List.copyOf(sourceRoots);
        }

        /// @param coordinates `group:artifact:version`
        /// @param sha256 of the jar, 64 hex digits
        public record Jar(String coordinates, String sha256) {}
    }
}
