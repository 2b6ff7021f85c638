package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.OTHER;
import static dev.refactory.queue.store.Jobs.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whose turn it is in every job store.
abstract class TurnsContract extends PermitsContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void urgentTiersGoFirstAndTenantsTakeTurns() {
        List<String> flood = IntStream.range(0, 4).mapToObj(i -> jobs.submit()).toList();
        String light = jobs.submit(request(OTHER, null, Tier.STANDARD));
        String urgent = jobs.submit(request(ACME, null, Tier.INTERACTIVE));
        List<String> order = store.claimReady(Role.INDEXER, "indexer-1", 3).stream()
                .map(Claim::jobId)
                .toList();
        assertThat(order).containsExactlyInAnyOrder(urgent, flood.getFirst(), light);
        assertThat(order.getFirst()).isEqualTo(urgent);
    }

    /// However little is taken at a time: a worker's places become free one by one.
    @Test
    void tenantsTakeTurnsFromOneClaimToTheNext() {
        for (int i = 0; i < 6; i++) {
            jobs.submit();
        }
        List<String> light = IntStream.range(0, 2)
                .mapToObj(i -> jobs.submit(request(OTHER, null, Tier.STANDARD)))
                .toList();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            order.add(store.claimReady(Role.INDEXER, "indexer-1", 1).getFirst().jobId());
        }
        assertThat(order).containsAll(light);
        assertThat(store.claimReady(Role.INDEXER, "indexer-1", 9)).hasSize(4);
    }

    @Test
    void aTenantOfMoreWeightHasMoreTurns() {
        for (int i = 0; i < 25; i++) {
            jobs.submit();
            jobs.submit(request(OTHER, null, Tier.STANDARD));
        }
        fixture.weight(OTHER, 4);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            claims.addAll(store.claimReady(Role.INDEXER, "indexer-1", 1));
        }
        // Whoever was served before begins up to a turn later.
        assertThat(claims).extracting(Claim::tenant).filteredOn(OTHER::equals).hasSizeBetween(15, 17);
        List<JobStore.ReadyTask> announced = new ArrayList<>();
        fixture.outbox().relay(20, announced::addAll);
        assertThat(announced)
                .extracting(JobStore.ReadyTask::tenant)
                .filteredOn(OTHER::equals)
                .hasSizeBetween(15, 17);
    }

    @Test
    void whatHasWaitedForLongBecomesMoreUrgentStepByStep() {
        String bulk = jobs.submit(request(ACME, null, Tier.BULK));
        assertThat(urgencies()).containsExactly(Tier.BULK);
        fixture.pass(Duration.ofSeconds(59));
        assertThat(fixture.maintenance().age(MINUTE, 9)).isZero();
        fixture.pass(Duration.ofSeconds(2));
        assertThat(fixture.maintenance().age(MINUTE, 9)).isEqualTo(1);
        assertThat(urgencies()).containsExactly(Tier.STANDARD);
        assertThat(fixture.maintenance().age(MINUTE, 9))
                .as("the next step takes as long")
                .isZero();
        fixture.pass(MINUTE.plusSeconds(1));
        assertThat(fixture.maintenance().age(MINUTE, 9)).isEqualTo(1);
        assertThat(urgencies()).containsExactly(Tier.INTERACTIVE);
        fixture.pass(MINUTE.plusSeconds(1));
        assertThat(fixture.maintenance().age(MINUTE, 9))
                .as("nothing is more urgent")
                .isZero();

        jobs.submit(request(ACME, null, Tier.INTERACTIVE));
        assertThat(store.claimReady(Role.INDEXER, "indexer-1", 1))
                .singleElement()
                .satisfies(claim -> assertThat(claim.jobId()).isEqualTo(bulk))
                .satisfies(claim -> assertThat(claim.tier()).isEqualTo(Tier.BULK));
    }

    private List<Tier> urgencies() {
        List<JobStore.ReadyTask> announced = new ArrayList<>();
        fixture.outbox().relay(9, announced::addAll);
        return announced.stream().map(JobStore.ReadyTask::tier).toList();
    }

    @Test
    void whatHasWaitedLongestAgesFirstAndWhatIsHeldDoesNot() {
        jobs.submit(request(ACME, null, Tier.BULK));
        fixture.pass(MINUTE);
        jobs.submit(request(OTHER, null, Tier.BULK));
        fixture.pass(MINUTE.plusSeconds(1));
        assertThat(fixture.maintenance().age(MINUTE, 1)).isEqualTo(1);
        assertThat(store.claimReady(Role.INDEXER, "indexer-1", 1))
                .extracting(Claim::tenant)
                .containsExactly(ACME);
        store.claimReady(Role.INDEXER, "indexer-1", 1);
        assertThat(fixture.maintenance().age(MINUTE, 9)).isZero();
    }

    @Test
    void tenantsTakeTurnsFromOneAnnouncementToTheNext() {
        for (int i = 0; i < 6; i++) {
            jobs.submit();
        }
        jobs.submit(request(OTHER, null, Tier.STANDARD));
        jobs.submit(request(OTHER, null, Tier.STANDARD));
        List<JobStore.ReadyTask> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            assertThat(fixture.outbox().relay(1, order::addAll)).isEqualTo(1);
        }
        assertThat(order)
                .extracting(JobStore.ReadyTask::tenant)
                .filteredOn(OTHER::equals)
                .hasSize(2);
        assertThat(fixture.outbox().relay(9, order::addAll)).isEqualTo(4);
    }
}
