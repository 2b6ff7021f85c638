package dev.refactory.index.dependency.gradle;

import org.jspecify.annotations.Nullable;

/// `group:artifact:version:classifier@extension`, as Gradle writes it.
///
/// @param version empty when there is none
/// @param strict whether no other version will do, which `!!` says
/// @param alone whether it brings nothing along, which an extension says
record Coordinates(String group, String artifact, String version, String classifier, boolean strict, boolean alone) {
    /// @return null when it is no such thing
    static @Nullable Coordinates parse(String written) {
        int at = written.indexOf('@');
        String[] parts = (at < 0 ? written : written.substring(0, at)).split(":", -1);
        boolean named = parts.length >= 2 && parts.length <= 4 && plain(parts[0]) && plain(parts[1]);
        if (!named || (at >= 0 && !written.endsWith("@jar"))) {
            return null;
        }
        String version = parts.length > 2 ? parts[2] : "";
        int strict = version.indexOf("!!");
        if (strict >= 0) {
            // `[1,2)!!1.5` prefers what follows.
            String preferred = version.substring(strict + 2);
            version = preferred.isEmpty() ? version.substring(0, strict) : preferred;
        }
        return new Coordinates(parts[0], parts[1], version, parts.length > 3 ? parts[3] : "", strict >= 0, at >= 0);
    }

    private static boolean plain(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
    }
}
