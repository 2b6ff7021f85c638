package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What was uploaded: the bundles of each repository in order, each building on those before it, and where the
/// refs point. Thread-safe; one suite of tests holds for every implementation.
public interface BundleStore {
    /// Bytes of a chunk; the last one of a bundle may have fewer.
    int CHUNK_BYTES = 1 << 20;

    /// In the order they were appended.
    List<StoredBundle> bundles(TenantId tenant, String repositoryId);

    /// Full ref names, and `HEAD` when a bundle named it, with the object each points to.
    SortedMap<String, String> refs(TenantId tenant, String repositoryId);

    /// Appends a bundle and moves the refs it names; all of it or nothing.
    /// @param after the number of the last bundle the caller has seen, 0 for none
    /// @param content `bundle.bytes()` bytes; not closed
    /// @throws IOException when the content cannot be read or has another length; then nothing was kept
    /// @throws dev.refactory.kit.problem.RefactoryException `not_found` when the repository is not known,
    ///     `limit_exceeded` when the tenant's bundles would have more than `bundle.quota()` bytes
    Appended append(TenantId tenant, String repositoryId, int after, NewBundle bundle, InputStream content)
            throws IOException;

    /// One chunk of a bundle, from number 0; empty after the last.
    Optional<byte[]> chunk(TenantId tenant, String repositoryId, int bundle, int chunk);

    /// Bytes of all bundles, by repository; those without any are missing.
    Map<String, Long> bytes(TenantId tenant, Collection<String> repositoryIds);

    /// Deletes up to `most` bundles, and the refs with the last.
    /// @return whether nothing is left
    boolean delete(TenantId tenant, String repositoryId, int most);

    /// @param number from 1, without gaps
    /// @param sha256 64 hex digits
    record StoredBundle(int number, String sha256, long bytes, Instant createdAt) {}

    /// @param refs those the bundle names
    /// @param quota bytes that all bundles of the tenant may have
    record NewBundle(String sha256, long bytes, Map<String, String> refs, long quota) {
        public NewBundle {
            refs = Map.copyOf(refs);
        }
    }

    /// What became of a bundle.
    enum Appended {
        APPENDED,
        /// The very same bytes are there already; the refs were moved.
        KNOWN,
        /// Another bundle came in between, nothing was kept: look again.
        OUTRUN
    }
}
