package dev.refactory.index.dependency;

import dev.refactory.index.dependency.ClassPaths.Request;
import dev.refactory.index.dependency.gradle.GradleProject;
import dev.refactory.index.dependency.gradle.GradleProject.Constraint;
import dev.refactory.index.dependency.gradle.GradleProject.Strength;
import dev.refactory.index.dependency.gradle.GradleProject.Target;
import dev.refactory.index.dependency.gradle.GradleProject.Use;
import dev.refactory.index.dependency.gradle.GradleProject.Wanted;
import dev.refactory.index.dependency.gradle.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Model;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;

/// Gradle's projects as modules: what their scripts say, asked of the same resolver as Maven's modules are.
final class GradleModules {
    /// Stands for the group of what nobody publishes.
    private static final String GROUP = "gradle-project-of-the-repository";

    private static final Set<String> SEEN = Set.of("compile");
    private static final Set<Use> MAIN = Set.of(Use.API, Use.IMPLEMENTATION, Use.COMPILE_ONLY, Use.COMPILE_ONLY_API);
    private static final Set<Use> TEST = Set.of(Use.API, Use.IMPLEMENTATION, Use.TEST);

    private final List<GradleProject> projects;
    private final Map<String, GradleProject> byRoot = new HashMap<>();
    private final Map<String, Artifact> artifacts = new HashMap<>();
    private final Set<String> incomplete = new HashSet<>();
    private final Platforms platforms;
    private final TreeSet<String> problems;

    GradleModules(List<GradleProject> projects, Platforms platforms, TreeSet<String> problems) {
        this.projects = projects;
        this.platforms = platforms;
        this.problems = problems;
        for (GradleProject project : projects) {
            byRoot.put(project.root(), project);
            artifacts.put(project.root(), new DefaultArtifact(GROUP, "project-" + artifacts.size(), "", "jar", "1"));
        }
    }

    /// All projects, which are told to the reactor.
    List<DeclaredModule> declared(Reactor reactor) {
        List<DeclaredModule> modules = new ArrayList<>();
        for (GradleProject project : projects) {
            GradleVersions versions = versions(project, false);
            GradleVersions testVersions = versions(project, true);
            reactor.add(project.root(), seenByOthers(project, versions));
            List<Dependency> main = wanted(project, MAIN, versions);
            List<Dependency> test = wanted(project, TEST, testVersions);
            main.addAll(lockedOnly(main, project.locks()));
            test.addAll(lockedOnly(test, project.testLocks()));
            OptionalInt testRelease = project.testRelease().isPresent() ? project.testRelease() : project.release();
            Artifact self = artifact(project.root(), false);
            modules.add(new DeclaredModule(
                    project.root(),
                    project.path(),
                    new JavaRelease(project.release(), testRelease),
                    new Request(self, main, List.of(), versions.manager(), SEEN),
                    new Request(self, test, List.of(), testVersions.manager(), SEEN),
                    project.sourceRoots(),
                    project.testRoots(),
                    project.complete() && !incomplete.contains(project.root())));
        }
        return modules;
    }

    private Artifact artifact(String root, boolean tests) {
        Artifact artifact = Objects.requireNonNull(artifacts.get(root));
        return new DefaultArtifact(GROUP, artifact.getArtifactId(), tests ? "tests" : "", "jar", "1");
    }

    /// What comes with a project onto the class paths of others: `api` to compile against, the rest to run with.
    private Model seenByOthers(GradleProject project, GradleVersions versions) {
        Model model = new Model();
        model.setModelVersion("4.0.0");
        model.setGroupId(GROUP);
        model.setArtifactId(artifact(project.root(), false).getArtifactId());
        model.setVersion("1");
        for (Wanted wanted : project.wanted()) {
            boolean api = wanted.use() == Use.API || wanted.use() == Use.COMPILE_ONLY_API;
            if (!api) {
                continue;
            }
            dependency(project, wanted, versions).ifPresent(each -> {
                var dependency = new org.apache.maven.model.Dependency();
                dependency.setGroupId(each.getArtifact().getGroupId());
                dependency.setArtifactId(each.getArtifact().getArtifactId());
                dependency.setVersion(each.getArtifact().getVersion());
                dependency.setClassifier(each.getArtifact().getClassifier());
                dependency.setScope("compile");
                each.getExclusions().forEach(exclusion -> {
                    var excluded = new org.apache.maven.model.Exclusion();
                    excluded.setGroupId(exclusion.getGroupId());
                    excluded.setArtifactId(exclusion.getArtifactId());
                    dependency.addExclusion(excluded);
                });
                model.addDependency(dependency);
            });
        }
        return model;
    }

