package dev.refactory.index.dependency;

import java.util.Set;

/// Which files of a tree say what it compiles against.
public final class BuildFiles {
    private static final Set<String> NAMES = Set.of("pom.xml", "gradle.properties", "gradle.lockfile");
    private static final String LOCKS = "gradle/dependency-locks/";

    private BuildFiles() {}

    /// @param path from the repository's root, with `/`
    public static boolean isOne(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return NAMES.contains(name)
                || name.endsWith(".gradle")
                || name.endsWith(".gradle.kts")
                || name.endsWith(".versions.toml")
                || (name.endsWith(".lockfile") && (path.startsWith(LOCKS) || path.contains("/" + LOCKS)));
    }
}
