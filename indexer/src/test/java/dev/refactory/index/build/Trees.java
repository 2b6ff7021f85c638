package dev.refactory.index.build;

import dev.refactory.index.git.Repositories;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.kit.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Trees of files, without Git: each is known by a hash of all of it.
final class Trees implements Repositories {
    static final String REPOSITORY = "repo_trees";

    private final Map<String, Map<String, String>> trees = new HashMap<>();
    private final Map<String, byte[]> blobs = new HashMap<>();

    /// Keeps a tree, by path.
    ResolvedCommit add(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        return addBytes(bytes);
    }

    /// Keeps a tree whose files need not be text.
    ResolvedCommit addBytes(Map<String, byte[]> files) {
        StringBuilder all = new StringBuilder();
        Map<String, String> byBlob = new TreeMap<>();
        files.forEach((path, bytes) -> {
            String blob = hash(bytes);
            blobs.put(blob, bytes);
            byBlob.put(path, blob);
        });
        byBlob.forEach((path, blob) -> all.append(path).append(' ').append(blob).append('\n'));
        String tree = hash(all.toString().getBytes(StandardCharsets.UTF_8));
        trees.put(tree, byBlob);
        return new ResolvedCommit(REPOSITORY, tree, tree);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ResolvedCommit resolve(TenantId tenant, RepositorySource source, BooleanSupplier cancelled) {
        throw new UnsupportedOperationException("Trees are added");
    }

    @Override
    public CommitTree open(TenantId tenant, RepositorySource source, ResolvedCommit commit) {
        return new Tree(commit);
    }

    private final class Tree implements CommitTree {
        private final ResolvedCommit commit;

        Tree(ResolvedCommit commit) {
            this.commit = commit;
        }

        @Override
        public ResolvedCommit commit() {
            return commit;
        }

        @Override
        public long committedAt() {
            return 0;
        }

        @Override
        public List<Entry> entries() {
            List<Entry> entries = new ArrayList<>();
            Objects.requireNonNull(trees.get(commit.treeId()))
                    .forEach((path, blob) -> entries.add(
                            new Entry(path, blob, 0100644, Objects.requireNonNull(blobs.get(blob)).length)));
            return entries;
        }

        @Override
        public byte[] read(String blobId) {
            return Objects.requireNonNull(blobs.get(blobId));
        }

        @Override
        public SparkIgnore ignore() {
            return path -> false;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
