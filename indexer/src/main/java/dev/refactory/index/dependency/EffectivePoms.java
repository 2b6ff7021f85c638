package dev.refactory.index.dependency;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuilder;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelCache;
import org.apache.maven.model.building.ModelProblem;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.building.StringModelSource;
import org.apache.maven.model.profile.activation.JdkVersionProfileActivator;
import org.apache.maven.model.profile.activation.OperatingSystemProfileActivator;
import org.apache.maven.model.profile.activation.ProfileActivator;
import org.apache.maven.model.profile.activation.PropertyProfileActivator;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/// The effective models of a repository's build files. They are read from memory; parents and imported models
/// come from the repository itself or from the configured Maven repositories. No plugin, extension, environment
/// variable or file of this machine plays a part.
final class EffectivePoms {
    private static final Set<String> SUPER_POM_URLS =
            superPomRepositories().stream().map(Repository::getUrl).collect(Collectors.toSet());

    private final MavenAccess maven;
    private final DefaultRepositorySystemSession session;
    private final Map<Path, byte[]> poms = new HashMap<>();
    private final OwnPoms own;
    private final ModelBuilder builder = builder();
    private final ModelCache imported = new ImportedModels();
    private final TreeSet<String> problems;

    /// @param whole false when its build file has a fault
    record Effective(Model model, boolean whole) {}

    EffectivePoms(
            MavenAccess maven,
            DefaultRepositorySystemSession session,
            Map<String, byte[]> buildFiles,
            TreeSet<String> problems) {
        this.maven = maven;
        this.session = session;
        this.problems = problems;
        this.own = OwnPoms.of(buildFiles);
        own.texts().forEach((path, bytes) -> poms.put(Path.of("/").resolve(path), bytes));
    }

    /// Of the build files that are modules, sorted.
    List<String> paths() {
        return own.modules();
    }

    /// The effective model of one build file; null when it cannot be read, which is listed.
    @Nullable
    Effective read(String path) {
        InMemoryPom source = new InMemoryPom(Path.of("/").resolve(path));
        DefaultModelBuildingRequest request = request(source);
        request.setModelResolver(new ConfiguredRepositoriesOnly());
        request.setModelCache(imported);
        try {
            return new Effective(builder.build(request).getEffectiveModel(), true);
        } catch (ModelBuildingException e) {
            String why = e.getProblems().stream()
                    .filter(problem -> problem.getSeverity() != ModelProblem.Severity.WARNING)
                    .map(ModelProblem::getMessage)
                    .findFirst()
                    .orElse("it cannot be read");
            problems.add(path + ": " + why);
            Model partial = e.getResult() == null ? null : e.getResult().getEffectiveModel();
            return partial != null && usable(partial) ? new Effective(partial, false) : null;
        } catch (StackOverflowError e) {
            problems.add(path + ": it is nested too deeply");
            return null;
        } catch (RuntimeException e) {
            problems.add(path + ": " + e.getMessage());
            return null;
        }
    }

    private static boolean usable(Model model) {
        return model.getGroupId() != null && model.getArtifactId() != null && model.getVersion() != null;
    }

    /// The repositories of Maven's super POM, which ships inside Maven's own library.
    static List<Repository> superPomRepositories() {
        String empty = "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>"
                + "<version>1</version></project>";
        try {
            return builder()
                    .build(request(new StringModelSource(empty)))
                    .getEffectiveModel()
                    .getRepositories();
        } catch (ModelBuildingException e) {
            throw new IllegalStateException("Maven's own super POM cannot be read", e);
        }
    }

    /// What profiles and expressions may ask about the machine: the Java version, nothing else.
    static Properties systemProperties() {
        Properties properties = new Properties();
        properties.setProperty("java.version", Integer.toString(Dependencies.HIGHEST_RELEASE));
        return properties;
    }

    private static DefaultModelBuildingRequest request(ModelSource source) {
        DefaultModelBuildingRequest request = new DefaultModelBuildingRequest();
        request.setModelSource(source);
        request.setProcessPlugins(false);
        request.setTwoPhaseBuilding(false);
        request.setSystemProperties(systemProperties());
        request.setUserProperties(new Properties());
        request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
        return request;
    }

