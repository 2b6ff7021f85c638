package dev.refactory.index.dependency.gradle;

import dev.refactory.index.dependency.gradle.GradleProject.Constraint;
import dev.refactory.index.dependency.gradle.GradleProject.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Scripts of a test, and what was read from them in words.
final class Scripts {
    private Scripts() {}

    static GradleBuilds.Read read(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return GradleBuilds.read(bytes, () -> false);
    }

    static GradleProject project(GradleBuilds.Read read, String root) {
        return read.projects().stream()
                .filter(project -> project.root().equals(root))
                .findFirst()
                .orElseThrow();
    }

    static List<String> shown(GradleProject project) {
        List<String> shown = new ArrayList<>();
        project.wanted().forEach(each -> shown.add(each.use() + " " + shown(each.target())));
        project.constraints().forEach(each -> shown.add(shown(each)));
        project.testConstraints().forEach(each -> shown.add("test " + shown(each)));
        return shown;
    }

    private static String shown(Target target) {
        return switch (target) {
            case Target.Sibling(String root, boolean tests) -> (tests ? "tests of " : "project ") + root;
            case Target.Library library ->
                library.group() + ":" + library.artifact()
                        + (library.version().isEmpty() ? "" : ":" + library.version())
                        + (library.classifier().isEmpty() ? "" : ":" + library.classifier())
                        + (library.transitive() ? "" : " alone")
                        + (library.exclusions().isEmpty() ? "" : " without " + library.exclusions());
        };
    }

    private static String shown(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Version version ->
                version.strength() + " " + version.group() + ":" + version.artifact() + ":" + version.version();
            case Constraint.Platform platform -> platform.strength() + " platform " + platform.coordinates();
            case Constraint.Sibling(String root) -> "versions of " + root;
        };
    }
}
