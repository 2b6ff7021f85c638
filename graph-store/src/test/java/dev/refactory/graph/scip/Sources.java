package dev.refactory.graph.scip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A commit in memory: its files' texts, whose blob ids are counted.
final class Sources implements CommitFiles {
    private final List<CommitFile> files = new ArrayList<>();
    private final Map<String, byte[]> blobs = new TreeMap<>();

    Sources with(String path, String text) {
        String blob = blob(files.size());
        files.add(new CommitFile(path, blob, true));
        blobs.put(blob, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Sources withLink(String path) {
        files.add(new CommitFile(path, blob(files.size()), false));
        return this;
    }

    static String blob(int number) {
        return String.format("%040x", number);
    }

    @Override
    public List<CommitFile> files() {
        return files;
    }

    @Override
    public byte[] read(String blobId) {
        byte[] bytes = blobs.get(blobId);
        if (bytes == null) {
            throw new AssertionError("Nobody may read " + blobId);
        }
        return bytes;
    }
}
