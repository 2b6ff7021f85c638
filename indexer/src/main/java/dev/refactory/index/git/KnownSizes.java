package dev.refactory.index.git;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/// Sizes of the blobs of trees walked lately: the next commit has nearly all of them, and a pack keeps the size of a
/// blob that is stored as a change of another inside of the change. One tree a repository; thread-safe.
final class KnownSizes {
    private final int most;
    private final Map<String, Map<ObjectId, Long>> byRepository = new LinkedHashMap<>(16, 0.75f, true);
    private int blobs;

    /// @param most blobs of all repositories, some 100 bytes each; the longest unused make room
    KnownSizes(int most) {
        this.most = most;
    }

    /// Of the repository's last tree; not to be changed.
    synchronized Map<ObjectId, Long> of(String repositoryId) {
        return byRepository.getOrDefault(repositoryId, Map.of());
    }

    /// Takes the place of what was known of the repository, unless it is more than there is room for.
    ///
    /// @param sizes not changed afterwards
    synchronized void put(String repositoryId, Map<ObjectId, Long> sizes) {
        Map<ObjectId, Long> old = byRepository.remove(repositoryId);
        blobs -= old == null ? 0 : old.size();
        if (sizes.size() > most) {
            return;
        }
        byRepository.put(repositoryId, sizes);
        blobs += sizes.size();
        Iterator<Map<ObjectId, Long>> longestUnused = byRepository.values().iterator();
        while (blobs > most) {
            blobs -= longestUnused.next().size();
            longestUnused.remove();
        }
    }
}
