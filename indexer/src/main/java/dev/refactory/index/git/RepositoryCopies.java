package dev.refactory.index.git;

import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bare copies on this machine's disk: how large they are, and which of them can go. A copy
/// that is in use is never removed; what is removed is fetched again when it is wanted.
/// Thread-safe, also across processes.
public final class RepositoryCopies {
    private static final Logger log = LoggerFactory.getLogger(RepositoryCopies.class);
    private static final String SUFFIX = ".git";

    private final BareStore store;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong removed = new AtomicLong();

    RepositoryCopies(BareStore store, long mostBytes) {
        this.store = store;
        this.mostBytes = mostBytes;
    }

    /// @param lastUsed when a use last began, by the file system's clock
    public record Copy(TenantId tenant, String repositoryId, long bytes, FileTime lastUsed) {}

    /// Every copy there is, the longest unused first.
    public List<Copy> list() {
        List<Copy> found = new ArrayList<>();
        for (Path tenant : children(store.root())) {
            for (Path directory : children(tenant)) {
                String name = directory.getFileName().toString();
                if (name.endsWith(SUFFIX) && Files.isDirectory(directory)) {
                    found.add(copy(tenant, directory, name.substring(0, name.length() - SUFFIX.length())));
                }
            }
        }
        found.sort(Comparator.comparing(Copy::lastUsed).thenComparing(Copy::repositoryId));
        bytes.set(found.stream().mapToLong(Copy::bytes).sum());
        return found;
    }

    private static Copy copy(Path tenant, Path directory, String repositoryId) {
        Path use = directory.resolveSibling(repositoryId + ".use");
        FileTime lastUsed;
        try {
            lastUsed = Files.getLastModifiedTime(Files.exists(use) ? use : directory);
        } catch (IOException e) {
            // It is being removed.
            lastUsed = FileTime.fromMillis(0);
        }
        return new Copy(
                new TenantId(tenant.getFileName().toString()), repositoryId, FileTrees.size(directory), lastUsed);
    }

    private static List<Path> children(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /// Bytes of all copies when they were last counted.
    public long bytes() {
        return bytes.get();
    }

    /// How many copies were removed since the start.
    public long removed() {
        return removed.get();
    }

    /// Removes copies, the longest unused first, until the rest has no more than `most` bytes or is
    /// in use.
    /// @return how many were removed
    public int evict(long most) {
        List<Copy> copies = list();
        long left = bytes.get();
        int evicted = 0;
        for (Copy copy : copies) {
            if (left <= most) {
                break;
            }
            if (remove(copy.tenant(), copy.repositoryId())) {
                left -= copy.bytes();
                evicted++;
            }
        }
        bytes.set(left);
        return evicted;
    }

    /// Removes copies until the rest fits the space there is for them, or is in use.
    public int evict() {
        return evict(mostBytes);
    }

    /// Removes one copy.
    /// @return false when it is in use, or being changed
    public boolean remove(TenantId tenant, String repositoryId) {
        try {
            boolean there = store.exists(tenant, repositoryId);
            boolean gone = store.remove(tenant, repositoryId);
            if (there && gone) {
                removed.incrementAndGet();
                log.info("copy removed repository={}", repositoryId);
            }
            return gone;
        } catch (IOException e) {
            log.warn(
                    "copy not removed repository={} cause={}",
                    repositoryId,
                    e.getClass().getSimpleName());
            return false;
        }
    }

    /// Removes what processes that died left half made, in every directory nobody works in.
    /// @return how many were removed
    public int removeDebris() {
        int found = 0;
        for (Path tenant : children(store.root())) {
            for (Path path : children(tenant)) {
                String name = path.getFileName().toString();
                int dot = name.lastIndexOf('.');
                if (name.endsWith(".quarantine") || name.endsWith(".removed")) {
                    found += debris(new TenantId(tenant.getFileName().toString()), name.substring(0, dot));
                }
            }
        }
        return found;
    }

    private int debris(TenantId tenant, String repositoryId) {
        try {
            return store.removeDebris(tenant, repositoryId) ? 1 : 0;
        } catch (IOException e) {
            log.warn("debris not removed cause={}", e.getClass().getSimpleName());
            return 0;
        }
    }

    /// Before a fetch: a copy that has grown too large is made anew, and a new one needs room.
    /// @throws RefactoryException `repository_space_full` when all the room is in use
    void makeRoom(TenantId tenant, String repositoryId, GitConfig.Limits limits) {
        if (store.exists(tenant, repositoryId)) {
            if (FileTrees.size(store.directory(tenant, repositoryId)) > 2 * limits.packBytes()) {
                remove(tenant, repositoryId);
            }
            return;
        }
        list();
        if (bytes.get() < mostBytes) {
            return;
        }
        // A little below, so that not every fetch has to.
        evict(mostBytes - mostBytes / 10);
        if (bytes.get() >= mostBytes) {
            throw new RefactoryException(
                    ErrorCode.REPOSITORY_SPACE_FULL,
                    "repositories.max-bytes",
                    "The copies of repositories that jobs are using fill the " + mostBytes
                            + " bytes there are for them: it is tried again, or raise repositories.max-bytes.");
        }
    }

    /// Which life of the repository the copy here belongs to.
    public int generation(TenantId tenant, String repositoryId) {
        try {
            return store.generation(tenant, repositoryId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sees to it that no copy of a former life of the repository is here.
    /// @return false when one is in use
    public boolean startGeneration(TenantId tenant, String repositoryId, int generation) {
        try {
            if (store.generation(tenant, repositoryId) >= generation) {
                return true;
            }
            if (!remove(tenant, repositoryId)) {
                return false;
            }
            store.setGeneration(tenant, repositoryId, generation);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
