package dev.refactory.index.git;

import dev.refactory.index.git.Repositories.CommitTree;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes patches in Git's extended format, and proves them. Deterministic: equal input, equal bytes.
/// Writing and proving leave nothing behind in the object database. Thread-safe.
public interface PatchWriter {
    /// Patches of successive changes, and of all of them at once.
    ///
    /// @param base the commit the first change applies to; each other one applies to what the one
    ///     before it left
    /// @param blobs of the base
    /// @throws IllegalArgumentException when a change names a file that is not there, or moves one
    ///     onto another that stays
    Series write(CommitTree base, Blobs blobs, List<Change> changes);

    /// Checks a series by its own bytes, never by the changes it was made from.
    ///
    /// @param base the commit the series was written for
    /// @param blobs of the base
    Proof prove(CommitTree base, Blobs blobs, Series series);

    /// The steps that change something as messages of `git format-patch`, in order, so that `git am`
    /// makes one commit of each.
    ///
    /// @param messages one for each step of the series
    byte[] mail(Series series, List<CommitMessage> messages, String baseCommitId);

    /// Contents of a repository's blobs, from its object database or remembered from it: what is read is held
    /// against its id, so that nothing is proved of a content that is not the base's. Used by several threads.
    interface Blobs {
        /// @param id 40 hex digits
        byte[] read(String id);
    }

    /// @param contents new content by path as it stands before this change; a path that is not
    ///     there becomes a new file
    /// @param renames path before this change to path after it
    record Change(Map<String, byte[]> contents, Map<String, String> renames) {
        public Change {
            contents = Map.copyOf(contents);
            renames = Map.copyOf(renames);
        }
    }

    /// @param whole from the base to the end; the only step's patch, when there is one step
    /// @param steps one for each change, in order; empty diffs for changes that change nothing
    record Series(Patch whole, List<Patch> steps) {
        public Series {
            steps = List.copyOf(steps);
        }
    }

    /// @param diff the bytes of `git diff --full-index`; empty when nothing changes
    /// @param resultTreeId the tree after the patch, 40 hex digits
    record Patch(byte[] diff, String resultTreeId, int filesChanged, int insertions, int deletions) {
        public boolean changesNothing() {
            return diff.length == 0;
        }
    }

    /// What was checked about a series: of every step on the one before it, and of the whole.
    ///
    /// @param applies parsing the diff's bytes and applying them gives `resultTreeId`
    /// @param reverses applying them in reverse to the result gives the tree before again
    /// @param gitAgrees the `git` command, in a repository of its own, applies them to the same files;
    ///     null where there is no git
    record Proof(
            boolean applies, boolean reverses, @Nullable Boolean gitAgrees) {
        /// Nothing that was checked failed.
        public boolean holds() {
            return applies && reverses && !Boolean.FALSE.equals(gitAgrees);
        }
    }

    /// @param authored seconds since the epoch, UTC
    record CommitMessage(String author, String email, long authored, String subject, String body) {}
}