    /// Without the activator that looks at files of this machine.
    private static ModelBuilder builder() {
        return new DefaultModelBuilderFactory() {
            @Override
            protected ProfileActivator[] newProfileActivators() {
                return new ProfileActivator[] {
                    new JdkVersionProfileActivator(),
                    new OperatingSystemProfileActivator(),
                    new PropertyProfileActivator()
                };
            }
        }.newInstance();
    }

    /// A build file in memory, which finds the others by relative path.
    private final class InMemoryPom implements ModelSource2 {
        private final Path path;

        InMemoryPom(Path path) {
            this.path = path;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            byte[] bytes = poms.get(path);
            if (bytes == null) {
                throw new IOException("No such build file: " + path);
            }
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public String getLocation() {
            return path.toString();
        }

        @Override
        public @Nullable ModelSource2 getRelatedSource(String relative) {
            Path related = path.resolveSibling(relative).normalize();
            if (poms.containsKey(related)) {
                return new InMemoryPom(related);
            }
            Path inside = related.resolve("pom.xml");
            return poms.containsKey(inside) ? new InMemoryPom(inside) : null;
        }

        @Override
        public URI getLocationURI() {
            return path.toUri();
        }
    }

    /// Imported models are the large ones, and are imported by every module. Parents are read anew: modules that
    /// share nothing may name theirs alike.
    private static final class ImportedModels implements ModelCache {
        private final Map<List<String>, Object> models = new HashMap<>();

        @Override
        public void put(String group, String artifact, String version, String tag, Object data) {
            if (tag.equals("import")) {
                models.put(List.of(group, artifact, version), data);
            }
        }

        @Override
        public @Nullable Object get(String group, String artifact, String version, String tag) {
            return tag.equals("import") ? models.get(List.of(group, artifact, version)) : null;
        }
    }

    /// Finds parents and imported models; repositories that a build file names are listed and not asked.
    private final class ConfiguredRepositoriesOnly implements ModelResolver {
        @Override
        public ModelSource resolveModel(String group, String artifact, String version)
                throws UnresolvableModelException {
            String ours = own.find(group, artifact, version);
            if (ours != null) {
                return new InMemoryPom(Path.of("/").resolve(ours));
            }
            ArtifactRequest request =
                    new ArtifactRequest(new DefaultArtifact(group, artifact, "pom", version), maven.remotes(), null);
            try {
                Path file = maven.system()
                        .resolveArtifact(session, request)
                        .getArtifact()
                        .getFile()
                        .toPath();
                return new StringModelSource(
                        java.nio.file.Files.readString(file, StandardCharsets.UTF_8), group + ":" + artifact);
            } catch (ArtifactResolutionException | IOException e) {
                throw new UnresolvableModelException(String.valueOf(e.getMessage()), group, artifact, version, e);
            }
        }

        @Override
        public ModelSource resolveModel(Parent parent) throws UnresolvableModelException {
            return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
        }

        @Override
        public ModelSource resolveModel(Dependency imported) throws UnresolvableModelException {
            return resolveModel(imported.getGroupId(), imported.getArtifactId(), imported.getVersion());
        }

        @Override
        public void addRepository(Repository repository) {
            if (SUPER_POM_URLS.contains(repository.getUrl())) {
                return;
            }
            problems.add("repository " + repository.getId() + ": named by a build file, not asked");
        }

        @Override
        public void addRepository(Repository repository, boolean replace) {
            addRepository(repository);
        }

        @Override
        public ModelResolver newCopy() {
            return this;
        }
    }

    /// Every place of a model that Maven would have executed or read from this machine, for the list of what
    /// was ignored.
    static List<String> ignoredParts(String path, Model model) {
        List<String> ignored = new ArrayList<>();
        if (model.getBuild() != null) {
            model.getBuild()
                    .getExtensions()
                    .forEach(extension ->
                            ignored.add(path + ": extension " + extension.getArtifactId() + " is not loaded"));
        }
        for (Dependency dependency : model.getDependencies()) {
            if ("system".equals(dependency.getScope())) {
                ignored.add(path + ": " + dependency.getManagementKey() + " has a systemPath, which is not read");
            }
        }
        return ignored;
    }
}
