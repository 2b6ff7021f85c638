package dev.refactory.index.dependency;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.jspecify.annotations.Nullable;

/// The `pom.xml` files of a repository as they are written: which of them are modules, and which one has given
/// coordinates.
///
/// @param texts by path
/// @param modules paths of those that are modules, sorted
/// @param versions by `group:artifact`, path to version, as written
record OwnPoms(Map<String, byte[]> texts, List<String> modules, Map<String, Map<String, String>> versions) {
    static OwnPoms of(Map<String, byte[]> buildFiles) {
        Map<String, byte[]> texts = new TreeMap<>();
        buildFiles.forEach((path, bytes) -> {
            if (path.equals("pom.xml") || path.endsWith("/pom.xml")) {
                texts.put(path, bytes);
            }
        });
        Map<String, Map<String, String>> versions = new HashMap<>();
        Set<String> named = new HashSet<>();
        texts.forEach((path, bytes) -> {
            Model model = raw(bytes);
            if (model != null) {
                named.addAll(named(path, model));
                String group = model.getGroupId();
                String version = model.getVersion();
                if (model.getParent() != null) {
                    group = group == null ? model.getParent().getGroupId() : group;
                    version = version == null ? model.getParent().getVersion() : version;
                }
                versions.computeIfAbsent(group + ":" + model.getArtifactId(), _ -> new TreeMap<>())
                        .put(path, String.valueOf(version));
            }
        });
        List<String> modules = texts.keySet().stream()
                .filter(path -> named.contains(path) || !amongSources(path, texts))
                .toList();
        return new OwnPoms(texts, modules, versions);
    }

    /// The path of the one that would be built as `group:artifact:version`; null when it is none of ours.
    @Nullable
    String find(String group, String artifact, String version) {
        Map<String, String> known = versions.getOrDefault(group + ":" + artifact, Map.of());
        for (Map.Entry<String, String> each : known.entrySet()) {
            if (each.getValue().equals(version)) {
                return each.getKey();
            }
        }
        // A version that is a property is known only once the model is built.
        return known.size() == 1 && known.values().iterator().next().contains("${")
                ? known.keySet().iterator().next()
                : null;
    }

    /// A build file below the `src` directory of another is what tests or plugins work on.
    private static boolean amongSources(String path, Map<String, byte[]> texts) {
        for (int at = path.indexOf("src/"); at >= 0; at = path.indexOf("src/", at + 1)) {
            boolean segment = at == 0 || path.charAt(at - 1) == '/';
            if (segment
                    && at + "src/".length() < path.length()
                    && texts.containsKey(path.substring(0, at) + "pom.xml")) {
                return true;
            }
        }
        return false;
    }

    private static List<String> named(String path, Model model) {
        List<String> names = new ArrayList<>(model.getModules());
        for (Profile profile : model.getProfiles()) {
            names.addAll(profile.getModules());
        }
        String root = path.substring(0, path.length() - "pom.xml".length());
        List<String> paths = new ArrayList<>();
        for (String name : names) {
            String file = name.endsWith(".xml") ? name : name + "/pom.xml";
            SourceRoots.below(root, file).ifPresent(paths::add);
        }
        return paths;
    }

    private static @Nullable Model raw(byte[] bytes) {
        try {
            return new MavenXpp3Reader().read(new ByteArrayInputStream(bytes), false);
        } catch (IOException | XmlPullParserException | RuntimeException | StackOverflowError e) {
            // The model builder will say what is wrong with it.
            return null;
        }
    }
}
