package dev.refactory.index.dependency;

import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.kit.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.DependencyManagement;
import org.apache.maven.model.Model;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.CollectResult;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;
import org.jspecify.annotations.Nullable;

/// Dependencies by Maven's own model builder and resolver. One class path for the whole repository:
/// where modules want different versions, the first module by path decides.
public final class MavenDependencies implements Dependencies {
    static final int HIGHEST_RELEASE = 25;

    private static final int MOST_POMS = 2_000;
    private static final int MOST_JARS = 5_000;
    private static final Set<String> WANTED_SCOPES = Set.of("compile", "provided", "test", "runtime");

    private final MavenAccess maven;
    private final Ticker ticker;
    private final Duration longest;
    private final Map<String, Path> jarsBySha256 = new ConcurrentHashMap<>();
    private final Map<Path, String> sha256ByJar = new ConcurrentHashMap<>();

    /// @param repositories the Maven repositories to ask; empty for the one of Maven's super POM.
    ///     The mirrors, proxies and credentials of the user's settings apply to either.
    /// @param localRepository where jars are kept; null for the user's own
    public MavenDependencies(List<URI> repositories, @Nullable Path localRepository) {
        this(repositories, localRepository, () -> 0, Duration.ofDays(1));
    }

    /// @param longest how long the dependencies of one repository may take; what is not there by
    ///     then is listed as unresolved
    public MavenDependencies(List<URI> repositories, @Nullable Path localRepository, Ticker ticker, Duration longest) {
        this.maven = new MavenAccess(repositories, localRepository);
        this.ticker = ticker;
        this.longest = longest;
    }

    @Override
    public Resolved resolve(Map<String, byte[]> poms, BooleanSupplier cancelled) {
        long deadline = ticker.nanos() + longest.toNanos();
        BooleanSupplier late = () -> ticker.nanos() - deadline > 0;
        Resolved resolved = resolved(poms, () -> cancelled.getAsBoolean() || late.getAsBoolean());
        if (cancelled.getAsBoolean() || !late.getAsBoolean()) {
            return resolved;
        }
        List<String> problems = new ArrayList<>(resolved.unresolved());
        problems.add("dependencies: they took longer than " + longest.toSeconds() + " seconds, the rest were left out");
        problems.sort(null);
        return new Resolved(resolved.release(), resolved.jars(), problems);
    }

    private Resolved resolved(Map<String, byte[]> poms, BooleanSupplier cancelled) {
        TreeSet<String> problems = new TreeSet<>();
        DefaultRepositorySystemSession session = maven.session();
        EffectivePoms reader = new EffectivePoms(maven, session, poms, problems);
        Map<String, Model> models = new TreeMap<>();
        for (String path : new TreeSet<>(poms.keySet())) {
            if (models.size() == MOST_POMS) {
                problems.add(path + ": more than " + MOST_POMS + " build files, the rest were not read");
                break;
            }
            Model model = cancelled.getAsBoolean() ? null : reader.read(path);
            if (model != null) {
                models.put(path, model);
                problems.addAll(EffectivePoms.ignoredParts(path, model));
            }
        }
        Set<String> own = new HashSet<>();
        models.values().forEach(model -> own.add(model.getGroupId() + ":" + model.getArtifactId()));

        Map<String, Artifact> wanted = new LinkedHashMap<>();
        for (Model model : models.values()) {
            if (!cancelled.getAsBoolean()) {
                collect(session, model, own, problems).forEach(artifact -> wanted.putIfAbsent(key(artifact), artifact));
            }
        }
        List<Jar> jars = fetch(session, wanted.values(), problems, cancelled);
        return new Resolved(JavaRelease.of(models.values()), jars, List.copyOf(problems));
    }

    @Override
    public List<Path> classPath(CompileContext context) {
        List<Path> paths = new ArrayList<>();
        for (CompileContext.Jar jar : context.classpath()) {
            Path known = jarsBySha256.get(jar.sha256());
            if (known != null && Files.exists(known)) {
                paths.add(known);
            } else {
                fetchAgain(jar).ifPresent(paths::add);
            }
        }
        return paths;
    }

