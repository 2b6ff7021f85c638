package dev.refactory.worker.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The bytes of blobs read lately, by id, so that the headers of a repository are not read from its object
/// database for every job. Keyed by content, hence never stale; per tenant, so that nobody learns what another
/// has. Thread-safe.
public final class BlobCache {
    private final long limitBytes;
    private final Map<Key, byte[]> blobs = new LinkedHashMap<>(1024, 0.75f, true);
    private long heldBytes;

    private record Key(String tenant, String blobId) {}

    public BlobCache(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    byte[] get(String tenant, String blobId, Supplier<byte[]> read) {
        Key key = new Key(tenant, blobId);
        synchronized (blobs) {
            byte[] held = blobs.get(key);
            if (held != null) {
                return held;
            }
        }
        byte[] bytes = read.get();
        synchronized (blobs) {
            if (bytes.length <= limitBytes && blobs.put(key, bytes) == null) {
                heldBytes += bytes.length;
                var eldest = blobs.entrySet().iterator();
                while (heldBytes > limitBytes && eldest.hasNext()) {
                    heldBytes -= eldest.next().getValue().length;
                    eldest.remove();
                }
            }
        }
        return bytes;
    }
}
