package dev.refactory.index.git;

import dev.refactory.index.git.PatchWriter.Blobs;
import dev.refactory.index.git.TreeItem.Leaf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/// A tree that need not be in the object database: a stored one of which only the directories that were looked into are
/// read, others that replace some of them, and the blobs that are new. Used while its reader is open, by one thread;
/// immutable but for what it has read.
final class TreeState {
    private final Directory root;
    private final Blobs blobs;
    private final Map<ObjectId, byte[]> fresh;

    private TreeState(Blobs blobs, Directory root, Map<ObjectId, byte[]> fresh) {
        this.blobs = blobs;
        this.root = root;
        this.fresh = fresh;
    }

    /// @param reader of its directories
    /// @param blobs those it names
    static TreeState of(ObjectReader reader, ObjectId tree, Blobs blobs) {
        return new TreeState(blobs, Directory.stored(reader, tree), Map.of());
    }

    /// What is no directory.
    record Entry(byte[] path, int mode, ObjectId id) {}

    /// An entry to be put into a tree.
    ///
    /// @param content null where the tree's repository has it
    record Put(byte[] path, int mode, ObjectId id, byte @Nullable [] content) {
        Put(byte[] path, int mode, byte[] content) {
            this(path, mode, ObjectNames.ofBlob(content), content);
        }
    }

    /// The entry of a path as text: its bytes in the tree need not be UTF-8.
    @Nullable
    Entry entry(String path) throws IOException {
        Entry entry = entry(path.getBytes(StandardCharsets.UTF_8));
        if (entry != null || path.chars().allMatch(c -> c < 0x80)) {
            return entry;
        }
        List<byte[]> raw = new ArrayList<>();
        root.paths("", raw);
        for (byte[] each : raw) {
            // As a walk of the tree reads it.
            if (RawParseUtils.decode(each).equals(path)) {
                return entry(each);
            }
        }
        return null;
    }

    @Nullable
    Entry entry(byte[] path) throws IOException {
        Directory directory = root;
        String[] names = names(path);
        for (int i = 0; i < names.length - 1; i++) {
            if (!(directory.item(names[i] + "/") instanceof Directory below)) {
                return null;
            }
            directory = below;
        }
        TreeItem item = directory.item(names[names.length - 1]);
        return item instanceof Leaf leaf ? new Entry(path, leaf.mode(), leaf.id()) : null;
    }

    /// @throws IOException when what is read is not the blob of that id
    byte[] content(Entry entry) throws IOException {
        byte[] known = fresh.get(entry.id());
        if (known != null) {
            return known;
        }
        byte[] read = blobs.read(entry.id().name());
        if (!ObjectNames.ofBlob(read).equals(entry.id())) {
            throw new IOException(
                    "Another content than its id says: blob " + entry.id().name());
        }
        return read;
    }

    /// This tree without some entries and with others; an entry that is there already is replaced.
    /// @throws IllegalStateException when a path is put twice, or is to be a file and a directory
    TreeState with(Collection<byte[]> removed, List<Put> puts) throws IOException {
        Map<String, Directory.Change> changes = new TreeMap<>();
        removed.forEach(path -> changes.put(key(path), new Directory.Change(names(path), null)));
        Map<String, Put> put = new HashMap<>();
        Map<ObjectId, byte[]> more = new HashMap<>(fresh);
        for (Put each : puts) {
            if (put.put(key(each.path()), each) != null) {
                throw new IllegalStateException("Put twice: " + RawParseUtils.decode(each.path()));
            }
            changes.put(key(each.path()), new Directory.Change(names(each.path()), new Leaf(each.mode(), each.id())));
            byte[] content = each.content();
            if (content != null) {
                more.put(each.id(), content);
            }
        }
        return new TreeState(blobs, root.with(changes.values()), more);
    }

    /// As Latin-1, so that every byte is a character and they are ordered alike.
    private static String key(byte[] path) {
        return new String(path, StandardCharsets.ISO_8859_1);
    }

    private static String[] names(byte[] path) {
        return key(path).split("/", -1);
    }

    /// Whether every path has the same content and mode.
    boolean sameAs(TreeState other) throws IOException {
        return root.sameAs(other.root);
    }

    /// The id Git gives it.
    ObjectId treeId() throws IOException {
        return root.id();
    }
}
