package dev.refactory.index.git;

import dev.refactory.kit.file.FileTrees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A directory for the files of one moment, readable by this user only, gone when it is closed.
final class Scratch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Scratch.class);

    private static final String PREFIX = "refactory-git-";
    private static final Path MEMORY = Path.of("/dev/shm");
    /// Containers have 64 MiB unless told otherwise, which one patch can fill.
    private static final long ROOM_BYTES = 256L << 20;
    /// Longer than any of its users is silent: a command is ended after a minute.
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(10);

    private final Path directory;

    private Scratch(Path directory) {
        this.directory = directory;
    }

    /// Where scratch directories belong here, the best place first: memory, when the system offers enough of it as
    /// files, then the directory for temporary files. A file system on disk spends more on making and forgetting a
    /// hundred small files than `git` on all the rest: ext4 looks past every inode freed in the last
    /// seconds for each new one.
    static List<Path> places() {
        List<Path> places = new ArrayList<>();
        try {
            if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM_BYTES) {
                places.add(MEMORY);
            }
        } catch (IOException e) {
            log.debug("no files in memory cause={}", e.toString());
        }
        places.add(Path.of(System.getProperty("java.io.tmpdir")));
        return List.copyOf(places);
    }

    static Scratch in(Path place) throws IOException {
        return new Scratch(Files.createTempDirectory(place, PREFIX));
    }

    Path directory() {
        return directory;
    }

    /// Removes what processes that were killed have left in a place. What time it is there says a
    /// directory made just now.
    static void sweep(Path place) {
        try (Scratch fresh = in(place);
                DirectoryStream<Path> found = Files.newDirectoryStream(place, PREFIX + "*")) {
            Instant oldest = lastUse(fresh.directory()).minus(LEFT_BEHIND);
            for (Path each : found) {
                sweep(each, oldest);
            }
        } catch (IOException e) {
            log.warn("place not swept place={} cause={}", place, e.getClass().getSimpleName());
        }
    }

    /// Another user's is not ours to remove, and no reason to keep our own.
    private static void sweep(Path left, Instant oldest) {
        try {
            if (lastUse(left).isBefore(oldest)) {
                FileTrees.delete(left);
            }
        } catch (IOException e) {
            log.debug("scratch directory left behind cause={}", e.getClass().getSimpleName());
        }
    }

    /// Its index is replaced there by each command.
    private static Instant lastUse(Path directory) throws IOException {
        return Files.getLastModifiedTime(directory).toInstant();
    }

    @Override
    public void close() {
        try {
            FileTrees.delete(directory);
        } catch (IOException e) {
            log.warn("scratch directory left behind cause={}", e.getClass().getSimpleName());
        }
    }
}
