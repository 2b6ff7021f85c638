package dev.refactory.index.git;

import dev.refactory.index.git.StrictPatch.FilePatch;
import dev.refactory.index.git.StrictPatch.Hunk;
import dev.refactory.index.git.StrictPatch.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies a parsed patch to a tree, forwards or in reverse.
final class PatchApply {
    private PatchApply() {}

    /// @return the tree after the patch
    /// @throws Malformed when any part of the patch does not fit the tree
    static TreeState apply(StrictPatch patch, TreeState tree, boolean reverse) throws Malformed, IOException {
        List<byte[]> removed = new ArrayList<>();
        List<TreeState.Put> puts = new ArrayList<>();
        for (FilePatch file : patch.files()) {
            byte[] source = reverse ? file.newPath() : file.oldPath();
            byte[] target = reverse ? file.oldPath() : file.newPath();
            TreeState.Entry entry = null;
            if (source != null) {
                entry = tree.entry(source);
                if (entry == null) {
                    throw new Malformed("The tree has no such file");
                }
                removed.add(source);
            }
            TreeState.Put put = result(file, tree, entry, target, reverse);
            if (put != null) {
                puts.add(put);
            }
        }
        try {
            return tree.with(removed, puts);
        } catch (IllegalStateException e) {
            throw new Malformed("The patch makes a path twice");
        }
    }

    private static TreeState.@Nullable Put result(
            FilePatch file, TreeState tree, TreeState.@Nullable Entry entry, byte @Nullable [] target, boolean reverse)
            throws Malformed, IOException {
        byte[] content = new byte[0];
        if (entry != null) {
            content = tree.content(entry);
            requireMode(file, entry);
        }
        String expected = reverse ? file.newId() : file.oldId();
        if (expected != null && entry != null && !entry.id().name().equals(expected)) {
            throw new Malformed("The tree has another content than the patch was made from");
        }
        byte[] changed = apply(content, file.hunks(), reverse);
        if (target == null) {
            return null;
        }
        String promised = reverse ? file.oldId() : file.newId();
        if (promised != null && !ObjectNames.ofBlob(changed).name().equals(promised)) {
            throw new Malformed("The lines of the patch make another content than it says");
        }
        return new TreeState.Put(target, entry == null ? file.mode() : entry.mode(), changed);
    }

    private static void requireMode(FilePatch file, TreeState.Entry entry) throws Malformed {
        if (file.mode() >= 0 && entry.mode() != file.mode()) {
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
