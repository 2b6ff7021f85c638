package dev.refactory.index.git;

import dev.refactory.index.git.Repositories.CommitTree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes patches in Git's extended format, and proves them on the object database. Deterministic: equal input,
/// equal
/// bytes. Thread-safe.
public interface PatchWriter {
    /// @param base the commit the changes apply to
    /// @param changes new content by path as it stands in `base`; a renamed file has its new path in `renames`
    /// @param renames old path to new path
    Patch write(CommitTree base, Map<String, byte[]> changes, Map<String, String> renames);

    /// The patch as one message of `git format-patch`, so that `git am` takes it.
    byte[] mail(Patch patch, CommitMessage message, String baseCommitId);

    /// @param diff the bytes of `git diff --full-index`; empty when nothing changes
    /// @param resultTreeId the tree after the patch, 40 hex digits
    /// @param proof what was checked by applying the diff's own bytes, not the changes it was made from
    record Patch(byte[] diff, String resultTreeId, int filesChanged, int insertions, int deletions, Proof proof) {}

    /// @param applies parsing the diff's bytes and applying them to the base tree gives `resultTreeId`
    /// @param reverses applying them in reverse to the result gives the base tree's id again
    /// @param gitAgrees the same by the `git` command with an index of its own; null where there is no git
    record Proof(
            boolean applies, boolean reverses, @Nullable Boolean gitAgrees) {}

    /// @param authored seconds since the epoch, UTC
    record CommitMessage(String author, String email, long authored, String subject, String body) {}
}
