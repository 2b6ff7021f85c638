package dev.refactory.benchmarks.differential;

import dev.refactory.graph.model.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Texts by path, on disk.
final class Tree {
    private Tree() {}

    static SortedMap<String, String> read(Path root) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        if (!Files.isDirectory(root)) {
            return texts;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(
                        root.relativize(file).toString(),
                        SourceText.decode(Files.readAllBytes(file)).text());
            }
        }
        return texts;
    }

    static void write(Path root, Map<String, String> texts) throws IOException {
        Files.createDirectories(root);
        for (Map.Entry<String, String> each : texts.entrySet()) {
            Path file = root.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue(), StandardCharsets.UTF_8);
        }
    }

    /// Writes what is different or new, and says what is gone.
    static java.util.List<String> writeChange(Path root, Map<String, String> before, Map<String, String> after)
            throws IOException {
        SortedMap<String, String> changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        write(root, changed);
        return before.keySet().stream().filter(path -> !after.containsKey(path)).toList();
    }
}
