package dev.refactory.index.build;

import dev.refactory.graph.model.FileInfo;
import dev.refactory.index.git.Repositories.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What differs between a snapshot's files and a tree's.
///
/// @param changed entries the snapshot lacks, or has with another content
/// @param same entries the snapshot has
/// @param gone files of the snapshot that are no more
record TreeChange(List<Entry> changed, List<Entry> same, List<FileInfo> gone) {
    static TreeChange between(List<FileInfo> files, List<Entry> entries) {
        Map<String, FileInfo> left = new HashMap<>();
        files.forEach(file -> left.put(file.path(), file));
        List<Entry> changed = new ArrayList<>();
        List<Entry> same = new ArrayList<>();
        for (Entry entry : entries) {
            FileInfo file = left.remove(entry.path());
            boolean wasLink = file != null && file.problems().stream().anyMatch(NextSnapshot::irregular);
            boolean alike = file != null && file.blobId().equals(entry.blobId()) && wasLink != entry.regularFile();
            (alike ? same : changed).add(entry);
        }
        return new TreeChange(changed, same, List.copyOf(left.values()));
    }

    int size() {
        return changed.size() + gone.size();
    }

    /// Paths of what is other than it was.
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        changed.forEach(entry -> paths.add(entry.path()));
        gone.forEach(file -> paths.add(file.path()));
        return paths;
    }
}
