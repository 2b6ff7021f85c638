package dev.refactory.index.dependency;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.repository.internal.MavenWorkspaceReader;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.jspecify.annotations.Nullable;

/// The modules of the repository under analysis, in the place of artifacts: what depends on one sees its
/// dependencies, and nothing is fetched for it.
final class Reactor implements MavenWorkspaceReader {
    /// Stands for what modules would be built into. It is never opened.
    private static final File NOWHERE = new File("module-of-the-repository");

    private record Member(String root, Model model) {}

    private final WorkspaceRepository repository = new WorkspaceRepository("reactor", this);
    private final Map<String, Member> members = new HashMap<>();
    private final Map<String, List<String>> versions = new HashMap<>();

    /// The first of equal coordinates counts.
    void add(String root, Model model) {
        String name = model.getGroupId() + ":" + model.getArtifactId();
        Model others = model.clone();
        others.getDependencies().removeIf(each -> !usable(each));
        if (members.putIfAbsent(name + ":" + model.getVersion(), new Member(root, others)) == null) {
            versions.computeIfAbsent(name, _ -> new ArrayList<>()).add(model.getVersion());
        }
    }

    /// Whether a class path can be asked for it.
    static boolean usable(Dependency dependency) {
        String version = dependency.getVersion();
        return version != null && !version.contains("${") && !"system".equals(dependency.getScope());
    }

    /// The directory of the module that would be built into `artifact`.
    Optional<String> root(Artifact artifact) {
        return Optional.ofNullable(member(artifact)).map(Member::root);
    }

    /// The version of the one module of this name.
    Optional<String> version(String group, String artifact) {
        List<String> known = versions.getOrDefault(group + ":" + artifact, List.of());
        return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
    }

    @Override
    public WorkspaceRepository getRepository() {
        return repository;
    }

    @Override
    public @Nullable File findArtifact(Artifact artifact) {
        return member(artifact) == null ? null : NOWHERE;
    }

    @Override
    public List<String> findVersions(Artifact artifact) {
        return versions.getOrDefault(artifact.getGroupId() + ":" + artifact.getArtifactId(), List.of());
    }

    @Override
    public @Nullable Model findModel(Artifact artifact) {
        Member member = member(artifact);
        return member == null ? null : member.model();
    }

    private @Nullable Member member(Artifact artifact) {
        return members.get(artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getVersion());
    }
}
