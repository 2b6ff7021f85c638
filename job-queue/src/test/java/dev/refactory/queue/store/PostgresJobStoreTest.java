package dev.refactory.queue.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("containers")
class PostgresJobStoreTest extends AccountsContract {
    private PostgresFixture postgres;

    @BeforeAll
    void start() {
        postgres = new PostgresFixture();
    }

    @Override
    StoreFixture newFixture() {
        postgres.empty();
        return postgres;
    }

    /// As a process does that stands still in the middle of a transaction.
    @Test
    void whoeverKeepsAJobsLockKeepsNoOtherJobsLeaseFromBeingEnded() {
        String stuck = jobs.submit();
        String other = jobs.submit();
        assertThat(store.claimReady(Role.INDEXER, "worker-1", 9)).hasSize(2);
        fixture.pass(Duration.ofSeconds(11));
        postgres.pool().inTransaction(Jobs.ACME, connection -> {
            JobLoader.lock(connection, Jobs.ACME, stuck, JobLoader.NO_TASK);
            assertThat(fixture.maintenance().rescueExpired(9)).isEqualTo(1);
            assertThat(store.claimReady(Role.INDEXER, "worker-2", 9))
                    .extracting(Claim::jobId)
                    .containsExactly(other);
            return true;
        });
        assertThat(fixture.maintenance().rescueExpired(9)).isEqualTo(1);
    }

    @AfterAll
    void close() {
        postgres.close();
    }
}
