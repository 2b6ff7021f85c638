package dev.refactory.index.dependency.gradle;

/// The versions that Gradle's notation may hold.
public final class Versions {
    private Versions() {}

    /// Whether it stands for one of several: `1.+`, `[1,2)`, `latest.release`.
    public static boolean dynamic(String version) {
        return version.endsWith("+")
                || version.startsWith("latest.")
                || version.startsWith("[")
                || version.startsWith("]")
                || version.startsWith("(")
                || version.contains("${");
    }
}
