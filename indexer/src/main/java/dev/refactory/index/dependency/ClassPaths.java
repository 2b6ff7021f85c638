package dev.refactory.index.dependency;

import dev.refactory.index.dependency.Dependencies.Jar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.CollectResult;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.collection.DependencyManager;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.util.graph.transformer.ChainedDependencyGraphTransformer;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.graph.transformer.JavaDependencyContextRefiner;
import org.eclipse.aether.util.graph.transformer.JavaScopeDeriver;
import org.eclipse.aether.util.graph.transformer.JavaScopeSelector;
import org.eclipse.aether.util.graph.transformer.SimpleOptionalitySelector;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;
import org.jspecify.annotations.Nullable;

/// The class paths of one repository's modules. Each jar is fetched once, however many modules want it. Used by
/// one thread.
final class ClassPaths {
    private static final int MOST_JARS = 5_000;
    /// Jars of all class paths together.
    private static final int MOST_ENTRIES = 500_000;

    private final MavenAccess maven;
    private final Reactor reactor;
    private final JarFiles files;
    private final TreeSet<String> problems;
    private final BooleanSupplier cancelled;
    private final Map<String, Optional<Jar>> fetched = new HashMap<>();
    private final Map<String, Jar> jars = new LinkedHashMap<>();
    private int entries;

    ClassPaths(
            MavenAccess maven, Reactor reactor, JarFiles files, TreeSet<String> problems, BooleanSupplier cancelled) {
        this.maven = maven;
        this.reactor = reactor;
        this.files = files;
        this.problems = problems;
        this.cancelled = cancelled;
    }

    /// What a module asks for.
    /// @param root the module itself
    /// @param managed versions for what other libraries bring along, by Maven's rules
    /// @param versions the same by Gradle's rules; null where Maven's count
    /// @param scopes of what its code sees
    record Request(
            Artifact root,
            List<Dependency> direct,
            List<Dependency> managed,
            @Nullable DependencyManager versions,
            Set<String> scopes) {}

    /// One artifact that a module's code may see.
    record Found(Artifact artifact, String scope) {}

    /// @param whole whether the graph of dependencies could be walked to its end
    record Collected(List<Found> found, boolean whole) {}

    /// What one kind of code of a module sees.
    /// @param modules roots of the modules whose main code it sees
    /// @param tests roots of the modules whose test code it sees
    /// @param whole whether all of it could be had
    record Seen(List<Jar> jars, List<String> modules, List<String> tests, boolean whole) {}

    /// All jars that some module sees, in the order in which they were first seen.
    List<Jar> jars() {
        return List.copyOf(jars.values());
    }

    /// Direct and transitive dependencies in class path order, one version of each.
    Collected collect(DefaultRepositorySystemSession reactorSession, Request request) {
        DefaultRepositorySystemSession session =
                request.versions() == null ? reactorSession : gradle(reactorSession, request.versions());
        CollectRequest wanted = new CollectRequest(request.direct(), request.managed(), maven.remotes());
        wanted.setRootArtifact(request.root());
        CollectResult result;
        boolean whole = true;
        try {
            result = maven.system().collectDependencies(session, wanted);
        } catch (DependencyCollectionException e) {
            e.getResult().getExceptions().forEach(cause -> problems.add(firstLine(cause)));
            result = e.getResult();
            whole = false;
        }
        List<Found> found = new ArrayList<>();
        if (result.getRoot() == null) {
            request.direct().forEach(each -> found.add(new Found(each.getArtifact(), each.getScope())));
            return new Collected(found, false);
        }
        PreorderNodeListGenerator nodes = new PreorderNodeListGenerator();
        result.getRoot().accept(nodes);
        for (DependencyNode node : nodes.getNodes()) {
            if (node.getArtifact() != null && node.getDependency() != null) {
                found.add(new Found(node.getArtifact(), node.getDependency().getScope()));
            }
        }
        return new Collected(found, whole);
    }

    private static DefaultRepositorySystemSession gradle(
            DefaultRepositorySystemSession session, DependencyManager versions) {
        DefaultRepositorySystemSession gradle = new DefaultRepositorySystemSession(session);
        gradle.setDependencyManager(versions);
        gradle.setDependencyGraphTransformer(new ChainedDependencyGraphTransformer(
                new ConflictResolver(
                        new HighestVersion(),
                        new JavaScopeSelector(),
                        new SimpleOptionalitySelector(),
                        new JavaScopeDeriver()),
                new JavaDependencyContextRefiner()));
        return gradle;
    }

    /// The jars and modules among what was collected.
    /// @param root directory of the module that sees them
    Seen seen(DefaultRepositorySystemSession session, String root, Collected collected, Set<String> scopes) {
        List<Jar> path = new ArrayList<>();
        Set<String> modules = new LinkedHashSet<>();
        Set<String> tests = new LinkedHashSet<>();
        boolean whole = collected.whole();
        for (Found each : collected.found()) {
            Artifact artifact = each.artifact();
            if (!scopes.contains(each.scope()) || !artifact.getExtension().equals("jar")) {
                continue;
            }
            Optional<String> module = reactor.root(artifact);
            if (module.isPresent()) {
                (artifact.getClassifier().equals("tests") ? tests : modules).add(module.get());
                continue;
            }
            Optional<Jar> jar = entries < MOST_ENTRIES ? fetch(session, artifact) : Optional.empty();
            jar.ifPresent(path::add);
            entries += jar.isPresent() ? 1 : 0;
            whole &= jar.isPresent();
        }
        modules.remove(root);
        tests.remove(root);
        return new Seen(path, List.copyOf(modules), List.copyOf(tests), whole);
    }

    private Optional<Jar> fetch(DefaultRepositorySystemSession session, Artifact artifact) {
        String coordinates = JarFiles.coordinates(artifact);
        Optional<Jar> known = fetched.get(coordinates);
        if (known != null) {
            return known;
        }
        if (cancelled.getAsBoolean()) {
            return Optional.empty();
        }
        Optional<Jar> jar = Optional.empty();
        if (jars.size() == MOST_JARS) {
            problems.add(coordinates + ": more than " + MOST_JARS + " jars, the rest were not fetched");
        } else {
            try {
                jar = Optional.of(files.fetch(session, artifact));
                jars.put(coordinates, jar.get());
            } catch (ArtifactResolutionException | IOException e) {
                problems.add(coordinates + ": " + firstLine(e));
            }
        }
        fetched.put(coordinates, jar);
        return jar;
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
