package dev.refactory.index.dependency;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What a repository compiles against, read from its build files. Nothing of the repository is executed, and
/// its jars are read, never loaded. Thread-safe.
public interface Dependencies {
    /// Reads the `pom.xml` files, by path from the repository's root, and finds the jars they name.
    /// Never fails because of what a build file says: what could not be had is listed with why.
    Resolved resolve(Map<String, byte[]> poms, BooleanSupplier cancelled);

    /// The jars of a compile context on this machine, in order; those this machine lacks are fetched again by
    /// their coordinates, and left out when they cannot be had with the same content.
    List<Path> classPath(CompileContext context);

    /// @param release the Java language level, 8 to 25: the highest that a build file names, or 25
    /// @param jars in class path order
    /// @param unresolved coordinates, or the place in a build file, each with why; sorted
    record Resolved(int release, List<Jar> jars, List<String> unresolved) {
        public Resolved {
            jars = List.copyOf(jars);
            unresolved = List.copyOf(unresolved);
        }
    }

    /// @param coordinates `group:artifact:version`, with `:classifier` when there is one
    /// @param sha256 of the jar, 64 hex digits
    record Jar(String coordinates, String sha256, Path path) {}
}
