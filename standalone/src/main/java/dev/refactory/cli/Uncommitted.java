package dev.refactory.cli;

import dev.refactory.client.Git;
import java.util.List;

/// Changes that no commit holds.
final class Uncommitted {
    private static final int NAMED = 5;

    private Uncommitted() {}

    /// Their paths, as `git status` lists them; of a file that is renamed, both.
    /// @param more switches of `git status`
    static List<String> paths(Git git, String... more) {
        String[] words = new String[more.length + 4];
        System.arraycopy(new String[] {"status", "--porcelain", "-z", "--no-renames"}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return new Git.Result(0, git.must(words))
                .entries().stream()
                        .filter(entry -> entry.length() > 3)
                        .map(entry -> entry.substring(3))
                        .toList();
    }

    /// The first few by name, and how many more there are.
    static String named(List<String> paths) {
        String first = String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())));
        return paths.size() > NAMED ? first + " and " + (paths.size() - NAMED) + " more" : first;
    }
}
