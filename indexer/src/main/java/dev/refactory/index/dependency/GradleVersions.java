package dev.refactory.index.dependency;

import dev.refactory.index.dependency.gradle.GradleProject.Strength;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.aether.collection.DependencyCollectionContext;
import org.eclipse.aether.collection.DependencyManagement;
import org.eclipse.aether.collection.DependencyManager;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.Version;
import org.jspecify.annotations.Nullable;

/// The versions that platforms, constraints and lock files give to the libraries of one project.
final class GradleVersions {
    private static final GenericVersionScheme SCHEME = new GenericVersionScheme();

    private final Map<String, String> locked;
    private final Map<Strength, Map<String, String>> versions = new HashMap<>();

    /// @param locked by `group:artifact`
    GradleVersions(Map<String, String> locked) {
        this.locked = locked;
    }

    /// The first of two that are managed counts, the higher of two that are suggested.
    void add(String name, String version, Strength strength) {
        Map<String, String> known = versions.computeIfAbsent(strength, _ -> new HashMap<>());
        if (strength == Strength.MANAGED) {
            known.putIfAbsent(name, version);
        } else {
            known.merge(name, version, GradleVersions::higher);
        }
    }

    /// The version of a library that the project itself names.
    /// @param written empty when it names none
    Optional<String> direct(String name, String written) {
        Optional<String> fixed = fixed(name);
        if (fixed.isPresent()) {
            return fixed;
        }
        String managed = of(Strength.MANAGED).get(name);
        String suggested = of(Strength.SUGGESTED).get(name);
        if (!written.isEmpty()) {
            return Optional.of(suggested == null ? written : higher(written, suggested));
        }
        return Optional.ofNullable(managed != null ? managed : suggested);
    }

    /// The same for what other libraries bring along.
    DependencyManager manager() {
        return new Manager(0, this);
    }

    private Optional<String> fixed(String name) {
        String lock = locked.get(name);
        return Optional.ofNullable(lock != null ? lock : of(Strength.ENFORCED).get(name));
    }

    private @Nullable String transitive(String name, String written) {
        Optional<String> fixed = fixed(name);
        if (fixed.isPresent()) {
            return fixed.get();
        }
        String managed = of(Strength.MANAGED).get(name);
        String suggested = of(Strength.SUGGESTED).get(name);
        return managed != null ? managed : suggested == null ? null : higher(written, suggested);
    }

    private Map<String, String> of(Strength strength) {
        return versions.getOrDefault(strength, Collections.emptyMap());
    }

    static String higher(String one, String other) {
        try {
            Version first = SCHEME.parseVersion(one);
            return first.compareTo(SCHEME.parseVersion(other)) >= 0 ? one : other;
        } catch (InvalidVersionSpecificationException e) {
            return one;
        }
    }

    /// @param depth 0 for the project itself, 1 for what it names
    private record Manager(int depth, GradleVersions versions) implements DependencyManager {
        private static final int BROUGHT_ALONG = 2;

        @Override
        public @Nullable DependencyManagement manageDependency(Dependency dependency) {
            if (depth < BROUGHT_ALONG) {
                return null;
            }
            var artifact = dependency.getArtifact();
            String version =
                    versions.transitive(artifact.getGroupId() + ":" + artifact.getArtifactId(), artifact.getVersion());
            return version == null ? null : new DependencyManagement().setVersion(version);
        }

        @Override
        public DependencyManager deriveChildManager(DependencyCollectionContext context) {
            return depth < BROUGHT_ALONG ? new Manager(depth + 1, versions) : this;
        }
    }
}
