package dev.refactory.cli;

import dev.refactory.client.Git;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The word REPO: a Git URL, or a path on this machine.
///
/// @param gitUrl what the server is sent: the URL, or the absolute path of the repository's root
/// @param local the root; null for a URL
record RepositoryArgument(String gitUrl, @Nullable Path local) {
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.+");
    private static final Pattern SCP = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9._-]+:.+");

    /// @throws RefactoryException `repository_unavailable` when the path is not a Git repository
    static RepositoryArgument parse(String word, Path workingDirectory) {
        if (URL.matcher(word).matches() || SCP.matcher(word).matches()) {
            return new RepositoryArgument(word, null);
        }
        Path path;
        try {
            path = workingDirectory.resolve(word).normalize();
        } catch (InvalidPathException e) {
            throw unavailable(word, word + " is neither a Git URL nor a path.");
        }
        if (!Files.isDirectory(path)) {
            throw unavailable(
                    word, "There is no directory " + path + ": REPO is a Git URL or the path of a repository.");
        }
        Path root = rootOf(path);
        if (root == null) {
            throw unavailable(
                    word,
                    path + " is not a Git repository: make it one (git init, git add, git commit), or name another.");
        }
        return new RepositoryArgument(root.toString(), root);
    }

    private static @Nullable Path rootOf(Path path) {
        for (Path at = path; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
            if (Files.isRegularFile(at.resolve("HEAD")) && Files.isDirectory(at.resolve("objects"))) {
                return at;
            }
        }
        return null;
    }

    private static RefactoryException unavailable(String word, String sentence) {
        return new RefactoryException(ErrorCode.REPOSITORY_UNAVAILABLE, word, sentence);
    }

    /// Paths with changes that no commit holds, so that no job sees them; empty for a URL or where git is
    /// missing.
    List<String> uncommitted() {
        if (local == null || !Files.exists(local.resolve(".git"))) {
            return List.of();
        }
        try {
            return Uncommitted.paths(new Git(local));
        } catch (RefactoryException e) {
            return List.of();
        }
    }
}
