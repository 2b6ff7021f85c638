package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The twin of [PostgresBundleStore] for tests; never part of a running role.
public final class MemoryBundleStore implements BundleStore {
    private final InstantSource clock;
    private final RepositoryStore repositories;
    private final Map<Key, Uploads> uploads = new HashMap<>();

    /// @param repositories the ones that bundles may be appended to
    public MemoryBundleStore(InstantSource clock, RepositoryStore repositories) {
        this.clock = clock;
        this.repositories = repositories;
    }

    private record Key(TenantId tenant, String repositoryId) {}

    private record Content(StoredBundle bundle, List<byte[]> chunks) {}

    private static final class Uploads {
        final List<Content> bundles = new ArrayList<>();
        final SortedMap<String, String> refs = new TreeMap<>();
    }

    private Uploads of(TenantId tenant, String repositoryId) {
        return uploads.getOrDefault(new Key(tenant, repositoryId), new Uploads());
    }

    @Override
    public synchronized List<StoredBundle> bundles(TenantId tenant, String repositoryId) {
        return of(tenant, repositoryId).bundles.stream().map(Content::bundle).toList();
    }

    @Override
    public synchronized SortedMap<String, String> refs(TenantId tenant, String repositoryId) {
        return new TreeMap<>(of(tenant, repositoryId).refs);
    }

    @Override
    public synchronized Appended append(
            TenantId tenant, String repositoryId, int after, NewBundle bundle, InputStream content) throws IOException {
        if (repositories.find(tenant, repositoryId).isEmpty()) {
            throw BundleFaults.unknown(repositoryId);
        }
        Uploads here = of(tenant, repositoryId);
        if (here.bundles.stream().anyMatch(each -> each.bundle().sha256().equals(bundle.sha256()))) {
            here.refs.putAll(bundle.refs());
            return Appended.KNOWN;
        }
        if (here.bundles.size() != after) {
            return Appended.OUTRUN;
        }
        if (total(tenant) + bundle.bytes() > bundle.quota()) {
            throw BundleFaults.overQuota(bundle.quota());
        }
        List<byte[]> chunks = new ArrayList<>();
        long left = bundle.bytes();
        for (byte[] chunk = BundleFaults.nextChunk(content, left);
                chunk.length > 0;
                chunk = BundleFaults.nextChunk(content, left)) {
            chunks.add(chunk);
            left -= chunk.length;
        }
        here.bundles.add(
                new Content(new StoredBundle(after + 1, bundle.sha256(), bundle.bytes(), clock.instant()), chunks));
        here.refs.putAll(bundle.refs());
        uploads.put(new Key(tenant, repositoryId), here);
        return Appended.APPENDED;
    }

    private long total(TenantId tenant) {
        return uploads.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .mapToLong(entry -> bytes(entry.getValue()))
                .sum();
    }

    private static long bytes(Uploads of) {
        return of.bundles.stream().mapToLong(each -> each.bundle().bytes()).sum();
    }

    @Override
    public synchronized Optional<byte[]> chunk(TenantId tenant, String repositoryId, int bundle, int chunk) {
        List<Content> bundles = of(tenant, repositoryId).bundles;
        if (bundle < 1 || bundle > bundles.size()) {
            return Optional.empty();
        }
        List<byte[]> chunks = bundles.get(bundle - 1).chunks();
        return chunk < chunks.size() ? Optional.of(chunks.get(chunk).clone()) : Optional.empty();
    }

    @Override
    public synchronized Map<String, Long> bytes(TenantId tenant, Collection<String> repositoryIds) {
        Map<String, Long> bytes = new HashMap<>();
        for (String id : repositoryIds) {
            Uploads here = of(tenant, id);
            if (!here.bundles.isEmpty()) {
                bytes.put(id, bytes(here));
            }
        }
        return bytes;
    }

    @Override
    public synchronized boolean delete(TenantId tenant, String repositoryId, int most) {
        Uploads here = of(tenant, repositoryId);
        for (int i = 0; i < most && !here.bundles.isEmpty(); i++) {
            here.bundles.removeLast();
        }
        if (!here.bundles.isEmpty()) {
            return false;
        }
        uploads.remove(new Key(tenant, repositoryId));
        return true;
    }
}
