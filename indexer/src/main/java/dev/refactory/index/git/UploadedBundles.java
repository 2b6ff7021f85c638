package dev.refactory.index.git;

import dev.refactory.kit.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// Where the bundles of uploaded repositories are kept, the same for every machine. Thread-safe.
public interface UploadedBundles {
    /// None at all.
    UploadedBundles NONE = new UploadedBundles() {
        @Override
        public int count(TenantId tenant, String repositoryId) {
            return 0;
        }

        @Override
        public Map<String, String> refs(TenantId tenant, String repositoryId) {
            return Map.of();
        }

        @Override
        public InputStream open(TenantId tenant, String repositoryId, int number) throws IOException {
            throw new IOException("There is no bundle " + number);
        }
    };

    /// How many bundles the repository has, 0 when there is no such repository. Each builds on
    /// those before it.
    int count(TenantId tenant, String repositoryId);

    /// Full ref names, and `HEAD` when a bundle named it, with the object each points to.
    Map<String, String> refs(TenantId tenant, String repositoryId);

    /// A bundle's bytes.
    /// @param number from 1
    InputStream open(TenantId tenant, String repositoryId, int number) throws IOException;
}
