package dev.refactory.index.repository;

import dev.refactory.index.git.UploadedBundles;
import dev.refactory.index.store.BundleStore;
import dev.refactory.kit.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Bundles read from their store, a chunk at a time. Thread-safe.
public final class StoredBundles implements UploadedBundles {
    private final BundleStore store;

    public StoredBundles(BundleStore store) {
        this.store = store;
    }

    @Override
    public int count(TenantId tenant, String repositoryId) {
        return store.bundles(tenant, repositoryId).size();
    }

    @Override
    public Map<String, String> refs(TenantId tenant, String repositoryId) {
        return store.refs(tenant, repositoryId);
    }

    @Override
    public InputStream open(TenantId tenant, String repositoryId, int number) throws IOException {
        Optional<byte[]> first = store.chunk(tenant, repositoryId, number, 0);
        if (first.isEmpty()) {
            throw new EOFException("The bundle " + number + " is not there any more");
        }
        return new SequenceInputStream(new Enumeration<>() {
            private Optional<byte[]> next = first;
            private int chunk;

            @Override
            public boolean hasMoreElements() {
                return next.isPresent();
            }

            @Override
            public InputStream nextElement() {
                byte[] bytes = next.orElseThrow(NoSuchElementException::new);
                next = store.chunk(tenant, repositoryId, number, ++chunk);
                return new ByteArrayInputStream(bytes);
            }
        });
    }
}
