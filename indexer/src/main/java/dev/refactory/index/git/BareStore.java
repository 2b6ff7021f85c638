package dev.refactory.index.git;

import dev.refactory.index.git.BareRepository.PackLimits;
import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// The directory of bare copies: `<tenant>/<repository id>.git`. A copy appears whole, by a rename
/// out of quarantine. One thread of one process at a time changes a repository; reading needs no
/// lock, but a [CopyUse] that keeps the copy from being removed. Several processes may share the
/// directory.
final class BareStore {
    private static final int LOCKS = 64;

    private final Path root;
    private final PackLimits packs;
    private final CopyUses uses = new CopyUses();
    private final List<Lock> locks = new ArrayList<>();

    /// @param packs that are taken in
    BareStore(Path root, PackLimits packs) {
        this.root = root;
        this.packs = packs;
        for (int i = 0; i < LOCKS; i++) {
            locks.add(new ReentrantLock());
        }
    }

    /// Work on one repository.
    interface Change<T> {
        T apply(Repository repository) throws IOException;
    }

    /// Work while nobody else changes the repository.
    private interface Locked<T> {
        T run() throws IOException;
    }

    Path root() {
        return root;
    }

    Path directory(TenantId tenant, String repositoryId) {
        return root.resolve(tenant.value()).resolve(repositoryId + ".git");
    }

    boolean exists(TenantId tenant, String repositoryId) {
        return Files.isDirectory(directory(tenant, repositoryId));
    }

    Repository open(TenantId tenant, String repositoryId) throws IOException {
        return openBare(directory(tenant, repositoryId));
    }

    /// Keeps the copy, or the one that is about to be made, until closed; waits while it is being
    /// removed.
    CopyUse use(TenantId tenant, String repositoryId) throws IOException {
        Path directory = directory(tenant, repositoryId);
        Files.createDirectories(directory.getParent());
        return uses.begin(directory.resolveSibling(repositoryId + ".use"));
    }

