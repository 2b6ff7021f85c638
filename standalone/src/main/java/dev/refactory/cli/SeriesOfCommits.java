package dev.refactory.cli;

import dev.refactory.client.Git;
import dev.refactory.client.LocalRepository;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A job's commits put on top of HEAD by the user's own `git am`: all of them, or none.
///
/// @param git of the working tree
/// @param jobId for sentences
/// @param read the commit the job read; empty when the job does not say
record SeriesOfCommits(Git git, String jobId, String read) {
    /// What git keeps while an operation of the user's is under way, which must not be disturbed.
    private static final List<String> UNDER_WAY =
            List.of("rebase-apply", "rebase-merge", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "BISECT_LOG");

    /// @param id of the commit in this repository
    record Commit(String id, String subject) {}

    /// @param mailbox a file that holds the series
    /// @return the commits made, oldest first
    /// @throws RefactoryException `invalid_state`, and HEAD, index and working tree are as before
    List<Commit> apply(Path mailbox) {
        String before = refuseUnlessReady();
        // Mails of equal jobs are equal bytes, so their date says nothing: a commit is dated when it is made.
        Git.Result am = git.run(
                "am",
                "--quiet",
                "--ignore-date",
                "--no-3way",
                "--no-scissors",
                "--whitespace=nowarn",
                mailbox.toString());
        if (!am.ok()) {
            if (underWay("rebase-apply")) {
                git.must("am", "--abort");
            }
            throw refused("git am said: " + reason(am.output()) + ".");
        }
        return git.must("log", "--reverse", "--format=%H%x09%s", before + "..HEAD")
                .lines()
                .map(line -> new Commit(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1)))
                .toList();
    }

    /// @return HEAD
    private String refuseUnlessReady() {
        for (String file : UNDER_WAY) {
            if (underWay(file)) {
                throw refused("an operation of git is under way in " + git.directory() + ": finish or abort it first"
                        + " (git status says which).");
            }
        }
        List<String> changed = Uncommitted.paths(git, "--untracked-files=no");
        if (!changed.isEmpty()) {
            throw refused(
                    "there are uncommitted changes (" + Uncommitted.named(changed) + "). Commit or stash them first.");
        }
        try (LocalRepository repository = LocalRepository.open(git.directory())) {
            String head = repository.commit("HEAD");
            if (!read.isEmpty() && !repository.headIs(read)) {
                boolean known = git.run("cat-file", "-e", read + "^{commit}").ok();
                throw refused("the job read commit " + shorten(read) + " and HEAD is " + shorten(head) + ": "
                        + (known ? "check that commit out (git switch --detach " + shorten(read) + "), " : "")
                        + "submit the job again for HEAD, or apply it without --commits.");
            }
            return head;
        }
    }

    private boolean underWay(String file) {
        return Files.exists(git.directory()
                .resolve(git.must("rev-parse", "--git-path", file).strip()));
    }

    private RefactoryException refused(String why) {
        return new RefactoryException(ErrorCode.INVALID_STATE, jobId, "No commit was made: " + why);
    }

    /// The lines of git that say what is wrong, without its hints and its echo of the subject.
    private static String reason(String output) {
        List<String> said = Arrays.stream(output.split("\n"))
                .filter(line -> line.startsWith("error: ") || line.startsWith("fatal: "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .limit(2)
                .toList();
        return said.isEmpty() ? output.strip().lines().findFirst().orElse("nothing") : String.join("; ", said);
    }

    private static String shorten(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }
}
