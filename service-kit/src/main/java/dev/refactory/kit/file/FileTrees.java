package dev.refactory.kit.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Directories with everything in them. Links are not followed.
public final class FileTrees {
    private FileTrees() {}

    /// Deletes a directory or a file; does nothing when there is none.
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw new IOException("Not removed: " + directory, e);
        }
    }

    /// Bytes of all files; 0 when a file was moved while they were counted.
    public static long size(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            long size = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                size += sizeOf(file);
            }
            return size;
        } catch (UncheckedIOException | IOException e) {
            // The next look sees it in its place.
            return 0;
        }
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