    private Repository openBare(Path directory) throws IOException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder()
                .setBare()
                .setGitDir(directory.toFile())
                .setMustExist(Files.exists(directory));
        return BareRepository.open(builder, packs);
    }

    /// Changes a repository, making it first when it is not there; when the change fails then,
    /// nothing is left.
    <T> T change(TenantId tenant, String repositoryId, Change<T> change) throws IOException {
        return locked(tenant, repositoryId, () -> changedOrMade(tenant, repositoryId, change));
    }

    /// Works on a repository that borrows the objects of this one and is removed afterwards,
    /// whatever comes of it.
    /// @param first done before to this one; null when there is nothing to borrow
    <T> T examine(TenantId tenant, String repositoryId, @Nullable Change<?> first, Change<T> work) throws IOException {
        return locked(tenant, repositoryId, () -> {
            if (first != null) {
                changedOrMade(tenant, repositoryId, first);
            }
            Path quarantine = quarantine(tenant, repositoryId);
            try {
                make(quarantine);
                if (first != null) {
                    Path borrowed = directory(tenant, repositoryId).resolve("objects");
                    Files.writeString(quarantine.resolve("objects/info/alternates"), borrowed + "\n");
                }
                try (Repository repository = openBare(quarantine)) {
                    return work.apply(repository);
                }
            } finally {
                FileTrees.delete(quarantine);
            }
        });
    }

    private Path quarantine(TenantId tenant, String repositoryId) {
        return directory(tenant, repositoryId).resolveSibling(repositoryId + ".quarantine");
    }

    private Lock lock(TenantId tenant, String repositoryId) {
        return locks.get(Math.floorMod((tenant.value() + repositoryId).hashCode(), LOCKS));
    }

    private FileChannel lockFile(TenantId tenant, String repositoryId) throws IOException {
        Path directory = directory(tenant, repositoryId);
        Files.createDirectories(directory.getParent());
        return FileChannel.open(
                directory.resolveSibling(repositoryId + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private <T> T locked(TenantId tenant, String repositoryId, Locked<T> work) throws IOException {
        Lock lock = lock(tenant, repositoryId);
        lock.lock();
        try (FileChannel channel = lockFile(tenant, repositoryId);
                FileLock _ = channel.lock()) {
            // Whoever held the lock before and left this behind has died.
            FileTrees.delete(quarantine(tenant, repositoryId));
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T changedOrMade(TenantId tenant, String repositoryId, Change<T> change) throws IOException {
        Path directory = directory(tenant, repositoryId);
        if (Files.isDirectory(directory)) {
            try (Repository repository = openBare(directory)) {
                return change.apply(repository);
            }
        }
        Path quarantine = quarantine(tenant, repositoryId);
        try {
            make(quarantine);
            T result;
            try (Repository repository = openBare(quarantine)) {
                result = change.apply(repository);
            }
            Files.move(quarantine, directory, StandardCopyOption.ATOMIC_MOVE);
            return result;
        } catch (IOException | RuntimeException | Error e) {
            FileTrees.delete(quarantine);
            throw e;
        }
    }

    private void make(Path directory) throws IOException {
        try (Repository repository = openBare(directory)) {
            repository.create(true);
            StoredConfig config = repository.getConfig();
            config.setString("http", null, "followRedirects", "false");
            config.setInt("gc", null, "auto", 0);
            config.setInt("gc", null, "autoPackLimit", 0);
            config.setBoolean("gc", null, "autoDetach", false);
            config.save();
        }
    }

    /// Removes a copy, and what died while it was made, unless somebody uses or changes it.
    /// @return whether it is gone
    boolean remove(TenantId tenant, String repositoryId) throws IOException {
        Path directory = directory(tenant, repositoryId);
        if (!Files.isDirectory(root.resolve(tenant.value()))) {
            return true;
        }
        Lock lock = lock(tenant, repositoryId);
        if (!lock.tryLock()) {
            return false;
        }
        try (FileChannel channel = lockFile(tenant, repositoryId);
                FileLock held = channel.tryLock()) {
            return held != null
                    && uses.whileUnused(directory.resolveSibling(repositoryId + ".use"), () -> {
                        // Moved first: half a copy is never seen.
                        Path removed = directory.resolveSibling(repositoryId + ".removed");
                        FileTrees.delete(removed);
                        if (Files.isDirectory(directory)) {
                            Files.move(directory, removed, StandardCopyOption.ATOMIC_MOVE);
                        }
                        FileTrees.delete(removed);
                        FileTrees.delete(quarantine(tenant, repositoryId));
                    });
        } finally {
            lock.unlock();
        }
    }

    /// Removes what died while a copy was made or removed, unless somebody changes the copy.
    boolean removeDebris(TenantId tenant, String repositoryId) throws IOException {
        Lock lock = lock(tenant, repositoryId);
        if (!lock.tryLock()) {
            return false;
        }
        try (FileChannel channel = lockFile(tenant, repositoryId);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                return false;
            }
            FileTrees.delete(quarantine(tenant, repositoryId));
            FileTrees.delete(directory(tenant, repositoryId).resolveSibling(repositoryId + ".removed"));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Which life of the repository the copy belongs to; 1 unless [#setGeneration] said otherwise.
    int generation(TenantId tenant, String repositoryId) throws IOException {
        try {
            Path file = directory(tenant, repositoryId).resolveSibling(repositoryId + ".generation");
            return Integer.parseInt(Files.readString(file).strip());
        } catch (NoSuchFileException | NumberFormatException e) {
            return 1;
        }
    }

    void setGeneration(TenantId tenant, String repositoryId, int generation) throws IOException {
        Path file = directory(tenant, repositoryId).resolveSibling(repositoryId + ".generation");
        Files.createDirectories(file.getParent());
        Files.writeString(file, generation + "\n");
    }
}
