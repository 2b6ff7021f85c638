package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sealed credentials of Git hosts. What is in them is none of the store's business. Thread-safe; one suite of tests
/// holds for every implementation.
public interface CredentialStore {
    /// Keeps a credential, in place of the one that was there.
    /// @param host `host` or `host:port`, in lower case
    /// @return whether there was none
    boolean put(TenantId tenant, String host, Sealed sealed);

    Optional<Sealed> find(TenantId tenant, String host);

    /// By host.
    List<KnownHost> list(TenantId tenant);

    /// @return whether there was one
    boolean delete(TenantId tenant, String host);

    /// Credentials of all tenants that are sealed under another key than `keyId`.
    List<Outdated> notUnder(String keyId, int limit);

    /// Puts `now` in place of `before`; nothing when something else is there by now. The time it was made stays.
    boolean replace(TenantId tenant, String host, Sealed before, Sealed now);

    /// @param keyId names the key, 16 hex digits
    record Sealed(String keyId, byte[] bytes) {}

    record KnownHost(String host, Instant createdAt) {}

    record Outdated(TenantId tenant, String host, Sealed sealed) {}
}
