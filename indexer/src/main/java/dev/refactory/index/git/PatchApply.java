package dev.refactory.index.git;

import dev.refactory.index.git.StrictPatch.FilePatch;
import dev.refactory.index.git.StrictPatch.Hunk;
import dev.refactory.index.git.StrictPatch.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/// Applies a parsed patch to a tree of the object database, forwards or in reverse.
final class PatchApply {
    private final Repository bare;

    PatchApply(Repository bare) {
        this.bare = bare;
    }

    /// @return the id of the tree after the patch
    /// @throws Malformed when any part of the patch does not fit the tree
    ObjectId apply(StrictPatch patch, ObjectId tree, boolean reverse) throws Malformed, IOException {
        try (ObjectReader reader = bare.newObjectReader();
                ObjectInserter inserter = bare.newObjectInserter()) {
            DirCache index = DirCache.read(reader, tree);
            Set<String> removed = new HashSet<>();
            List<DirCacheEntry> added = new ArrayList<>();
            for (FilePatch file : patch.files()) {
                byte[] source = reverse ? file.newPath() : file.oldPath();
                byte[] target = reverse ? file.oldPath() : file.newPath();
                DirCacheEntry entry = source == null ? null : entry(index, source);
                if (source != null) {
                    removed.add(key(source));
                }
                DirCacheEntry result = result(file, entry, target, reader, inserter, reverse);
                if (result != null) {
                    added.add(result);
                }
            }
            DirCacheBuilder builder = index.builder();
            for (int i = 0; i < index.getEntryCount(); i++) {
                DirCacheEntry entry = index.getEntry(i);
                if (!removed.contains(key(entry.getRawPath()))) {
                    builder.add(entry);
                }
            }
            added.forEach(builder::add);
            builder.finish();
            ObjectId result = index.writeTree(inserter);
            inserter.flush();
            return result;
        } catch (IllegalStateException e) {
            throw new Malformed("The patch makes a path twice");
        }
    }

    private static String key(byte[] path) {
        return new String(path, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static DirCacheEntry entry(DirCache index, byte[] path) throws Malformed {
        int at = index.findEntry(path, path.length);
        if (at < 0) {
            throw new Malformed("The tree has no such file");
        }
        return index.getEntry(at);
    }

    private static @Nullable DirCacheEntry result(
            FilePatch file,
            @Nullable DirCacheEntry entry,
            byte @Nullable [] target,
            ObjectReader reader,
            ObjectInserter inserter,
            boolean reverse)
            throws Malformed, IOException {
        byte[] content = new byte[0];
        if (entry != null) {
            content = reader.open(entry.getObjectId(), Constants.OBJ_BLOB).getBytes();
            requireMode(file, entry);
        }
        String expected = reverse ? file.newId() : file.oldId();
        if (expected != null && entry != null && !entry.getObjectId().name().equals(expected)) {
            throw new Malformed("The tree has another content than the patch was made from");
        }
        byte[] changed = apply(content, file.hunks(), reverse);
        if (target == null) {
            return null;
        }
        ObjectId id = inserter.insert(Constants.OBJ_BLOB, changed);
        String promised = reverse ? file.oldId() : file.newId();
        if (promised != null && !id.name().equals(promised)) {
            throw new Malformed("The lines of the patch make another content than it says");
        }
        DirCacheEntry result = new DirCacheEntry(target);
        result.setFileMode(entry == null ? FileMode.fromBits(file.mode()) : entry.getFileMode());
        result.setObjectId(id);
        return result;
    }

    private static void requireMode(FilePatch file, DirCacheEntry entry) throws Malformed {
        if (file.mode() >= 0 && entry.getRawMode() != file.mode()) {
            throw new Malformed("The tree has another file mode than the patch was made from");
        }
    }

    /// The content with the hunks applied where they say, every context line being equal.
    static byte[] apply(byte[] content, List<Hunk> hunks, boolean reverse) throws Malformed {
        List<byte[]> lines = lines(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 256);
        int at = 0;
        for (Hunk hunk : hunks) {
            int count = reverse ? hunk.newLines() : hunk.oldLines();
            int start = reverse ? hunk.newStart() : hunk.oldStart();
            // A hunk without lines on this side names the line before it.
            int first = count == 0 ? start : start - 1;
            if (first < at || first > lines.size()) {
                throw new Malformed("A hunk starts out of order, or behind the end");
            }
            while (at < first) {
                out.writeBytes(lines.get(at++));
            }
            char gone = reverse ? '+' : '-';
            for (byte[] line : hunk.lines()) {
                byte[] text = Arrays.copyOfRange(line, 1, line.length);
                if (line[0] == ' ' || line[0] == gone) {
                    if (at >= lines.size() || !Arrays.equals(lines.get(at), text)) {
                        throw new Malformed("A line of the file differs from the patch: line " + (at + 1));
                    }
                    at++;
                }
                if (line[0] != gone) {
                    out.writeBytes(text);
                }
            }
        }
        while (at < lines.size()) {
            out.writeBytes(lines.get(at++));
        }
        return out.toByteArray();
    }

    static List<byte[]> lines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        while (start < content.length) {
            int feed = IgnoreRule.indexOf(content, (byte) '\n', start);
            int end = feed < 0 ? content.length : feed + 1;
            lines.add(Arrays.copyOfRange(content, start, end));
            start = end;
        }
        return lines;
    }
}
