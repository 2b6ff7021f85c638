package dev.refactory.graph.store;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A committed snapshot.
///
/// @param snapshotId its number, unique in the database
/// @param files all files of the tree
/// @param indexedFiles files with facts
/// @param indexedLines lines of the files with facts: K of the rate card is this over 1,000
/// @param occurrences of all files together
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
    /// @param release the Java language level, 8 to 25: the highest of all modules
    /// @param classpath dependency jars of all modules in order
    /// @param unresolvedDependencies coordinates that could not be had, each with why
    /// @param sourceRoots directories (relative, with `/`) whose Java files were attributed
    ///     together
    /// @param modules what each module of the repository sees; empty where nobody knows, as in
    ///     snapshots written before there were modules
    public record CompileContext(
            int release,
            List<Jar> classpath,
            List<String> unresolvedDependencies,
            List<String> sourceRoots,
            @Nullable List<Module> modules) {
        public CompileContext {
            classpath = List.copyOf(classpath);
            unresolvedDependencies = List.copyOf(unresolvedDependencies);
            sourceRoots = List.copyOf(sourceRoots);
            modules = modules == null ? List.of() : List.copyOf(modules);
        }

        public CompileContext(
                int release, List<Jar> classpath, List<String> unresolvedDependencies, List<String> sourceRoots) {
            this(release, classpath, unresolvedDependencies, sourceRoots, List.of());
        }

        @Override
        public List<Module> modules() {
            return Objects.requireNonNull(modules);
        }

        /// The jars that a module names, in its order.
        /// @param numbers [Module#jars] or [Module#testJars]
        public List<Jar> jars(List<Integer> numbers) {
            return numbers.stream().map(classpath::get).toList();
        }

        /// @param coordinates `group:artifact:version`
        /// @param sha256 of the jar, 64 hex digits
        public record Jar(String coordinates, String sha256) {}

        /// One module of the repository. Its jars are numbers of [CompileContext#classpath], from
        /// 0: most modules of a repository share most of theirs.
        ///
        /// @param root its directory, empty for the repository's
        /// @param name `group:artifact`, or `:path` of a Gradle project
        /// @param release the Java language level of main code, 8 to 25
        /// @param jars what main code sees, in class path order
        /// @param testJars what test code sees, in class path order
        /// @param dependsOn roots of the modules whose main code its main code sees
        /// @param testDependsOn roots of the modules whose main code its test code sees
        /// @param dependsOnTests roots of the modules whose test code its main code sees
        /// @param testDependsOnTests roots of the modules whose test code its test code sees
        /// @param sourceRoots directories of main code, relative to the repository
        /// @param testRoots directories of test code, relative to the repository
        /// @param complete whether nothing of it is unresolved or not understood
        public record Module(
                String root,
                String name,
                int release,
                int testRelease,
                List<Integer> jars,
                List<Integer> testJars,
                List<String> dependsOn,
                List<String> testDependsOn,
                List<String> dependsOnTests,
                List<String> testDependsOnTests,
                List<String> sourceRoots,
                List<String> testRoots,
                boolean complete) {
            public Module {
                jars = List.copyOf(jars);
                testJars = List.copyOf(testJars);
                dependsOn = List.copyOf(dependsOn);
                testDependsOn = List.copyOf(testDependsOn);
                dependsOnTests = List.copyOf(dependsOnTests);
                testDependsOnTests = List.copyOf(testDependsOnTests);
                sourceRoots = List.copyOf(sourceRoots);
                testRoots = List.copyOf(testRoots);
            }
        }
    }
}
