package dev.refactory.demo;

import dev.refactory.index.dependency.Dependencies;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// Published sources by the resolver that jobs use: the `sources` jar is a dependency of a build file made
/// for it.
public final class MavenSourceArchives implements SourceArchives {
    private final Dependencies dependencies;

    public MavenSourceArchives(Dependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public Path fetch(String coordinates) {
        String[] parts = coordinates.split(":");
        String pom = """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.refactory.demo</groupId>
                  <artifactId>sources</artifactId>
                  <version>1</version>
                  <dependencies>
                    <dependency>
                      <groupId>%s</groupId>
                      <artifactId>%s</artifactId>
                      <version>%s</version>
                      <classifier>sources</classifier>
                    </dependency>
                  </dependencies>
                </project>
                """.formatted(parts[0], parts[1], parts[2]);
        Dependencies.Resolved resolved =
                dependencies.resolve(Map.of("pom.xml", pom.getBytes(StandardCharsets.UTF_8)), () -> false);
        return resolved.jars().stream()
                .filter(jar -> jar.coordinates().equals(coordinates + ":sources"))
                .findFirst()
                .map(Dependencies.Jar::path)
                .orElseThrow(() -> new RefactoryException(
                        ErrorCode.REPOSITORY_UNAVAILABLE,
                        coordinates,
                        "The sources of " + coordinates + " could not be had from the Maven repository ("
                                + String.join("; ", resolved.unresolved())
                                + "): name another with --maven-repositories, or use `refactory demo REPO`."));
    }
}
