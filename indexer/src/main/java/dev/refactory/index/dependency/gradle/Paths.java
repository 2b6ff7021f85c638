package dev.refactory.index.dependency.gradle;

import java.util.ArrayList;
import java.util.List;

/// Places within a repository, by path from its root.
final class Paths {
    private Paths() {}

    /// `path` from `directory`, or from the repository's root when it begins with a slash. What leads out of the
    /// repository ends at its root.
    static String below(String directory, String path) {
        List<String> parts = new ArrayList<>();
        for (String part : (path.startsWith("/") ? path : directory + "/" + path).split("/")) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (!parts.isEmpty()) {
                        parts.removeLast();
                    }
                }
                default -> parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /// Empty for the repository's root.
    static String directory(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
