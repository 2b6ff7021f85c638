package dev.refactory.index.git;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/// A tree that need not be in the object database: an index, and the blobs that are new. Immutable; used while
/// its reader is open, by one thread.
final class TreeState {
    private final ObjectReader reader;
    private final DirCache index;
    private final Map<ObjectId, byte[]> fresh;

    private TreeState(ObjectReader reader, DirCache index, Map<ObjectId, byte[]> fresh) {
        this.reader = reader;
        this.index = index;
        this.fresh = fresh;
    }

    static TreeState of(ObjectReader reader, ObjectId tree) throws IOException {
        return new TreeState(reader, DirCache.read(reader, tree), Map.of());
    }

    /// An entry to be put into a tree.
    record Put(byte[] path, int mode, byte[] content) {}

    DirCache index() {
        return index;
    }

    /// The entry of a path as text: its bytes in the tree need not be UTF-8.
    @Nullable
    DirCacheEntry entry(String path) {
        int at = index.findEntry(path);
        if (at >= 0) {
            return index.getEntry(at);
        }
        if (path.chars().allMatch(c -> c < 0x80)) {
            return null;
        }
        for (int i = 0; i < index.getEntryCount(); i++) {
            byte[] raw = index.getEntry(i).getRawPath();
            // As a walk of the tree reads it.
            if (RawParseUtils.decode(raw).equals(path)) {
                return index.getEntry(i);
            }
        }
        return null;
    }

    @Nullable
    DirCacheEntry entry(byte[] path) {
        int at = index.findEntry(path, path.length);
        return at < 0 ? null : index.getEntry(at);
    }

    byte[] content(DirCacheEntry entry) throws IOException {
        byte[] known = fresh.get(entry.getObjectId());
        return known != null
                ? known
                : reader.open(entry.getObjectId(), Constants.OBJ_BLOB).getBytes();
    }

    /// This tree without some entries and with others; an entry that is there already is replaced.
    /// @throws IllegalStateException when a path is put twice
    TreeState with(Collection<byte[]> removed, List<Put> puts) {
        Set<String> gone = new HashSet<>();
        removed.forEach(path -> gone.add(key(path)));
        puts.forEach(put -> gone.add(key(put.path())));
        Map<ObjectId, byte[]> blobs = new HashMap<>(fresh);
        DirCache next = DirCache.newInCore();
        DirCacheBuilder builder = next.builder();
        for (int i = 0; i < index.getEntryCount(); i++) {
            DirCacheEntry entry = index.getEntry(i);
            if (!gone.contains(key(entry.getRawPath()))) {
                builder.add(entry);
            }
        }
        for (Put put : puts) {
            DirCacheEntry entry = new DirCacheEntry(put.path());
            entry.setFileMode(FileMode.fromBits(put.mode()));
            ObjectId id = ObjectNames.ofBlob(put.content());
            entry.setObjectId(id);
            blobs.put(id, put.content());
            builder.add(entry);
        }
        builder.finish();
        return new TreeState(reader, next, blobs);
    }

    private static String key(byte[] path) {
        return new String(path, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    ObjectId treeId() throws IOException {
        return treeId(index);
    }

    /// The id Git gives the tree of an index.
    static ObjectId treeId(DirCache index) throws IOException {
        try (ObjectInserter ids = new ObjectNames()) {
            return index.writeTree(ids);
        }
    }
}
