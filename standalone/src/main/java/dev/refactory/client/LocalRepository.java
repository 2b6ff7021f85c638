package dev.refactory.client;

import dev.refactory.kit.file.FileTrees;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Commits of a repository on this machine, made ready to be sent. Everything that is written lies
/// in a temporary directory of its own, objects included: the repository's index, refs, objects and
/// working tree stay as they are. Closing removes the directory. Not thread-safe.
public final class LocalRepository implements AutoCloseable {
    private static final String NOBODY = "refactory";
    private static final String UNCOMMITTED = "Uncommitted changes";

    private final Git git;
    private final Path temporary;
    private final Path store;

    private LocalRepository(Git git, Path temporary, Path store) {
        this.git = git;
        this.temporary = temporary;
        this.store = store;
    }

    /// @param root of the repository: a working tree's or a bare one's
    public static LocalRepository open(Path root) {
        Git git = new Git(root);
        try {
            Path temporary = Files.createTempDirectory("refactory-");
            Path store = temporary.resolve("store.git");
            String format = git.must("rev-parse", "--show-object-format").strip();
            git.must("init", "-q", "--bare", "--object-format=" + format, store.toString());
            String objects = git.must("rev-parse", "--path-format=absolute", "--git-path", "objects")
                    .strip();
            Files.writeString(store.resolve("objects/info/alternates"), objects + "\n");
            return new LocalRepository(git, temporary, store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The id of the commit that a branch, a tag or an id means.
    /// @throws RefactoryException `unknown_ref` when there is none
    public String commit(String name) {
        Git.Result result = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
        if (!result.ok()) {
            throw new RefactoryException(
                    ErrorCode.UNKNOWN_REF,
                    name,
                    name.equals("HEAD")
                            ? "There is no commit yet in " + git.directory() + ": commit something, or give --worktree."
                            : "There is no commit " + name + " in " + git.directory() + ".");
        }
        return result.output().strip();
    }

    /// The working tree as a commit on top of HEAD, with uncommitted changes and untracked files
    /// that are not ignored; HEAD itself when there are none. The same content on the same HEAD is
    /// the same commit.
    public String worktree() {
        Path index = temporary.resolve("index");
        Map<String, String> apart = new HashMap<>();
        apart.put("GIT_INDEX_FILE", index.toString());
        apart.put("GIT_OBJECT_DIRECTORY", store.resolve("objects").toString());
        copyIndex(index);
        must(apart, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "add", "--all");
        String tree = must(apart, "write-tree").strip();
        Git.Result head = git.run("rev-parse", "--verify", "--quiet", "HEAD");
        @Nullable String parent = head.ok() ? head.output().strip() : null;
        if (parent != null && git.must("rev-parse", parent + "^{tree}").strip().equals(tree)) {
            return parent;
        }
        return commitOf(tree, parent, UNCOMMITTED);
    }

    /// Whether what HEAD holds is what the commit `read` held, which a job was given: HEAD itself, or
    /// what [#worktree] or [#bundle] made of the same files.
    public boolean headIs(String read) {
        String head = commit("HEAD");
        if (head.equals(read)) {
            return true;
        }
        String tree = git.must("rev-parse", head + "^{tree}").strip();
        Git.Result parent = git.run("rev-parse", "--verify", "--quiet", head + "^");
        String before = parent.ok() ? parent.output().strip() : null;
        return snapshot(tree, head).equals(read)
                || commitOf(tree, before, UNCOMMITTED).equals(read);
    }

    /// A copy, so that git need not read every file again to know what changed.
    private void copyIndex(Path index) {
        Path own = Path.of(git.must("rev-parse", "--path-format=absolute", "--git-path", "index")
                .strip());
        try {
            if (Files.exists(own)) {
                Files.copy(own, index);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String commitOf(String tree, @Nullable String parent, String message) {
        String at = parent == null
                ? "0"
                : git.must("show", "-s", "--format=%ct", parent).strip();
        Map<String, String> who = new HashMap<>();
        for (String role : List.of("AUTHOR", "COMMITTER")) {
            who.put("GIT_" + role + "_NAME", NOBODY);
            who.put("GIT_" + role + "_EMAIL", NOBODY + "@localhost");
            who.put("GIT_" + role + "_DATE", "@" + at + " +0000");
        }
        Git apart = new Git(store);
        return (parent == null
                        ? must(apart, who, "commit-tree", tree, "-m", message)
                        : must(apart, who, "commit-tree", tree, "-p", parent, "-m", message))
                .strip();
    }

    /// A bundle with a commit and its history.
    ///
    /// @param file of the bundle
    /// @param commit that it holds: the one asked for, or, where the repository is a shallow
    ///     clone and does not know its history, one with the same files and no parent
    public record Bundle(Path file, String commit) {}

    /// @param commit of this repository, or of [#worktree]
    public Bundle bundle(String commit) {
        Git apart = new Git(store);
        String sent = commit;
        if (git.must("rev-parse", "--is-shallow-repository").strip().equals("true")) {
            sent = snapshot(apart.must("rev-parse", commit + "^{tree}").strip(), commit);
        }
        apart.must("update-ref", "refs/heads/sent", sent);
        Path file = temporary.resolve("sent.bundle");
        apart.must("-c", "pack.threads=1", "bundle", "create", "--quiet", file.toString(), "refs/heads/sent");
        return new Bundle(file, sent);
    }

    private String snapshot(String tree, String commit) {
        return commitOf(tree, null, "Snapshot of " + commit);
    }

    private String must(Map<String, String> environment, String... words) {
        return must(git, environment, words);
    }

    private static String must(Git git, Map<String, String> environment, String... words) {
        Git.Result result = git.run(environment, words);
        if (!result.ok()) {
            throw new RefactoryException(
                    ErrorCode.INVALID_STATE,
                    "git",
                    "`git " + String.join(" ", words) + "` failed in " + git.directory() + ": "
                            + result.output().strip());
        }
        return result.output();
    }

    @Override
    public void close() {
        try {
            FileTrees.delete(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