    private Optional<Path> fetchAgain(CompileContext.Jar jar) {
        String[] parts = jar.coordinates().split(":");
        Artifact artifact = new DefaultArtifact(parts[0], parts[1], parts.length > 3 ? parts[3] : "", "jar", parts[2]);
        try {
            Path path = maven.system()
                    .resolveArtifact(maven.session(), new ArtifactRequest(artifact, maven.remotes(), null))
                    .getArtifact()
                    .getFile()
                    .toPath();
            return sha256(path).equals(jar.sha256()) ? Optional.of(path) : Optional.empty();
        } catch (ArtifactResolutionException | IOException e) {
            return Optional.empty();
        }
    }

    private List<Artifact> collect(
            DefaultRepositorySystemSession session, Model model, Set<String> own, TreeSet<String> problems) {
        List<org.eclipse.aether.graph.Dependency> direct = new ArrayList<>();
        for (Dependency dependency : model.getDependencies()) {
            String name = dependency.getGroupId() + ":" + dependency.getArtifactId();
            String scope = dependency.getScope() == null ? "compile" : dependency.getScope();
            if (own.contains(name) || !WANTED_SCOPES.contains(scope)) {
                continue;
            }
            if (dependency.getVersion() == null || dependency.getVersion().contains("${")) {
                problems.add(name + ": its version is not known (" + dependency.getVersion() + ")");
                continue;
            }
            direct.add(convert(dependency, scope));
        }
        CollectRequest request = new CollectRequest(direct, managed(model), maven.remotes());
        CollectResult result;
        try {
            result = maven.system().collectDependencies(session, request);
        } catch (DependencyCollectionException e) {
            e.getResult().getExceptions().forEach(cause -> problems.add(firstLine(cause)));
            result = e.getResult();
        }
        if (result.getRoot() == null) {
            return direct.stream()
                    .map(org.eclipse.aether.graph.Dependency::getArtifact)
                    .toList();
        }
        PreorderNodeListGenerator nodes = new PreorderNodeListGenerator();
        result.getRoot().accept(nodes);
        return nodes.getNodes().stream()
                .map(DependencyNode::getArtifact)
                .filter(artifact -> artifact != null && artifact.getExtension().equals("jar"))
                .filter(artifact -> !own.contains(artifact.getGroupId() + ":" + artifact.getArtifactId()))
                .toList();
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

    private List<Jar> fetch(
            DefaultRepositorySystemSession session,
            Iterable<Artifact> wanted,
            TreeSet<String> problems,
            BooleanSupplier cancelled) {
        List<Jar> jars = new ArrayList<>();
        for (Artifact artifact : wanted) {
            if (jars.size() == MOST_JARS || cancelled.getAsBoolean()) {
                break;
            }
            ArtifactRequest request = new ArtifactRequest(artifact, maven.remotes(), null);
            try {
                ArtifactResult result = maven.system().resolveArtifact(session, request);
                Path path = result.getArtifact().getFile().toPath();
                jars.add(new Jar(coordinates(artifact), sha256(path), path));
            } catch (ArtifactResolutionException | IOException e) {
                problems.add(coordinates(artifact) + ": " + firstLine(e));
            }
        }
        return jars;
    }

    private String sha256(Path jar) throws IOException {
        String known = sha256ByJar.get(jar);
        if (known != null) {
            return known;
        }
        try (InputStream bytes = Files.newInputStream(jar);
                DigestInputStream digest = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            String sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
            sha256ByJar.put(jar, sha256);
            jarsBySha256.put(sha256, jar);
            return sha256;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String key(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getClassifier();
    }

    private static String coordinates(Artifact artifact) {
        String plain = artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion();
        return artifact.getClassifier().isEmpty() ? plain : plain + ":" + artifact.getClassifier();
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
