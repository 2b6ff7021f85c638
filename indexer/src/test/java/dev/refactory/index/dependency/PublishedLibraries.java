package dev.refactory.index.dependency;

import dev.refactory.index.dependency.Dependencies.Module;
import dev.refactory.index.dependency.Dependencies.Resolved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A Maven repository on disk for one test, and the dependencies found in it.
final class PublishedLibraries {
    private final Path remote;
    private final MavenDependencies dependencies;

    PublishedLibraries(Path folder) {
        remote = folder.resolve("remote");
        dependencies = new MavenDependencies(List.of(remote.toUri()), folder.resolve("local"));
    }

    /// @param coordinates `group:artifact:version`
    /// @param needs coordinates of what it depends on, with `@scope` for other scopes than compile
    PublishedLibraries library(String coordinates, String... needs) {
        StringBuilder dependencies = new StringBuilder();
        for (String need : needs) {
            String[] scope = need.split("@");
            dependencies.append(dependency(scope[0], scope.length == 1 ? "" : "<scope>" + scope[1] + "</scope>"));
        }
        return publish(coordinates, "<dependencies>%s</dependencies>".formatted(dependencies), true);
    }

    /// A model that others import, which manages versions.
    PublishedLibraries platform(String coordinates, String... managed) {
        StringBuilder versions = new StringBuilder();
        for (String each : managed) {
            versions.append(dependency(each, ""));
        }
        return publish(
                coordinates,
                "<packaging>pom</packaging><dependencyManagement><dependencies>%s</dependencies></dependencyManagement>"
                        .formatted(versions),
                false);
    }

    PublishedLibraries publish(String coordinates, String content, boolean jar) {
        String[] parts = coordinates.split(":");
        String name = parts[1] + "-" + parts[2];
        try {
            Path place = Files.createDirectories(
                    remote.resolve(parts[0].replace('.', '/')).resolve(parts[1]).resolve(parts[2]));
            if (jar) {
                write(place.resolve(name + ".jar"), "content of " + coordinates);
            }
            write(place.resolve(name + ".pom"), """
                    <project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>
                    <version>%s</version>%s</project>
                    """.formatted(parts[0], parts[1], parts[2], content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    static String dependency(String coordinates, String more) {
        String[] parts = coordinates.split(":");
        String version = parts.length == 2 ? "" : "<version>" + parts[2] + "</version>";
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s%s</dependency>"
                .formatted(parts[0], parts[1], version, more);
    }

    static String pom(String coordinates, String content) {
        String[] parts = coordinates.split(":");
        return """
                <project><modelVersion>4.0.0</modelVersion><groupId>%s</groupId><artifactId>%s</artifactId>
                <version>%s</version>%s</project>
                """.formatted(parts[0], parts[1], parts[2], content);
    }

    Resolved resolve(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return dependencies.resolve(bytes, () -> false);
    }

    static Module module(Resolved resolved, String root) {
        return resolved.modules().stream()
                .filter(module -> module.root().equals(root))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No module " + root + " among " + resolved.modules()));
    }

    /// `group:artifact:version` of the group `lib` without the group.
    static List<String> main(Module module) {
        return names(module.jars());
    }

    static List<String> test(Module module) {
        return names(module.testJars());
    }

    private static List<String> names(List<Dependencies.Jar> jars) {
        return jars.stream()
                .map(jar -> jar.coordinates().replaceFirst("^lib:", ""))
                .toList();
    }

    /// A file with its checksum beside it, without which nothing is accepted.
    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            Files.writeString(Path.of(file + ".sha1"), HexFormat.of().formatHex(sha1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
