package dev.refactory.benchmarks.corpus;

import dev.refactory.client.Git;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /// Build files, by path from the root.
    static Map<String, byte[]> poms(Path sources) throws IOException {
        Map<String, byte[]> poms = new TreeMap<>();
        for (Path file : files(sources)) {
            if (file.endsWith("pom.xml")) {
                poms.put(sources.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return poms;
    }

    /// Makes a bare repository of one commit.
    /// @param appended to every Java file
    static void commit(Path sources, Path bare, String appended) throws IOException {
        Files.createDirectories(bare);
        new Git(bare).must("init", "-q", "--bare", "--template=", "--initial-branch=main");
        try (FastImport git = new FastImport(bare)) {
            git.commit("main", "Published sources", "");
            for (Path file : files(sources)) {
                byte[] bytes = Files.readAllBytes(file);
                if (isJava(file)) {
                    bytes = withAppended(bytes, appended);
                }
                git.file(sources.relativize(file).toString(), bytes);
            }
        }
    }

    private static byte[] withAppended(byte[] bytes, String text) {
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        if (more.length == 0) {
            return bytes;
        }
        byte[] all = new byte[bytes.length + 1 + more.length];
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        all[bytes.length] = '\n';
        System.arraycopy(more, 0, all, bytes.length + 1, more.length);
        return all;
    }
}
