package dev.refactory.benchmarks.corpus;

import dev.refactory.index.dependency.Dependencies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Sources and build files from the Maven repository, by the resolver that jobs use.
final class PublishedSources {
    private final Dependencies dependencies;

    PublishedSources(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    /// @param archive the jar of its sources
    /// @param pom the build file it was published with
    record Published(Path archive, Path pom) {}

    /// @throws IOException when it is not published with its sources, or cannot be reached
    Published fetch(ReleasedArtifact artifact) throws IOException {
        String pom = """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.refactory.benchmarks</groupId>
                  <artifactId>sources</artifactId>
                  <version>1</version>
                  <dependencies>
                    <dependency>
                      <groupId>%s</groupId>
                      <artifactId>%s</artifactId>
                      <version>%s</version>
                      <classifier>sources</classifier>
                      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>
                    </dependency>
                  </dependencies>
                </project>
                """.formatted(artifact.group(), artifact.name(), artifact.version());
        Dependencies.Resolved resolved =
                dependencies.resolve(Map.of("pom.xml", pom.getBytes(StandardCharsets.UTF_8)), () -> false);
        Path archive = resolved.jars().stream()
                .filter(jar -> jar.coordinates().equals(artifact.coordinates() + ":sources"))
                .findFirst()
                .map(Dependencies.Jar::path)
                .orElseThrow(() -> new IOException(
                        "No sources of " + artifact.coordinates() + ": " + String.join("; ", resolved.unresolved())));
        // The resolver has read it to know what the artifact depends on, and keeps both in one directory.
        Path published = archive.resolveSibling(artifact.name() + "-" + artifact.version() + ".pom");
        if (!Files.isRegularFile(published)) {
            throw new IOException("No build file of " + artifact.coordinates() + " beside " + archive);
        }
        return new Published(archive, published);
    }
}
