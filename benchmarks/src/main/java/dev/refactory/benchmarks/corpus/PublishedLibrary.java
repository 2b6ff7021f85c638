package dev.refactory.benchmarks.corpus;

import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.dependency.MavenDependencies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One released artifact by itself: what a corpus has many of.
///
/// @param files by path below the module's directory; without `module-info.java`, without tests
/// @param classPath jars it compiles with
/// @param release the Java language level
/// @param missing dependencies that were not to be had
public record PublishedLibrary(Map<String, byte[]> files, List<Path> classPath, int release, List<String> missing) {
    private static final int RELEASE = 25;

    /// @param coordinates `group:artifact:version`
    /// @throws IOException when it is not published with its sources, or cannot be reached
    public static PublishedLibrary fetch(String coordinates) throws IOException {
        Dependencies dependencies = new MavenDependencies(List.of(), null);
        PublishedSources.Published published =
                new PublishedSources(dependencies).fetch(new ReleasedArtifact(coordinates, List.of()));
        byte[] pom = ModulePom.of(Files.readAllBytes(published.pom()), RELEASE, List.of());
        Dependencies.Resolved resolved = dependencies.resolve(Map.of("pom.xml", pom), () -> false);
        List<Path> jars =
                resolved.jars().stream().map(Dependencies.Jar::path).distinct().toList();
        return new PublishedLibrary(
                Unpacked.read(published.archive(), Set.of()).files(), jars, RELEASE, resolved.unresolved());
    }
}
