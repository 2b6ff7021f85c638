package dev.refactory.index.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/// A directory of a tree: one that is stored, and read when it is first looked into, or one that
/// is not. Its items never change. Not thread-safe.
final class Directory implements TreeItem {
    private final ObjectReader reader;
    private @Nullable ObjectId id;
    /// By name, directories with a slash behind it: Git's order. Names have a character for each byte.
    private @Nullable Map<String, TreeItem> items;

    private Directory(ObjectReader reader, @Nullable ObjectId id, @Nullable Map<String, TreeItem> items) {
        this.reader = reader;
        this.id = id;
        this.items = items;
    }

    static Directory stored(ObjectReader reader, ObjectId id) {
        return new Directory(reader, id, null);
    }

    /// @param path names on the way to it
    /// @param now null when it is to go
    record Change(String[] path, @Nullable Leaf now) {}

    @Nullable
    TreeItem item(String name) throws IOException {
        return items().get(name);
    }

    private Map<String, TreeItem> items() throws IOException {
        Map<String, TreeItem> known = items;
        if (known == null) {
            known = read();
            items = known;
        }
        return known;
    }

    private Map<String, TreeItem> read() throws IOException {
        Map<String, TreeItem> read = new TreeMap<>();
        CanonicalTreeParser entries = new CanonicalTreeParser();
        for (entries.reset(reader, id); !entries.eof(); entries.next(1)) {
            byte[] raw = new byte[entries.getNameLength()];
            entries.getName(raw, 0);
            String name = new String(raw, StandardCharsets.ISO_8859_1);
            ObjectId object = entries.getEntryObjectId();
            FileMode mode = entries.getEntryFileMode();
            if (mode == FileMode.TREE) {
                read.put(name + "/", stored(reader, object));
            } else {
                read.put(name, new Leaf(mode.getBits(), object));
            }
        }
        return read;
    }

    /// This directory with changes made, each somewhere below it; nothing is made a file and a directory.
    Directory with(Collection<Change> changes) throws IOException {
        return with(changes, 0);
    }

    private Directory with(Collection<Change> changes, int depth) throws IOException {
        Map<String, TreeItem> next = new TreeMap<>(items());
        Map<String, List<Change>> below = new TreeMap<>();
        Map<String, Leaf> here = new TreeMap<>();
        for (Change change : changes) {
            String name = change.path()[depth];
            if (depth < change.path().length - 1) {
                below.computeIfAbsent(name, _ -> new ArrayList<>()).add(change);
            } else if (change.now() == null) {
                next.remove(name);
            } else {
                here.put(name, change.now());
            }
        }
        for (Map.Entry<String, List<Change>> each : below.entrySet()) {
            TreeItem old = next.remove(each.getKey() + "/");
            Directory before = old instanceof Directory known ? known : new Directory(reader, null, Map.of());
            Directory after = before.with(each.getValue(), depth + 1);
            if (!after.items().isEmpty()) {
                next.put(each.getKey() + "/", after);
            }
        }
        next.putAll(here);
        for (String name : below.keySet()) {
            requireOne(next, name);
        }
        here.keySet().forEach(name -> requireOne(next, name));
        return new Directory(reader, null, next);
    }

    private static void requireOne(Map<String, TreeItem> items, String name) {
        if (items.containsKey(name) && items.containsKey(name + "/")) {
            throw new IllegalStateException("A file and a directory: " + name);
        }
    }

    boolean sameAs(Directory other) throws IOException {
        if (id != null && id.equals(other.id)) {
            return true;
        }
        if (!items().keySet().equals(other.items().keySet())) {
            return false;
        }
        Iterator<TreeItem> others = other.items().values().iterator();
        for (TreeItem item : items().values()) {
            TreeItem its = others.next();
            boolean same = item instanceof Directory below ? below.sameAs((Directory) its) : item.equals(its);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /// The paths of all that is no directory, in order.
    void paths(String above, List<byte[]> paths) throws IOException {
        for (Map.Entry<String, TreeItem> each : items().entrySet()) {
            if (each.getValue() instanceof Directory below) {
                below.paths(above + each.getKey(), paths);
            } else {
                paths.add((above + each.getKey()).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    /// The id Git gives it.
    ObjectId id() throws IOException {
        ObjectId known = id;
        if (known == null) {
            TreeFormatter tree = new TreeFormatter();
            for (Map.Entry<String, TreeItem> each : items().entrySet()) {
                byte[] name = each.getKey().getBytes(StandardCharsets.ISO_8859_1);
                switch (each.getValue()) {
                    case Directory below -> tree.append(name, 0, name.length - 1, FileMode.TREE, below.id());
                    case Leaf leaf -> tree.append(name, 0, name.length, FileMode.fromBits(leaf.mode()), leaf.id());
                }
            }
            try (ObjectNames names = new ObjectNames()) {
                known = tree.computeId(names);
            }
            id = known;
        }
        return known;
    }
}
