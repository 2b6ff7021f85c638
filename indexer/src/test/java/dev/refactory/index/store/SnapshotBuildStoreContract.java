package dev.refactory.index.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.store.SnapshotKey;
import dev.refactory.kit.tenant.TenantId;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What holds for every [SnapshotBuildStore].
abstract class SnapshotBuildStoreContract {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration LAPSED = Duration.ofSeconds(-1);

    private int trees;

    abstract SnapshotBuildStore store();

    private SnapshotKey key() {
        return new SnapshotKey(TenantId.DEFAULT, "repo_1", String.format("%040x", ++trees), "1");
    }

    @Test
    void oneBuilderAtATimeHoldsTheLease() {
        SnapshotKey key = key();
        assertThat(store().claim(key, "a", LONG)).isEqualTo(OptionalLong.of(1));
        assertThat(store().claim(key, "b", LONG)).isEmpty();
        assertThat(store().claim(key, "a", LONG)).isEmpty();
        assertThat(store().claim(key(), "b", LONG)).isPresent();
        assertThat(store().renew(key, 1, LONG)).isTrue();
    }

    @Test
    void aLapsedLeaseIsTakenOverAndItsFenceIsOutdated() {
        SnapshotKey key = key();
        store().claim(key, "dead", LAPSED);
        assertThat(store().renew(key, 1, LONG))
                .as("a lapsed lease cannot be renewed")
                .isFalse();
        assertThat(store().claim(key, "b", LONG)).isEqualTo(OptionalLong.of(2));

        assertThat(store().renew(key, 1, LONG)).isFalse();
        assertThat(store().built(key, 1, 77)).isFalse();
        assertThat(store().failed(key, 1, "internal", "late")).isFalse();
        assertThat(store().cancelled(key, 1)).isFalse();
        assertThat(store().built(key, 2, 78)).isTrue();
        assertThat(store().built(key, 2, 78)).as("it has ended").isFalse();
    }

    @Test
    void theBuildsOfADeletedRepositoryAreForgotten() {
        SnapshotKey gone = new SnapshotKey(TenantId.DEFAULT, "repo_gone", "a".repeat(40), "1");
        SnapshotKey other = key();
        store().claim(gone, "a", LONG);
        store().join(gone, "job_1", LONG);
        store().claim(other, "a", LONG);
        store().join(other, "job_1", LONG);

        assertThat(store().waitingJobs(TenantId.DEFAULT, "repo_gone", 10)).containsExactly("job_1");
        assertThat(store().waitingJobs(new TenantId("other"), "repo_gone", 10)).isEmpty();
        store().join(gone, "job_2", LAPSED);
        assertThat(store().waitingJobs(TenantId.DEFAULT, "repo_gone", 10)).containsExactly("job_1");

        store().deleteRepository(TenantId.DEFAULT, "repo_gone");

        assertThat(store().waiters(gone)).isZero();
        assertThat(store().renew(gone, 1, LONG)).isFalse();
        assertThat(store().built(gone, 1, 1)).isFalse();
        assertThat(store().claim(gone, "b", LONG)).isEqualTo(OptionalLong.of(1));
        assertThat(store().waiters(other)).isEqualTo(1);
        assertThat(store().renew(other, 1, LONG)).isTrue();
    }

    @Test
    void anEndedBuildCanBeClaimedAgain() {
        SnapshotKey key = key();
        store().claim(key, "a", LONG);
        assertThat(store().failed(key, 1, "internal", "broken \0 text")).isTrue();
        assertThat(store().claim(key, "b", LONG)).isEqualTo(OptionalLong.of(2));
        assertThat(store().cancelled(key, 2)).isTrue();
        assertThat(store().claim(key, "c", LONG)).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void waitersCountOnceAndOnlyWhileTheirPatienceLasts() {
        SnapshotKey key = key();
        assertThat(store().waiters(key)).isZero();
        store().join(key, "job_1", LONG);
        store().join(key, "job_1", LONG);
        store().join(key, "job_2", LAPSED);
        assertThat(store().waiters(key)).isEqualTo(1);
        store().join(key, "job_2", LONG);
        assertThat(store().waiters(key)).isEqualTo(2);
        assertThat(store().waiters(new SnapshotKey(new TenantId("other"), key.repositoryId(), key.treeId(), "1")))
                .isZero();
        store().leave(key, "job_1");
        store().leave(key, "job_2");
        store().leave(key, "job_2");
        assertThat(store().waiters(key)).isZero();
    }
}
