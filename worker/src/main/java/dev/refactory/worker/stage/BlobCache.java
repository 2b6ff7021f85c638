package dev.refactory.worker.stage;

import java.util.function.Supplier;

/// The bytes of blobs read lately, by id, so that the headers of a repository are not read from its object
/// database for every job. Keyed by content, hence never stale; per tenant, so that nobody learns what another
/// has. Thread-safe.
public final class BlobCache {
    private final Recent<Key, byte[]> blobs;

    private record Key(String tenant, String blobId) {}

    public BlobCache(long limitBytes) {
        this.blobs = new Recent<>(limitBytes, bytes -> bytes.length);
    }

    byte[] get(String tenant, String blobId, Supplier<byte[]> read) {
        Key key = new Key(tenant, blobId);
        byte[] held = blobs.get(key);
        if (held != null) {
            return held;
        }
        byte[] bytes = read.get();
        blobs.put(key, bytes);
        return bytes;
    }
}
