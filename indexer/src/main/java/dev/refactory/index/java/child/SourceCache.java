package dev.refactory.index.java.child;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Headers by content and language level, so that a warm child is sent only what changed.
/// Bounded by weight; what was unused longest goes first. Thread-safe.
final class SourceCache {
    private final long limit;
    private final LinkedHashMap<Key, Header> headers = new LinkedHashMap<>(1024, 0.75f, true);
    private long weight;

    private record Key(String blobId, int release) {}

    /// @param limit bytes of heap, roughly
    SourceCache(long limit) {
        this.limit = limit;
    }

    @Nullable
    synchronized Header get(String blobId, int release) {
        return headers.get(new Key(blobId, release));
    }

    synchronized void put(String blobId, int release, Header header) {
        Header previous = headers.put(new Key(blobId, release), header);
        weight += header.weight() - (previous == null ? 0 : previous.weight());
        var eldest = headers.entrySet().iterator();
        while (weight > limit && headers.size() > 1) {
            weight -= eldest.next().getValue().weight();
            eldest.remove();
        }
    }
}
