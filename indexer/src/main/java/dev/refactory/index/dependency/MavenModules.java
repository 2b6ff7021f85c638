package dev.refactory.index.dependency;

import dev.refactory.index.dependency.ClassPaths.Request;
import dev.refactory.index.dependency.EffectivePoms.Effective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Exclusion;

/// The Maven modules of a repository, by their effective models.
final class MavenModules {
    private static final int MOST_POMS = 2_000;
    private static final Set<String> MAIN_SCOPES = Set.of("compile", "provided");
    private static final Set<String> TEST_SCOPES = Set.of("compile", "provided", "runtime", "test");

    private final EffectivePoms poms;
    private final Reactor reactor;
    private final TreeSet<String> problems;

    MavenModules(EffectivePoms poms, Reactor reactor, TreeSet<String> problems) {
        this.poms = poms;
        this.reactor = reactor;
        this.problems = problems;
    }

    /// Every build file that can be read is a module; they are told to the reactor.
    List<DeclaredModule> declared(BooleanSupplier cancelled) {
        Map<String, Effective> models = new TreeMap<>();
        for (String path : poms.paths()) {
            if (models.size() == MOST_POMS) {
                problems.add(path + ": more than " + MOST_POMS + " build files, the rest were not read");
                break;
            }
            Effective effective = cancelled.getAsBoolean() ? null : poms.read(path);
            if (effective != null) {
                models.put(path, effective);
                problems.addAll(EffectivePoms.ignoredParts(path, effective.model()));
                reactor.add(root(path), effective.model());
            }
        }
        List<DeclaredModule> modules = new ArrayList<>();
        models.forEach((path, effective) -> modules.add(declared(path, effective)));
        return modules;
    }

    private DeclaredModule declared(String path, Effective effective) {
        Model model = effective.model();
        String root = root(path);
        List<org.eclipse.aether.graph.Dependency> direct = new ArrayList<>();
        boolean complete = effective.whole();
        for (Dependency dependency : model.getDependencies()) {
            if ("system".equals(dependency.getScope())) {
                complete = false;
                continue;
            }
            if (!Reactor.usable(dependency)) {
                String version = dependency.getVersion();
                var own = reactor.version(dependency.getGroupId(), dependency.getArtifactId());
                if (own.isEmpty()) {
                    problems.add(dependency.getGroupId() + ":" + dependency.getArtifactId()
                            + ": its version is not known (" + version + ")");
                    complete = false;
                    continue;
                }
                dependency.setVersion(own.get());
            }
            direct.add(convert(dependency, dependency.getScope() == null ? "compile" : dependency.getScope()));
        }
        Artifact self = new DefaultArtifact(model.getGroupId(), model.getArtifactId(), "pom", model.getVersion());
        List<org.eclipse.aether.graph.Dependency> managed = managed(model);
        SourceRoots sources = SourceRoots.of(path, root, model, problems);
        return new DeclaredModule(
                root,
                model.getGroupId() + ":" + model.getArtifactId(),
                JavaRelease.of(model),
                new Request(self, direct, managed, null, MAIN_SCOPES),
                new Request(self, direct, managed, null, TEST_SCOPES),
                sources.main(),
                sources.test(),
                complete && sources.whole());
    }

    private static String root(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    private static List<org.eclipse.aether.graph.Dependency> managed(Model model) {
        DependencyManagement management = model.getDependencyManagement();
        if (management == null) {
            return List.of();
        }
        return management.getDependencies().stream()
                .filter(each -> each.getVersion() != null && !each.getVersion().contains("${"))
                .map(each -> convert(each, each.getScope() == null ? "" : each.getScope()))
                .toList();
    }

    private static org.eclipse.aether.graph.Dependency convert(Dependency dependency, String scope) {
        String type = dependency.getType() == null ? "jar" : dependency.getType();
        String classifier = dependency.getClassifier() == null ? "" : dependency.getClassifier();
        String extension = switch (type) {
            case "test-jar", "ejb", "ejb-client", "bundle", "maven-plugin", "java-source", "javadoc" -> "jar";
            default -> type;
        };
        if (type.equals("test-jar") && classifier.isEmpty()) {
            classifier = "tests";
        }
        List<Exclusion> exclusions = dependency.getExclusions().stream()
                .map(each -> new Exclusion(each.getGroupId(), each.getArtifactId(), "*", "*"))
                .toList();
        return new org.eclipse.aether.graph.Dependency(
                new DefaultArtifact(
                        dependency.getGroupId(),
                        dependency.getArtifactId(),
                        classifier,
                        extension,
                        dependency.getVersion()),
                scope,
                dependency.isOptional(),
                exclusions);
    }
}
