package dev.refactory.index.store;

import dev.refactory.kit.tenant.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The twin of [PostgresCredentialStore] for tests; never part of a running role.
public final class MemoryCredentialStore implements CredentialStore {
    private final InstantSource clock;
    private final Map<Key, Row> rows = new TreeMap<>(
            Comparator.comparing((Key key) -> key.tenant().value()).thenComparing(Key::host));

    public MemoryCredentialStore(InstantSource clock) {
        this.clock = clock;
    }

    private record Key(TenantId tenant, String host) {}

    private record Row(Sealed sealed, Instant createdAt) {}

    @Override
    public synchronized boolean put(TenantId tenant, String host, Sealed sealed) {
        return rows.put(new Key(tenant, host), new Row(sealed, clock.instant())) == null;
    }

    @Override
    public synchronized Optional<Sealed> find(TenantId tenant, String host) {
        return Optional.ofNullable(rows.get(new Key(tenant, host))).map(Row::sealed);
    }

    @Override
    public synchronized List<KnownHost> list(TenantId tenant) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(entry ->
                        new KnownHost(entry.getKey().host(), entry.getValue().createdAt()))
                .toList();
    }

    @Override
    public synchronized boolean delete(TenantId tenant, String host) {
        return rows.remove(new Key(tenant, host)) != null;
    }

    @Override
    public synchronized List<Outdated> notUnder(String keyId, int limit) {
        return rows.entrySet().stream()
                .filter(entry -> !entry.getValue().sealed().keyId().equals(keyId))
                .map(entry -> new Outdated(
                        entry.getKey().tenant(),
                        entry.getKey().host(),
                        entry.getValue().sealed()))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean replace(TenantId tenant, String host, Sealed before, Sealed now) {
        Row row = rows.get(new Key(tenant, host));
        boolean same = row != null
                && row.sealed().keyId().equals(before.keyId())
                && Arrays.equals(row.sealed().bytes(), before.bytes());
        if (row != null && same) {
            rows.put(new Key(tenant, host), new Row(now, row.createdAt()));
        }
        return same;
    }
}
