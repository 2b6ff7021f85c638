package dev.refactory.index.git;

import dev.refactory.index.git.Repositories.CommitTree;
import dev.refactory.index.git.Repositories.Entry;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.Repositories.SparkIgnore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// One commit of one bare copy. The tree is walked once, when it is first asked for.
final class JGitCommitTree implements CommitTree {
    private final Repository bare;
    private final ResolvedCommit commit;
    private final GitConfig.Limits limits;
    private final CopyUse use;
    private final KnownSizes sizes;
    private @Nullable Map<String, RawEntry> byPath;
    private @Nullable SparkIgnore ignore;
    /// A reader keeps the blobs that others are stored as changes of: a new one for each would inflate them again.
    private final Deque<ObjectReader> readers = new ConcurrentLinkedDeque<>();

    private boolean closed;

    /// @param use ends when this is closed
    /// @param sizes of blobs that other trees had
    JGitCommitTree(Repository bare, ResolvedCommit commit, GitConfig.Limits limits, CopyUse use, KnownSizes sizes) {
        this.bare = bare;
        this.commit = commit;
        this.limits = limits;
        this.use = use;
        this.sizes = sizes;
    }

    /// An entry with its path as the tree has it, which need not be UTF-8.
    record RawEntry(byte[] rawPath, Entry entry) {}

    @Override
    public ResolvedCommit commit() {
        return commit;
    }

    @Override
    public long committedAt() {
        try (RevWalk walk = new RevWalk(bare)) {
            RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit.commitId()));
            return Math.max(0, parsed.getCommitterIdent().getWhenAsInstant().getEpochSecond());
        } catch (IOException e) {
            throw GitErrors.damaged(commit.repositoryId(), e);
        }
    }

    Repository bare() {
        return bare;
    }

    @Override
    public List<Entry> entries() {
        return byPath().values().stream().map(RawEntry::entry).toList();
    }

    /// Every entry by its path as text, in that order.
    synchronized Map<String, RawEntry> byPath() {
        if (byPath == null) {
            byPath = walk();
        }
        return byPath;
    }

    private Map<String, RawEntry> walk() {
        Map<String, RawEntry> found = new TreeMap<>();
        Map<ObjectId, Long> known = sizes.of(commit.repositoryId());
        Map<ObjectId, Long> here = new HashMap<>();
        try (ObjectReader reader = bare.newObjectReader();
                TreeWalk walk = new TreeWalk(bare, reader)) {
            walk.addTree(ObjectId.fromString(commit.treeId()));
            while (walk.next()) {
                if (walk.getDepth() >= limits.pathDepth()) {
                    throw GitErrors.limit(
                            commit.repositoryId(),
                            "The repository has directories more than " + limits.pathDepth()
                                    + " deep: this server does not read it.");
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                    continue;
                }
                if (found.size() >= limits.files()) {
                    throw GitErrors.limit(
                            commit.repositoryId(),
                            "The repository has more than " + limits.files() + " files: this server does not read it.");
                }
                int mode = walk.getRawMode(0);
                ObjectId id = walk.getObjectId(0);
                boolean submodule = (mode & 0170000) == 0160000;
                long size = submodule ? 0 : size(reader, id, known);
                if (!submodule) {
                    here.put(id, size);
                }
                Entry entry = new Entry(walk.getPathString(), id.name(), mode, size);
                found.putIfAbsent(entry.path(), new RawEntry(walk.getRawPath(), entry));
            }
        } catch (IOException e) {
            throw GitErrors.damaged(commit.repositoryId(), e);
        }
        sizes.put(commit.repositoryId(), here);
        return found;
    }

    private static long size(ObjectReader reader, ObjectId id, Map<ObjectId, Long> known) throws IOException {
        Long size = known.get(id);
        return size != null ? size : reader.getObjectSize(id, Constants.OBJ_BLOB);
    }

    @Override
    public byte[] read(String blobId) {
        ObjectReader idle = readers.poll();
        ObjectReader reader = idle != null ? idle : bare.newObjectReader();
        try {
            return read(reader, blobId);
        } finally {
            release(reader);
        }
    }

    /// Bounded by how many threads read at once.
    private synchronized void release(ObjectReader reader) {
        if (closed) {
            reader.close();
        } else {
            readers.push(reader);
        }
    }

    private byte[] read(ObjectReader reader, String blobId) {
        try {
            ObjectLoader loader = reader.open(ObjectId.fromString(blobId), Constants.OBJ_BLOB);
            if (loader.getSize() > limits.fileBytes()) {
                throw GitErrors.limit(
                        blobId,
                        "The blob " + blobId + " has " + loader.getSize() + " bytes, more than the "
                                + limits.fileBytes() + " this server reads: exclude its file in .sparkignore.");
            }
            return loader.getCachedBytes(limits.fileBytes());
        } catch (IOException e) {
            throw GitErrors.damaged("blob " + blobId, e);
        }
    }

    @Override
    public synchronized SparkIgnore ignore() {
        if (ignore == null) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            List<Entry> all = new ArrayList<>(entries());
            for (Entry entry : all) {
                String path = entry.path();
                if (entry.regularFile() && (path.equals(".sparkignore") || path.endsWith("/.sparkignore"))) {
                    files.put(path.substring(0, path.length() - ".sparkignore".length()), read(entry.blobId()));
                }
            }
            ignore = new IgnoreRules(files);
        }
        return ignore;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        readers.forEach(ObjectReader::close);
        readers.clear();
        bare.close();
        use.close();
    }
}
