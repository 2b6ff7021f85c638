package dev.refactory.index.git;

import dev.refactory.index.git.PatchWriter.Change;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.PatchWriter.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;

/// Makes the patches of successive changes, and joins the changes to one.
final class PatchSeries {
    private PatchSeries() {}

    static Series of(TreeState base, List<Change> changes) throws IOException {
        TreeState state = base;
        List<Patch> steps = new ArrayList<>();
        Map<String, Moved> joined = new TreeMap<>();
        for (Change change : changes) {
            Step step = step(state, change);
            steps.add(step.patch());
            state = step.after();
            join(joined, change);
        }
        if (steps.size() == 1) {
            return new Series(steps.getFirst(), steps);
        }
        Patch whole = step(base, squashed(joined)).patch();
        if (!whole.resultTreeId().equals(state.treeId().name())) {
            throw new IllegalStateException("The whole patch makes another tree than its steps");
        }
        return new Series(whole, steps);
    }

    private record Step(Patch patch, TreeState after) {}

    private static Step step(TreeState before, Change change) throws IOException {
        List<FileChange> files = changes(before, change);
        List<byte[]> removed = new ArrayList<>();
        List<TreeState.Put> puts = new ArrayList<>();
        DiffText diff = new DiffText();
        for (FileChange file : files) {
            byte[] oldPath = file.oldPath();
            if (oldPath != null) {
                removed.add(oldPath);
            }
            puts.add(new TreeState.Put(file.newPath(), file.mode(), file.after()));
            diff.add(file);
        }
        TreeState after = files.isEmpty() ? before : before.with(removed, puts);
        Patch patch = new Patch(diff.bytes(), after.treeId().name(), files.size(), diff.insertions(), diff.deletions());
        return new Step(patch, after);
    }

    /// What really differs, by the path after the change.
    private static List<FileChange> changes(TreeState tree, Change change) throws IOException {
        Map<String, FileChange> byNewPath = new TreeMap<>();
        var touched = new TreeSet<>(change.contents().keySet());
        touched.addAll(change.renames().keySet());
        for (String path : touched) {
            String newPath = change.renames().getOrDefault(path, path);
            FileChange file = change(tree, path, newPath, change.contents().get(path));
            if (file.renamed() || !file.oldId().equals(file.newId())) {
                boolean taken = file.renamed()
                        && tree.entry(newPath) != null
                        && !change.renames().containsKey(newPath);
                if (taken) {
                    throw new IllegalArgumentException("Renamed onto a file that stays: " + newPath);
                }
                if (byNewPath.put(newPath, file) != null) {
                    throw new IllegalArgumentException("Two files become " + newPath);
                }
            }
        }
        return List.copyOf(byNewPath.values());
    }

    private static FileChange change(TreeState tree, String path, String newPath, byte @Nullable [] content)
            throws IOException {
        TreeState.Entry old = tree.entry(path);
        byte[] before = new byte[0];
        if (old == null) {
            if (content == null) {
                throw new IllegalArgumentException("Renamed, but not in the tree: " + path);
            }
        } else if ((old.mode() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
            throw new IllegalArgumentException("Not a regular file: " + path);
        } else {
            before = tree.content(old);
        }
        byte[] after = content == null ? before : content;
        byte[] oldRaw = old == null ? null : old.path();
        byte[] newRaw = oldRaw != null && newPath.equals(path) ? oldRaw : newPath.getBytes(StandardCharsets.UTF_8);
        return new FileChange(
                oldRaw,
                newRaw,
                old == null ? FileMode.REGULAR_FILE.getBits() : old.mode(),
                before,
                after,
                old == null ? DiffText.noObject() : old.id().name(),
                ObjectNames.ofBlob(after).name());
    }

    /// A file that some step touched, by its path after the last one.
    ///
    /// @param origin its path in the base; its first path, when it is new
    /// @param content null while it is the base's
    private record Moved(String origin, byte @Nullable [] content) {}

    private static void join(Map<String, Moved> joined, Change change) {
        var touched = new TreeSet<>(change.contents().keySet());
        touched.addAll(change.renames().keySet());
        Map<String, Moved> moved = new HashMap<>();
        for (String path : touched) {
            Moved before = joined.getOrDefault(path, new Moved(path, null));
            byte[] content = change.contents().get(path);
            moved.put(
                    change.renames().getOrDefault(path, path),
                    content == null ? before : new Moved(before.origin(), content));
        }
        // Out before in: two files may change places.
        joined.keySet().removeAll(touched);
        joined.putAll(moved);
    }

    private static Change squashed(Map<String, Moved> joined) {
        Map<String, byte[]> contents = new HashMap<>();
        Map<String, String> renames = new HashMap<>();
        joined.forEach((path, file) -> {
            byte[] content = file.content();
            if (content != null) {
                contents.put(file.origin(), content);
            }
            if (!path.equals(file.origin())) {
                renames.put(file.origin(), path);
            }
        });
        return new Change(contents, renames);
    }
}
