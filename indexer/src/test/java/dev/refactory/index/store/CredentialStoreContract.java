package dev.refactory.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.store.CredentialStore.KnownHost;
import dev.refactory.index.store.CredentialStore.Outdated;
import dev.refactory.index.store.CredentialStore.Sealed;
import dev.refactory.kit.tenant.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What holds for every [CredentialStore].
abstract class CredentialStoreContract {
    private static final String OLD_KEY = "0".repeat(16);
    private static final String NEW_KEY = "1".repeat(16);

    abstract CredentialStore store();

    /// A tenant of its own for each test.
    abstract TenantId tenant();

    private static Sealed sealed(String keyId, int fill) {
        byte[] bytes = new byte[40];
        java.util.Arrays.fill(bytes, (byte) fill);
        return new Sealed(keyId, bytes);
    }

    @Test
    void aCredentialReplacesTheOneBefore() {
        TenantId tenant = tenant();
        assertThat(store().put(tenant, "git.example.org", sealed(OLD_KEY, 1))).isTrue();
        assertThat(store().put(tenant, "git.example.org", sealed(NEW_KEY, 2))).isFalse();
        Sealed found = store().find(tenant, "git.example.org").orElseThrow();
        assertThat(found.keyId()).isEqualTo(NEW_KEY);
        assertThat(found.bytes()).isEqualTo(sealed(NEW_KEY, 2).bytes());
    }

    @Test
    void hostsAreExactAndListedInOrder() {
        TenantId tenant = tenant();
        for (String host : List.of("b.org", "a.org:8443", "[::1]:80")) {
            store().put(tenant, host, sealed(OLD_KEY, 1));
        }
        assertThat(store().list(tenant))
                .extracting(KnownHost::host)
                .containsExactlyInAnyOrder("[::1]:80", "a.org:8443", "b.org");
        assertThat(store().find(tenant, "a.org")).isEmpty();
        assertThat(store().delete(tenant, "a.org")).isFalse();
        assertThat(store().delete(tenant, "b.org")).isTrue();
        assertThat(store().find(tenant, "b.org")).isEmpty();
    }

    @Test
    void tenantsSeeTheirOwnOnly() {
        TenantId mine = tenant();
        TenantId theirs = tenant();
        store().put(mine, "h.org", sealed(OLD_KEY, 1));
        assertThat(store().find(theirs, "h.org")).isEmpty();
        assertThat(store().list(theirs)).isEmpty();
        assertThat(store().delete(theirs, "h.org")).isFalse();
        assertThat(store().find(mine, "h.org")).isPresent();
    }

    @Test
    void whatIsUnderAnotherKeyIsFoundAndReplacedUnlessItChanged() {
        TenantId tenant = tenant();
        store().put(tenant, "old.org", sealed(OLD_KEY, 1));
        store().put(tenant, "new.org", sealed(NEW_KEY, 1));
        List<Outdated> outdated = store().notUnder(NEW_KEY, 1_000).stream()
                .filter(each -> each.tenant().equals(tenant))
                .toList();
        assertThat(outdated).extracting(Outdated::host).containsExactly("old.org");

        Sealed before = outdated.getFirst().sealed();
        assertThat(store().replace(tenant, "old.org", sealed(OLD_KEY, 9), sealed(NEW_KEY, 3)))
                .isFalse();
        assertThat(store().replace(tenant, "old.org", before, sealed(NEW_KEY, 3)))
                .isTrue();
        assertThat(store().replace(tenant, "old.org", before, sealed(NEW_KEY, 4)))
                .isFalse();
        assertThat(store().find(tenant, "old.org").orElseThrow().bytes())
                .isEqualTo(sealed(NEW_KEY, 3).bytes());
    }
}
