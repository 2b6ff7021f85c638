package dev.refactory.index.build;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import dev.refactory.graph.model.SourceText;
import dev.refactory.index.dependency.BuildFiles;
import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.git.Repositories.SparkIgnore;
import dev.refactory.index.java.JavaAttributor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Says of each file of a tree whether it is analysed, and why not if it is not; keeps which files are to be.
final class FileSorter {
    /// Larger files are listed; the same bound as on blobs that are read.
    static final long MAX_FILE_BYTES = 1 << 20;
    /// Java sources of one snapshot.
    static final long MAX_JAVA_BYTES = 512L << 20;
    /// Build files held in memory for one build.
    static final long MAX_BUILD_BYTES = 64L << 20;

    private static final int BYTES_THAT_SHOW_BINARY = 8_000;

    private final CommitTree tree;
    private final SparkIgnore ignore;
    private final List<JavaAttributor.Source> java = new ArrayList<>();
    private final Map<String, byte[]> buildFiles = new TreeMap<>();
    private long javaBytes;
    private long buildBytes;

    FileSorter(CommitTree tree) {
        this.tree = tree;
        this.ignore = tree.ignore();
    }

    /// The entry of a file that is not analysed; null for Java sources, which are kept.
    @Nullable
    FileFacts sort(Entry entry) {
        if (!entry.regularFile()) {
            return listed(
                    entry, 0, FileProblem.Kind.NOT_A_REGULAR_FILE, "A link or a submodule, which is not followed.");
        }
        if (ignore.ignored(entry.path())) {
            return listed(entry, 0, FileProblem.Kind.IGNORED, "Excluded by .sparkignore.");
        }
        if (entry.size() > MAX_FILE_BYTES) {
            return listed(
                    entry, 0, FileProblem.Kind.TOO_LARGE, entry.size() + " bytes, more than " + MAX_FILE_BYTES + ".");
        }
        byte[] bytes = tree.read(entry.blobId());
        if (binary(bytes)) {
            return listed(entry, 0, FileProblem.Kind.BINARY, "Has a NUL byte near its start.");
        }
        if (BuildFiles.isOne(entry.path())) {
            buildBytes += bytes.length;
            if (buildBytes > MAX_BUILD_BYTES) {
                return listed(
                        entry,
                        SourceText.lines(bytes),
                        FileProblem.Kind.TOO_LARGE,
                        "The repository has more than " + MAX_BUILD_BYTES + " bytes of build files before this one.");
            }
            buildFiles.put(entry.path(), bytes);
        }
        if (!language(entry.path()).equals("java")) {
            return listed(entry, SourceText.lines(bytes), FileProblem.Kind.OTHER_LANGUAGE, "Not Java; kept as it is.");
        }
        javaBytes += bytes.length;
        if (javaBytes > MAX_JAVA_BYTES) {
            return listed(
                    entry,
                    SourceText.lines(bytes),
                    FileProblem.Kind.TOO_LARGE,
                    "The repository has more than " + MAX_JAVA_BYTES + " bytes of Java before this file.");
        }
        java.add(source(tree, entry));
        return null;
    }

    /// A file whose bytes are read when they are needed.
    static JavaAttributor.Source source(CommitTree tree, Entry entry) {
        return new JavaAttributor.Source(
                entry.path(), entry.blobId(), (int) entry.size(), () -> tree.read(entry.blobId()));
    }

    private static FileFacts listed(Entry entry, int lines, FileProblem.Kind kind, String detail) {
        return FileFacts.withoutFacts(
                entry.path(), entry.blobId(), language(entry.path()), lines, new FileProblem(kind, detail));
    }

    private static boolean binary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, BYTES_THAT_SHOW_BINARY); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /// The extension in lower case; empty when there is none.
    static String language(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /// In order of their paths.
    List<JavaAttributor.Source> java() {
        return java;
    }

    Map<String, byte[]> buildFiles() {
        return buildFiles;
    }
}
