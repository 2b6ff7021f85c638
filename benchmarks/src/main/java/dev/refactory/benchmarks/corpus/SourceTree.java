package dev.refactory.benchmarks.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Directories of sources.
final class SourceTree {
    private SourceTree() {}

    /// Sorted.
    static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// Sorted.
    static List<Path> javaFiles(Path root) throws IOException {
        return files(root).stream().filter(SourceTree::isJava).toList();
    }

    static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    static int lines(byte[] bytes) {
        int lines = 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }
}
