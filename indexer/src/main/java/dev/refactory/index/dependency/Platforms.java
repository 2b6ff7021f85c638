package dev.refactory.index.dependency;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/// The versions that Maven models manage, each model read once.
final class Platforms {
    private final MavenAccess maven;
    private final DefaultRepositorySystemSession session;
    private final TreeSet<String> problems;
    private final Map<String, Optional<Map<String, String>>> known = new HashMap<>();

    Platforms(MavenAccess maven, DefaultRepositorySystemSession session, TreeSet<String> problems) {
        this.maven = maven;
        this.session = session;
        this.problems = problems;
    }

    /// Versions by `group:artifact`; empty when the model cannot be had, which is listed.
    /// @param coordinates `group:artifact:version`
    Optional<Map<String, String>> versions(String coordinates, String place) {
        return known.computeIfAbsent(coordinates, _ -> read(coordinates, place));
    }

    private Optional<Map<String, String>> read(String coordinates, String place) {
        String[] parts = coordinates.split(":");
        if (parts.length != 3) {
            problems.add(place + ": the version of platform " + coordinates + " is not known");
            return Optional.empty();
        }
        DefaultArtifact model = new DefaultArtifact(parts[0], parts[1], "pom", parts[2]);
        Map<String, String> versions = new TreeMap<>();
        try {
            // Asked for by itself first: a descriptor that is missing passes for an empty one.
            maven.system().resolveArtifact(session, new ArtifactRequest(model, maven.remotes(), null));
            maven.system()
                    .readArtifactDescriptor(session, new ArtifactDescriptorRequest(model, maven.remotes(), null))
                    .getManagedDependencies()
                    .forEach(each -> versions.putIfAbsent(
                            each.getArtifact().getGroupId() + ":"
                                    + each.getArtifact().getArtifactId(),
                            each.getArtifact().getVersion()));
        } catch (ArtifactResolutionException | ArtifactDescriptorException e) {
            problems.add(coordinates + ": " + ClassPaths.firstLine(e));
            return Optional.empty();
        }
        return Optional.of(versions);
    }
}
