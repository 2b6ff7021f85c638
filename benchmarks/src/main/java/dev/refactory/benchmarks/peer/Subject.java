package dev.refactory.benchmarks.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What a peer is asked to read: the first arguments of each of them.
///
/// @param root directory of the sources
/// @param files every Java file below it, sorted
/// @param classPath jars
/// @param release the Java language level
/// @param runs how often, in one process
record Subject(Path root, List<Path> files, List<Path> classPath, int release, int runs) {
    /// How many arguments it takes.
    static final int ARGUMENTS = 4;

    /// @param arguments sources, file with the class path in one line, release, runs
    static Subject of(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        String classPath = Files.readString(Path.of(arguments[1])).strip();
        List<Path> jars = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(jar -> !jar.isEmpty())
                .map(Path::of)
                .toList();
        return new Subject(root, files, jars, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    }
}