    private List<Dependency> wanted(GradleProject project, Set<Use> uses, GradleVersions versions) {
        List<Dependency> direct = new ArrayList<>();
        for (Wanted wanted : project.wanted()) {
            if (uses.contains(wanted.use())) {
                dependency(project, wanted, versions).ifPresent(direct::add);
            }
        }
        return direct;
    }

    private Optional<Dependency> dependency(GradleProject project, Wanted wanted, GradleVersions versions) {
        return switch (wanted.target()) {
            case Target.Sibling(String root, boolean tests) ->
                artifacts.containsKey(root)
                        ? Optional.of(new Dependency(
                                artifact(root, tests), "compile", false, exclusions(project.exclusions())))
                        : Optional.empty();
            case Target.Library library -> library(project, wanted, library, versions);
        };
    }

    private Optional<Dependency> library(
            GradleProject project, Wanted wanted, Target.Library library, GradleVersions versions) {
        String name = library.group() + ":" + library.artifact();
        if (excluded(project, library)) {
            return Optional.empty();
        }
        Optional<String> version = versions.direct(name, library.version());
        if (version.isEmpty() || Versions.dynamic(version.get())) {
            incomplete.add(project.root());
            String which = version.map(text -> " (" + text + ")").orElse("");
            problems.add(wanted.place() + ": the version of " + name + " is not known" + which);
            return Optional.empty();
        }
        List<String> exclusions = new ArrayList<>(project.exclusions());
        exclusions.addAll(library.transitive() ? library.exclusions() : List.of("*:*"));
        Artifact artifact =
                new DefaultArtifact(library.group(), library.artifact(), library.classifier(), "jar", version.get());
        return Optional.of(new Dependency(artifact, "compile", false, exclusions(exclusions)));
    }

    private static boolean excluded(GradleProject project, Target.Library library) {
        return project.exclusions().stream().anyMatch(each -> {
            String[] parts = each.split(":");
            return (parts[0].equals("*") || parts[0].equals(library.group()))
                    && (parts[1].equals("*") || parts[1].equals(library.artifact()));
        });
    }

    private static List<Exclusion> exclusions(List<String> names) {
        return names.stream()
                .map(name -> name.split(":"))
                .map(parts -> new Exclusion(parts[0], parts[1], "*", "*"))
                .toList();
    }

    /// What a lock file has beyond what the script was understood to say; platforms stand in it too, and have no
    /// jar.
    private static List<Dependency> lockedOnly(List<Dependency> direct, Map<String, String> locks) {
        Set<String> named = new HashSet<>();
        direct.forEach(each -> named.add(
                each.getArtifact().getGroupId() + ":" + each.getArtifact().getArtifactId()));
        List<Dependency> more = new ArrayList<>();
        new java.util.TreeMap<>(locks).forEach((name, version) -> {
            boolean platform = name.endsWith("-bom") || name.endsWith("-dependencies");
            if (!named.contains(name) && !platform) {
                String[] parts = name.split(":");
                Artifact artifact = new DefaultArtifact(parts[0], parts[1], "", "jar", version);
                more.add(new Dependency(artifact, "compile", false, exclusions(List.of("*:*"))));
            }
        });
        return more;
    }

    private GradleVersions versions(GradleProject project, boolean tests) {
        GradleVersions versions = new GradleVersions(tests ? project.testLocks() : project.locks());
        Set<String> visited = new HashSet<>();
        visited.add(project.root());
        constrain(project.constraints(), project.root(), versions, visited);
        if (tests) {
            constrain(project.testConstraints(), project.root(), versions, visited);
        }
        return versions;
    }

    private void constrain(List<Constraint> constraints, String asker, GradleVersions versions, Set<String> visited) {
        for (Constraint constraint : constraints) {
            switch (constraint) {
                case Constraint.Version(String group, String artifact, String version, Strength strength) ->
                    versions.add(group + ":" + artifact, version, strength);
                case Constraint.Platform(String coordinates, Strength strength, String place) -> {
                    Optional<Map<String, String>> managed = platforms.versions(coordinates, place);
                    managed.ifPresent(all -> all.forEach((name, version) -> versions.add(name, version, strength)));
                    if (managed.isEmpty()) {
                        incomplete.add(asker);
                    }
                }
                case Constraint.Sibling(String root) -> {
                    GradleProject other = byRoot.get(root);
                    if (other != null && visited.add(root)) {
                        constrain(other.constraints(), asker, versions, visited);
                    }
                }
            }
        }
    }
}
