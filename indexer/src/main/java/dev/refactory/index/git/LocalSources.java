package dev.refactory.index.git;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/// Local repositories that may be read. Only commits are: what is uncommitted in a work tree is not looked at.
final class LocalSources {
    private static final int MAX_ALTERNATES_FILE = 1 << 16;

    private final List<Path> allowed;

    LocalSources(List<Path> allowed) {
        this.allowed = allowed;
    }

    /// Where the path really is, links followed.
    /// @throws RefactoryException `path_not_allowed` before anything about the path is told
    Path vetted(Path path) {
        Path real = real(path);
        if (real == null || !allowed(real)) {
            if (!allowed(path)) {
                throw notAllowed(path);
            }
            throw real == null ? missing(path) : notAllowed(path);
        }
        return real;
    }

    private boolean allowed(Path path) {
        return allowed.stream().anyMatch(root -> {
            Path realRoot = real(root);
            return path.startsWith(root) || realRoot != null && path.startsWith(realRoot);
        });
    }

    private static @Nullable Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }

    private static RefactoryException notAllowed(Path path) {
        return new RefactoryException(
                ErrorCode.PATH_NOT_ALLOWED,
                path.toString(),
                "The server may not read " + path + ": allow it with --allow-path, or give a Git URL.");
    }

    private static RefactoryException missing(Path path) {
        return new RefactoryException(
                ErrorCode.REPOSITORY_NOT_FOUND,
                path.toString(),
                "There is no Git repository at " + path + ": give the path of a work tree or of a bare repository.");
    }

    /// Opens a vetted path. Its Git directory and the stores it borrows objects from must be allowed too.
    Repository open(Path path) throws IOException {
        File gitDirectory = FileKey.resolve(path.toFile(), FS.DETECTED);
        FileRepositoryBuilder builder = new FileRepositoryBuilder();
        if (gitDirectory != null) {
            builder.setGitDir(gitDirectory);
        } else if (Files.isRegularFile(path.resolve(".git"))) {
            // A linked work tree: the file says where the Git directory is.
            builder.setWorkTree(path.toFile()).setup();
        } else {
            throw missing(path);
        }
        Repository repository = builder.setMustExist(true).build();
        try {
            vetted(repository.getDirectory().toPath());
            vettedAlternates(repository.getCommonDirectory().toPath().resolve("objects"));
            return repository;
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    /// What a ref of a vetted path points to now, read without a fetch: of what a fetch would be offered, what it
    /// would take.
    /// @param label what messages call the repository
    /// @param ref null for `HEAD`
    /// @return an object id, peeled; null when only a fetch can tell what is wrong
    /// @throws RefactoryException `unknown_ref`, `repository_empty`
    @Nullable
    String tip(Path path, String label, @Nullable String ref) {
        try (Repository source = open(path)) {
            Map<String, Ref> refs = new TreeMap<>();
            for (Ref each : source.getRefDatabase().getRefs()) {
                if (each.getObjectId() != null) {
                    refs.put(each.getName(), each);
                }
            }
            Map<String, Ref> offered =
                    new TransferConfig(source.getConfig()).getRefFilter().filter(refs);
            Ref tip = offered.get(RefChoice.of(label, offered.keySet(), ref));
            if (tip == null) {
                return null;
            }
            Ref peeled = source.getRefDatabase().peel(tip);
            ObjectId id = peeled.getPeeledObjectId();
            return (id == null ? tip.getObjectId() : id).name();
        } catch (IOException e) {
            return null;
        }
    }

    private void vettedAlternates(Path objects) throws IOException {
        vetted(objects);
        Path alternates = objects.resolve("info/alternates");
        if (!Files.isRegularFile(alternates)) {
            return;
        }
        if (Files.size(alternates) > MAX_ALTERNATES_FILE) {
            throw notAllowed(alternates);
        }
        for (String line : Files.readAllLines(alternates)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                vetted(objects.resolve(line).normalize());
            }
        }
    }
}
