package dev.refactory.index.git;

import dev.refactory.index.git.Repositories.CommitTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Patches of commits that [JGitRepositories] opened.
public final class JGitPatchWriter implements PatchWriter {
    private static final Logger log = LoggerFactory.getLogger(JGitPatchWriter.class);

    @Override
    public Patch write(CommitTree base, Map<String, byte[]> changes, Map<String, String> renames) {
        if (!(base instanceof JGitCommitTree tree)) {
            throw new IllegalArgumentException("Not a commit of these repositories: " + base.commit());
        }
        Repository bare = tree.bare();
        try {
            List<FileChange> files = changes(tree, changes, renames);
            ObjectId baseTree = ObjectId.fromString(base.commit().treeId());
            ObjectId result = files.isEmpty() ? baseTree : resultTree(bare, baseTree, files);
            DiffText diff = new DiffText();
            files.forEach(diff::add);
            Proof proof = prove(bare, diff.bytes(), baseTree, result);
            return new Patch(diff.bytes(), result.name(), files.size(), diff.insertions(), diff.deletions(), proof);
        } catch (IOException e) {
            throw GitErrors.damaged(base.commit().repositoryId(), e);
        }
    }

    /// What really differs, by the path after the change.
    private static List<FileChange> changes(
            JGitCommitTree tree, Map<String, byte[]> changes, Map<String, String> renames) throws IOException {
        Map<String, FileChange> byNewPath = new TreeMap<>();
        var touched = new TreeSet<>(changes.keySet());
        touched.addAll(renames.keySet());
        try (ObjectReader reader = tree.bare().newObjectReader();
                ObjectInserter ids = new ObjectInserter.Formatter()) {
            for (String path : touched) {
                JGitCommitTree.RawEntry old = tree.byPath().get(path);
                String newPath = renames.getOrDefault(path, path);
                byte[] content = changes.get(path);
                if (old == null && content == null) {
                    throw new IllegalArgumentException("Renamed, but not in the tree: " + path);
                }
                byte[] before = old == null ? new byte[0] : blob(reader, old);
                byte[] after = content == null ? before : content;
                byte[] oldRaw = old == null ? null : old.rawPath();
                byte[] newRaw =
                        oldRaw != null && newPath.equals(path) ? oldRaw : newPath.getBytes(StandardCharsets.UTF_8);
                FileChange change = new FileChange(
                        oldRaw,
                        newRaw,
                        old == null
                                ? FileMode.REGULAR_FILE.getBits()
                                : old.entry().mode(),
                        before,
                        after,
                        old == null ? DiffText.noObject() : old.entry().blobId(),
                        ids.idFor(Constants.OBJ_BLOB, after).name());
                if (change.renamed() || !change.oldId().equals(change.newId())) {
                    requireFree(tree, renames, newPath, change);
                    if (byNewPath.put(newPath, change) != null) {
                        throw new IllegalArgumentException("Two files become " + newPath);
                    }
                }
            }
        }
        return List.copyOf(byNewPath.values());
    }

    private static void requireFree(
            JGitCommitTree tree, Map<String, String> renames, String newPath, FileChange change) {
        boolean taken = change.renamed() && tree.byPath().containsKey(newPath) && !renames.containsKey(newPath);
        if (taken) {
            throw new IllegalArgumentException("Renamed onto a file that stays: " + newPath);
        }
    }

    private static byte[] blob(ObjectReader reader, JGitCommitTree.RawEntry old) throws IOException {
        if (!old.entry().regularFile()) {
            throw new IllegalArgumentException(
                    "Not a regular file: " + old.entry().path());
        }
        return reader.open(ObjectId.fromString(old.entry().blobId()), Constants.OBJ_BLOB)
                .getBytes();
    }

    private static ObjectId resultTree(Repository bare, ObjectId baseTree, List<FileChange> files) throws IOException {
        try (ObjectReader reader = bare.newObjectReader();
                ObjectInserter inserter = bare.newObjectInserter()) {
            DirCache index = DirCache.read(reader, baseTree);
            DirCacheEditor editor = index.editor();
            Map<String, DirCacheEditor.PathEdit> edits = new HashMap<>();
            List<DirCacheEditor.PathEdit> additions = new ArrayList<>();
            for (FileChange file : files) {
                if (file.renamed()) {
                    DirCacheEntry gone = new DirCacheEntry(oldPath(file));
                    edits.put(gone.getPathString(), new DirCacheEditor.DeletePath(gone));
                }
                ObjectId id = inserter.insert(Constants.OBJ_BLOB, file.after());
                additions.add(new Put(new DirCacheEntry(file.newPath()), id, file.mode()));
            }
            // A path that one file leaves and another takes is put, not deleted.
            additions.forEach(addition -> edits.remove(((Put) addition).path));
            edits.values().forEach(editor::add);
            additions.forEach(editor::add);
            editor.finish();
            ObjectId result = index.writeTree(inserter);
            inserter.flush();
            return result;
        }
    }

    private static byte[] oldPath(FileChange file) {
        byte[] path = file.oldPath();
        return path == null ? file.newPath() : Arrays.copyOf(path, path.length);
    }

    private static Proof prove(Repository bare, byte[] diff, ObjectId base, ObjectId result) throws IOException {
        boolean applies = false;
        boolean reverses = false;
        try {
            StrictPatch patch = StrictPatch.parse(diff);
            PatchApply apply = new PatchApply(bare);
            applies = apply.apply(patch, base, false).equals(result);
            reverses = apply.apply(patch, result, true).equals(base);
        } catch (StrictPatch.Malformed | IllegalArgumentException e) {
            log.error("patch does not prove applies={} reverses={} cause={}", applies, reverses, e.getMessage());
        }
        Boolean git = GitCommand.agrees(bare.getDirectory().toPath(), diff, base.name(), result.name());
        return new Proof(applies, reverses, git);
    }

    @Override
    public byte[] mail(Patch patch, CommitMessage message, String baseCommitId) {
        return MailText.of(patch, message, baseCommitId);
    }

    private static final class Put extends DirCacheEditor.PathEdit {
        private final String path;
        private final ObjectId id;
        private final int mode;

        Put(DirCacheEntry entry, ObjectId id, int mode) {
            super(entry);
            this.path = entry.getPathString();
            this.id = id;
            this.mode = mode;
        }

        @Override
        public void apply(DirCacheEntry entry) {
            entry.setFileMode(FileMode.fromBits(mode));
            entry.setObjectId(id);
        }
    }
}
