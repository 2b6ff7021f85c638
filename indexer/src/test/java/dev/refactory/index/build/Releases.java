package dev.refactory.index.build;

import dev.refactory.index.dependency.Dependencies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Source releases of one library, oldest first, as the trees of a repository.
///
/// @param library `group:artifact`
/// @param jars of sources, by version
/// @param pom the build file of every tree; empty for none
record Releases(String library, Map<String, Path> jars, String pom) {
    private static final int MOST_BYTES = 1 << 24;

    /// @param named `group:artifact:version,version,…`
    /// @param needs coordinates of what the library is compiled against, the same for all versions
    static Releases published(String named, List<String> needs, Dependencies dependencies) throws IOException {
        String[] parts = named.split(":");
        String library = parts[0] + ":" + parts[1];
        Map<String, Path> jars = new LinkedHashMap<>();
        for (String version : parts[2].split(",")) {
            jars.put(version, sources(library + ":" + version, dependencies));
        }
        return new Releases(library, jars, needs.isEmpty() ? "" : pom(needs, ""));
    }

    private static Path sources(String coordinates, Dependencies dependencies) throws IOException {
        String alone = "<classifier>sources</classifier>"
                + "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>";
        byte[] pom = pom(List.of(coordinates), alone).getBytes(StandardCharsets.UTF_8);
        Dependencies.Resolved resolved = dependencies.resolve(Map.of("pom.xml", pom), () -> false);
        return resolved.jars().stream()
                .filter(jar -> jar.coordinates().equals(coordinates + ":sources"))
                .findFirst()
                .map(Dependencies.Jar::path)
                .orElseThrow(() -> new IOException("No sources of " + coordinates + ": " + resolved.unresolved()));
    }

    private static String pom(List<String> needs, String more) {
        StringBuilder dependencies = new StringBuilder();
        for (String need : needs) {
            String[] parts = need.split(":");
            dependencies
                    .append("<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>%s"
                            .formatted(parts[0], parts[1], parts[2], more))
                    .append("</dependency>\n");
        }
        return """
                <project><modelVersion>4.0.0</modelVersion><groupId>history</groupId><artifactId>history</artifactId>
                <version>1</version><dependencies>
                %s</dependencies></project>
                """.formatted(dependencies);
    }

    /// The tree of a release: Java files below one source root, all else below another.
    Map<String, byte[]> tree(String version) throws IOException {
        Map<String, byte[]> tree = new TreeMap<>();
        try (ZipFile zip = new ZipFile(Objects.requireNonNull(jars.get(version)).toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                // A copy of the build file, with its version: each release would be another set of modules.
                if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/maven/")) {
                    String root = entry.getName().endsWith(".java") ? "src/main/java/" : "src/main/resources/";
                    try (InputStream in = zip.getInputStream(entry)) {
                        tree.put(root + entry.getName(), in.readNBytes(MOST_BYTES));
                    }
                }
            }
        }
        if (!pom.isEmpty()) {
            tree.put("pom.xml", pom.getBytes(StandardCharsets.UTF_8));
        }
        return tree;
    }

    /// Trees on the way from one to another: what differs between them comes in that many parts, the last of which is
    /// the other one. Between releases a part is a change that compiles only by chance.
    static List<Map<String, byte[]>> between(
            Map<String, byte[]> from, Map<String, byte[]> to, int parts, Random random) {
        List<String> paths = new ArrayList<>(new TreeSet<>(from.keySet()));
        to.keySet().stream().filter(path -> !from.containsKey(path)).forEach(paths::add);
        paths.removeIf(path -> Arrays.equals(from.get(path), to.get(path)));
        Collections.shuffle(paths, random);
        List<Map<String, byte[]>> trees = new ArrayList<>();
        Map<String, byte[]> tree = new TreeMap<>(from);
        for (int part = 0; part < parts; part++) {
            for (String path : paths.subList(paths.size() * part / parts, paths.size() * (part + 1) / parts)) {
                byte[] bytes = to.get(path);
                if (bytes == null) {
                    tree.remove(path);
                } else {
                    tree.put(path, bytes);
                }
            }
            trees.add(new TreeMap<>(tree));
        }
        return trees;
    }
}
