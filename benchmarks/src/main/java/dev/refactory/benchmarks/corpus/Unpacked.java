package dev.refactory.benchmarks.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// What is taken from a jar of sources, in memory.
///
/// @param files by path below the module's directory
/// @param lines of Java
/// @param duplicates Java files left out because the same path was taken by another module
/// @param descriptors `module-info.java` left out
record Unpacked(Map<String, byte[]> files, long lines, int duplicates, int descriptors) {
    private static final int MAX_ENTRY_BYTES = 16 << 20;
    private static final String SOURCES = "src/main/java/";

    /// @param taken paths of Java files of other modules
    static Unpacked read(Path archive, Set<String> taken) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        long lines = 0;
        int duplicates = 0;
        int descriptors = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String place = entry.isDirectory() ? "" : place(entry.getName());
                if (entry.getName().endsWith("module-info.java")) {
                    descriptors++;
                } else if (taken.contains(place)) {
                    duplicates++;
                } else if (!place.isEmpty()) {
                    byte[] bytes = zip.readNBytes(MAX_ENTRY_BYTES);
                    files.put(place, bytes);
                    lines += place.endsWith(".java") ? SourceTree.lines(bytes) : 0;
                }
            }
        }
        return new Unpacked(files, lines, duplicates, descriptors);
    }

    /// Where an entry stands in its module; empty when it has no place there.
    private static String place(String name) {
        boolean escapes = name.startsWith("/") || Path.of(name).normalize().startsWith("..");
        if (escapes || name.startsWith("META-INF/versions/") || name.startsWith("META-INF/maven/")) {
            return "";
        }
        if (name.endsWith(".java")) {
            return name.startsWith("META-INF/") ? "" : SOURCES + name;
        }
        boolean wanted = name.startsWith("META-INF/services/")
                || name.endsWith(".xml")
                || name.endsWith(".properties")
                || name.endsWith(".yml");
        return wanted ? "src/main/resources/" + name : "";
    }
}
