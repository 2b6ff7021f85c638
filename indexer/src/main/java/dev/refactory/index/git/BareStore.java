package dev.refactory.index.git;

import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/// The directory of bare copies: `<tenant>/<repository id>.git`. A copy appears whole, by a rename out of quarantine.
/// One thread of one process at a time changes a repository; reading needs no lock.
final class BareStore {
    private static final int LOCKS = 64;

    private final Path root;
    private final List<Lock> locks = new ArrayList<>();

    BareStore(Path root) {
        this.root = root;
        for (int i = 0; i < LOCKS; i++) {
            locks.add(new ReentrantLock());
        }
    }

    /// Work on one repository.
    interface Change<T> {
        T apply(Repository repository) throws IOException;
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

    private static Repository openBare(Path directory) throws IOException {
        return new FileRepositoryBuilder()
                .setBare()
                .setGitDir(directory.toFile())
                .setMustExist(Files.exists(directory))
                .build();
    }

    /// Changes a repository, making it first when it is not there; when the change fails then, nothing is left.
    <T> T change(TenantId tenant, String repositoryId, Change<T> change) throws IOException {
        Path directory = directory(tenant, repositoryId);
        Files.createDirectories(directory.getParent());
        Lock lock = locks.get(Math.floorMod((tenant.value() + repositoryId).hashCode(), LOCKS));
        lock.lock();
        try (FileChannel channel = FileChannel.open(
                        directory.resolveSibling(repositoryId + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Path quarantine = directory.resolveSibling(repositoryId + ".quarantine");
            // Whoever held the lock before and left this behind has died.
            delete(quarantine);
            return Files.isDirectory(directory) ? changed(directory, change) : made(quarantine, directory, change);
        } finally {
            lock.unlock();
        }
    }

    private static <T> T changed(Path directory, Change<T> change) throws IOException {
        try (Repository repository = openBare(directory)) {
            return change.apply(repository);
        }
    }

    private static <T> T made(Path quarantine, Path directory, Change<T> change) throws IOException {
        try {
            T result;
            try (Repository repository = openBare(quarantine)) {
                repository.create(true);
                StoredConfig config = repository.getConfig();
                config.setString("http", null, "followRedirects", "false");
                config.setInt("gc", null, "auto", 0);
                config.setInt("gc", null, "autoPackLimit", 0);
                config.setBoolean("gc", null, "autoDetach", false);
                config.save();
                result = change.apply(repository);
            }
            Files.move(quarantine, directory, StandardCopyOption.ATOMIC_MOVE);
            return result;
        } catch (IOException | RuntimeException | Error e) {
            delete(quarantine);
            throw e;
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw new IOException("Not removed: " + directory, e);
        }
    }
}
