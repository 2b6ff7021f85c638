package dev.refactory.index.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.index.git.RepositoryIdentity;
import dev.refactory.index.git.RepositoryIdentity.Kind;
import dev.refactory.index.store.BundleStore.Appended;
import dev.refactory.index.store.BundleStore.NewBundle;
import dev.refactory.index.store.BundleStore.StoredBundle;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What holds for every [BundleStore].
abstract class BundleStoreContract {
    private static final String REPOSITORY = "repo_" + "a".repeat(32);
    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);

    private TenantId tenant = TenantId.DEFAULT;

    abstract RepositoryStore repositories();

    abstract BundleStore store();

    /// A tenant of its own for each test.
    abstract TenantId tenant();

    @BeforeEach
    void register() {
        tenant = tenant();
        repositories().register(tenant, new RepositoryIdentity(REPOSITORY, Kind.UPLOAD, "mine"), 10);
    }

    private Appended append(int after, byte[] content, Map<String, String> refs, long quota) throws IOException {
        String sha256 = String.format("%064x", content.length);
        NewBundle bundle = new NewBundle(sha256, content.length, refs, quota);
        return store().append(tenant, REPOSITORY, after, bundle, new ByteArrayInputStream(content));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RandomGenerator.of("SplittableRandom").nextBytes(bytes);
        return bytes;
    }

    @Test
    void aBundleComesBackInChunksAndItsRefsAreListed() throws IOException {
        byte[] content = bytes(2 * BundleStore.CHUNK_BYTES + 5);
        assertThat(append(0, content, Map.of("refs/heads/main", ONE), Long.MAX_VALUE))
                .isEqualTo(Appended.APPENDED);

        ByteArrayOutputStream back = new ByteArrayOutputStream();
        int chunk = 0;
        for (Optional<byte[]> next = store().chunk(tenant, REPOSITORY, 1, chunk);
                next.isPresent();
                next = store().chunk(tenant, REPOSITORY, 1, ++chunk)) {
            back.write(next.get());
        }
        assertThat(back.toByteArray()).isEqualTo(content);
        assertThat(chunk).isEqualTo(3);
        assertThat(store().refs(tenant, REPOSITORY)).containsExactly(Map.entry("refs/heads/main", ONE));
        assertThat(store().bundles(tenant, REPOSITORY))
                .extracting(StoredBundle::bytes)
                .containsExactly((long) content.length);
        assertThat(store().bytes(tenant, List.of(REPOSITORY, "repo_other")))
                .containsExactly(Map.entry(REPOSITORY, (long) content.length));
    }

    @Test
    void anotherBundleAddsToTheFirstAndMovesTheRefsItNames() throws IOException {
        append(0, bytes(10), Map.of("refs/heads/a", ONE, "refs/heads/b", ONE), 100);
        assertThat(append(1, bytes(11), Map.of("refs/heads/b", TWO, "HEAD", TWO), 100))
                .isEqualTo(Appended.APPENDED);
        assertThat(store().refs(tenant, REPOSITORY))
                .isEqualTo(Map.of("HEAD", TWO, "refs/heads/a", ONE, "refs/heads/b", TWO));
        assertThat(store().bundles(tenant, REPOSITORY))
                .extracting(StoredBundle::number)
                .containsExactly(1, 2);
    }

    @Test
    void theSameBytesAreKeptOnceAndAnOutrunWriterLooksAgain() throws IOException {
        byte[] content = bytes(10);
        append(0, content, Map.of("refs/heads/a", ONE), 100);
        assertThat(append(1, content, Map.of("refs/heads/a", TWO), 100)).isEqualTo(Appended.KNOWN);
        assertThat(store().refs(tenant, REPOSITORY)).containsEntry("refs/heads/a", TWO);
        assertThat(append(0, bytes(11), Map.of("refs/heads/a", ONE), 100)).isEqualTo(Appended.OUTRUN);
        assertThat(store().bundles(tenant, REPOSITORY)).hasSize(1);
        assertThat(store().refs(tenant, REPOSITORY)).containsEntry("refs/heads/a", TWO);
    }

    @Test
    void whatIsOverTheQuotaOrHasAnotherLengthLeavesNothing() {
        assertThatThrownBy(() -> append(0, bytes(101), Map.of("refs/heads/a", ONE), 100))
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
        for (int said : new int[] {9, 11}) {
            NewBundle lying = new NewBundle("f".repeat(64), said, Map.of("HEAD", ONE), 100);
            assertThatThrownBy(() -> store().append(tenant, REPOSITORY, 0, lying, new ByteArrayInputStream(bytes(10))))
                    .isInstanceOf(IOException.class);
        }
        assertThat(store().bundles(tenant, REPOSITORY)).isEmpty();
        assertThat(store().refs(tenant, REPOSITORY)).isEmpty();
        assertThat(store().chunk(tenant, REPOSITORY, 1, 0)).isEmpty();
    }

    @Test
    void aRepositoryThatIsNotKnownTakesNoBundle() {
        repositories().markDeleted(tenant, REPOSITORY);
        assertThatThrownBy(() -> append(0, bytes(1), Map.of(), 100))
                .isInstanceOfSatisfying(
                        RefactoryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void bundlesAreDeletedAFewAtATime() throws IOException {
        for (int i = 0; i < 5; i++) {
            append(i, bytes(10 + i), Map.of("refs/heads/a", ONE), 1_000);
        }
        assertThat(store().delete(tenant, REPOSITORY, 3)).isFalse();
        assertThat(store().bundles(tenant, REPOSITORY)).hasSize(2);
        assertThat(store().refs(tenant, REPOSITORY)).isNotEmpty();
        assertThat(store().delete(tenant, REPOSITORY, 3)).isTrue();
        assertThat(store().refs(tenant, REPOSITORY)).isEmpty();
        assertThat(store().delete(tenant, REPOSITORY, 3)).isTrue();
    }

    @Test
    void tenantsSeeTheirOwnOnly() throws IOException {
        append(0, bytes(10), Map.of("refs/heads/a", ONE), 100);
        TenantId other = tenant();
        assertThat(store().bundles(other, REPOSITORY)).isEmpty();
        assertThat(store().refs(other, REPOSITORY)).isEmpty();
        assertThat(store().chunk(other, REPOSITORY, 1, 0)).isEmpty();
        store().delete(other, REPOSITORY, 10);
        assertThat(store().bundles(tenant, REPOSITORY)).hasSize(1);
    }
}
