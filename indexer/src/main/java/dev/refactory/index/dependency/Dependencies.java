package dev.refactory.index.dependency;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What a repository compiles against, read from its build files. Nothing of the repository is executed, and
/// its jars are read, never loaded. Thread-safe.
public interface Dependencies {
    /// The Java language level of a module whose build files name none.
    int HIGHEST_RELEASE = 25;

    /// Reads build files, by path from the repository's root, and finds the jars they name. [BuildFiles] says
    /// which files are wanted. Never fails because of what a build file says: what could not be had, or was not
    /// understood, is listed with why.
    Resolved resolve(Map<String, byte[]> buildFiles, BooleanSupplier cancelled);

    /// The jars of a compile context on this machine, in order; those this machine lacks are fetched again by
    /// their coordinates, and left out when they cannot be had with the same content.
    List<Path> classPath(CompileContext context);

    /// The jars of one module on this machine, as [#classPath(CompileContext)] has those of all.
    /// @param numbers the module's [CompileContext.Module#jars] or [CompileContext.Module#testJars]
    default List<Path> classPath(CompileContext context, List<Integer> numbers) {
        return classPath(new CompileContext(context.release(), context.jars(numbers), List.of(), List.of()));
    }

    /// @param release the Java language level, 8 to 25: the highest of all modules, or 25
    /// @param jars of all modules in class path order
    /// @param unresolved coordinates, or the place in a build file, each with why; sorted
    /// @param modules by root
    record Resolved(int release, List<Jar> jars, List<String> unresolved, List<Module> modules) {
        public Resolved {
            jars = List.copyOf(jars);
            unresolved = List.copyOf(unresolved);
            modules = List.copyOf(modules);
        }

        public Resolved(int release, List<Jar> jars, List<String> unresolved) {
            this(release, jars, unresolved, List.of());
        }

        /// What a snapshot keeps of it.
        /// @param sourceRoots directories whose Java files were attributed together
        public CompileContext context(List<String> sourceRoots) {
            JarNumbers numbers = new JarNumbers(jars);
            List<CompileContext.Module> kept = new ArrayList<>();
            modules.forEach(module -> kept.add(numbers.module(module)));
            return new CompileContext(release, numbers.jars(), unresolved, sourceRoots, kept);
        }
    }

    /// @param coordinates `group:artifact:version`, with `:classifier` when there is one
    /// @param sha256 of the jar, 64 hex digits
    record Jar(String coordinates, String sha256, Path path) {}

    /// One module of the repository and what its code sees. The code of a module sees itself, and its test code
    /// sees its main code; neither is said here.
    ///
    /// @param root its directory, empty for the repository's
    /// @param name `group:artifact` of a Maven module, `:path` of a Gradle project
    /// @param release the Java language level of main code, 8 to 25
    /// @param testRelease the Java language level of test code, 8 to 25
    /// @param jars what main code sees, direct and transitive, in class path order
    /// @param testJars what test code sees, in class path order: most of `jars`, and more
    /// @param dependsOn roots of the modules whose main code its main code sees, transitively, in class path order
    /// @param testDependsOn roots of the modules whose main code its test code sees
    /// @param dependsOnTests roots of the modules whose test code its main code sees
    /// @param testDependsOnTests roots of the modules whose test code its test code sees
    /// @param sourceRoots directories of main code, relative to the repository; they need not exist
    /// @param testRoots directories of test code, relative to the repository; they need not exist
    /// @param complete false when something of it is unresolved or was not understood: it may see more
    record Module(
            String root,
            String name,
            int release,
            int testRelease,
            List<Jar> jars,
            List<Jar> testJars,
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
