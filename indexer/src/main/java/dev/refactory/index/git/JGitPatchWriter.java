package dev.refactory.index.git;

import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.kit.lifecycle.Meanwhile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Patches of commits that [JGitRepositories] opened.
public final class JGitPatchWriter implements PatchWriter {
    private static final Logger log = LoggerFactory.getLogger(JGitPatchWriter.class);

    private final GitCommand git = new GitCommand();

    @Override
    public Series write(CommitTree base, Blobs blobs, List<Change> changes) {
        JGitCommitTree tree = own(base);
        try (ObjectReader reader = tree.bare().newObjectReader()) {
            return PatchSeries.of(TreeState.of(reader, treeId(base), blobs), changes);
        } catch (IOException e) {
            throw GitErrors.damaged(base.commit().repositoryId(), e);
        }
    }

    @Override
    public Proof prove(CommitTree base, Blobs blobs, Series series) {
        JGitCommitTree tree = own(base);
        // Two opinions that share nothing but the files they are about.
        try (Meanwhile<Optional<Boolean>> asked = new Meanwhile<>(
                        "git-apply", () -> false, _ -> Optional.ofNullable(gitAgrees(base, blobs, series)));
                ObjectReader reader = tree.bare().newObjectReader()) {
            TreeState from = TreeState.of(reader, treeId(base), blobs);
            List<Patch> steps = series.steps();
            Trial trial = new Trial();
            trial.run(from, steps);
            if (steps.size() != 1) {
                trial.run(from, List.of(series.whole()));
            }
            return new Proof(trial.applies, trial.reverses, asked.get().orElse(null));
        } catch (IOException e) {
            throw GitErrors.damaged(base.commit().repositoryId(), e);
        }
    }

    private @Nullable Boolean gitAgrees(CommitTree base, Blobs blobs, Series series) {
        JGitCommitTree tree = own(base);
        try (ObjectReader reader = tree.bare().newObjectReader()) {
            return git.agrees(TreeState.of(reader, treeId(base), blobs), series);
        }
    }

    /// Applies patches one on the other, and takes them back.
    private static final class Trial {
        private boolean applies = true;
        private boolean reverses = true;

        void run(TreeState base, List<Patch> patches) throws IOException {
            try {
                List<TreeState> states = new ArrayList<>(List.of(base));
                List<StrictPatch> parsed = new ArrayList<>();
                for (Patch patch : patches) {
                    StrictPatch strict = StrictPatch.parse(patch.diff());
                    TreeState after = PatchApply.apply(strict, states.getLast(), false);
                    applies &= after.treeId().name().equals(patch.resultTreeId());
                    parsed.add(strict);
                    states.add(after);
                }
                TreeState state = states.getLast();
                for (int i = patches.size() - 1; i >= 0; i--) {
                    state = PatchApply.apply(parsed.get(i), state, true);
                    reverses &= state.sameAs(states.get(i));
                }
            } catch (StrictPatch.Malformed | IllegalArgumentException e) {
                applies = false;
                reverses = false;
                log.error("patch does not prove patches={} cause={}", patches.size(), e.getMessage());
            }
        }
    }

    private static JGitCommitTree own(CommitTree base) {
        if (base instanceof JGitCommitTree tree) {
            return tree;
        }
        throw new IllegalArgumentException("Not a commit of these repositories: " + base.commit());
    }

    private static ObjectId treeId(CommitTree base) {
        return ObjectId.fromString(base.commit().treeId());
    }

    @Override
    public byte[] mail(Series series, List<CommitMessage> messages, String baseCommitId) {
        return MailText.of(series.steps(), messages, baseCommitId);
    }
}
