package dev.refactory.index.git;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which of a repository's refs a request means, by Git's order: the name as it is, a branch, a
/// tag, anything else.
final class RefChoice {
    private static final String BRANCHES = "refs/heads/";
    private static final Pattern COMMIT_ID = Pattern.compile("[0-9a-f]{40}");

    private RefChoice() {}

    /// @param label what messages call the repository
    /// @param refs full ref names, and `HEAD` where it points somewhere
    /// @param wanted null for HEAD, or the only branch
    /// @throws RefactoryException `unknown_ref` that names similar ones, `repository_empty`
    static String of(String label, Collection<String> refs, @Nullable String wanted) {
        List<String> names = refs.stream()
                .filter(name -> name.startsWith(BRANCHES) || name.startsWith("refs/tags/"))
                .map(name -> name.replaceFirst("^refs/(heads|tags)/", ""))
                .sorted()
                .toList();
        if (wanted == null) {
            return ofNothing(label, refs, names);
        }
        for (String prefix : List.of("", BRANCHES, "refs/tags/", "refs/")) {
            if (refs.contains(prefix + wanted)) {
                return prefix + wanted;
            }
        }
        throw refs.isEmpty() ? GitErrors.empty(label) : GitErrors.unknownRef(label, wanted, names);
    }

    private static String ofNothing(String label, Collection<String> refs, List<String> names) {
        if (refs.contains("HEAD")) {
            return "HEAD";
        }
        List<String> branches =
                refs.stream().filter(name -> name.startsWith(BRANCHES)).toList();
        if (branches.size() == 1) {
            return branches.getFirst();
        }
        throw names.isEmpty() ? GitErrors.empty(label) : GitErrors.noHead(label, names);
    }

    /// The commit that a request names by its id: as a commit, or as a ref that is one.
    /// @return null when it names a ref, or nothing
    /// @throws RefactoryException `unknown_ref` for a commit id that is not whole
    static @Nullable String commitId(@Nullable String ref, @Nullable String commit) {
        if (commit == null) {
            return ref != null && COMMIT_ID.matcher(ref).matches() ? ref : null;
        }
        if (!COMMIT_ID.matcher(commit).matches()) {
            throw new RefactoryException(
                    ErrorCode.UNKNOWN_REF,
                    commit,
                    commit + " is not a commit id: give all 40 hexadecimal digits, or name a ref.");
        }
        return commit;
    }
}
