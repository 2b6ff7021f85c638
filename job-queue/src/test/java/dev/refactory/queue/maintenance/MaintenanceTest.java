package dev.refactory.queue.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.lifecycle.Service;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.store.MemoryJobStore;
import dev.refactory.queue.store.QueueSettings;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaintenanceTest {
    private final VirtualClock clock = new VirtualClock();
    private final MemoryJobStore store =
            new MemoryJobStore(clock, QueueSettings.DEFAULT, new IdSource(Seeds.random(1)), Seeds.random(2));

    @Test
    void everyServiceHasATitleOfItsOwn() throws Exception {
        List<Service> services = List.of(
                new LeaseRescuer(store),
                new RetryScheduler(store),
                new PriorityAger(store),
                new PermitGranter(store),
                new DeadlineEnforcer(store),
                new CancelFinisher(store),
                new JobCleaner(store, Duration.ofDays(30)));
        assertThat(services.stream().map(Service::title)).doesNotHaveDuplicates();
        for (Service service : services) {
            assertThat(service.runOnce()).as(service.title()).isFalse();
        }
    }

    @Test
    void theRescuerMakesATaskOfADeadWorkerReadyAgain() {
        submit();
        claim();
        clock.advance(Duration.ofSeconds(11));
        new LeaseRescuer(store).runOnce();
        assertThat(claim().attempt().attempt()).isEqualTo(2);
    }

    @Test
    void theSchedulerMakesAFailedTaskReadyWhenItsBackoffIsOver() {
        submit();
        store.complete(claim().attempt(), new TaskOutcome.Failed(ErrorCode.INTERNAL, "x", "Broke.", true));
        clock.advance(Duration.ofSeconds(1));
        new RetryScheduler(store).runOnce();
        assertThat(claim().attempt().attempt()).isEqualTo(2);
    }

    @Test
    void theAgerMakesFewAtATimeMoreUrgent() {
        for (int i = 0; i <= PriorityAger.BATCH; i++) {
            submit();
        }
        clock.advance(PriorityAger.WAIT);
        new PriorityAger(store).runOnce();
        assertThat(store.age(Duration.ZERO, 100)).isEqualTo(1);
    }

    @Test
    void theEnforcerFailsALateJobAndTheCleanerForgetsItLater() {
        String jobId = submit();
        clock.advance(Duration.ofHours(1));
        new DeadlineEnforcer(store).runOnce();
        assertThat(store.find(TenantId.DEFAULT, jobId).orElseThrow().status()).isEqualTo(JobStatus.FAILED);
        clock.advance(Duration.ofDays(31));
        new JobCleaner(store, Duration.ofDays(30)).runOnce();
        assertThat(store.find(TenantId.DEFAULT, jobId)).isEmpty();
    }

    @Test
    void aFullRoundAsksForAnother() {
        for (int i = 0; i < 200; i++) {
            submit();
        }
        clock.advance(Duration.ofHours(1));
        assertThat(new DeadlineEnforcer(store).runOnce()).isTrue();
        assertThat(new DeadlineEnforcer(store).runOnce()).isFalse();
    }

    @Test
    void keysAreNotForgottenBeforeTheirTime() {
        assertThatThrownBy(() -> new JobCleaner(store, Duration.ofDays(1))).hasMessageContaining("at least");
    }

    private String submit() {
        SubmitReply reply = store.submit(new SubmitJob(
                TenantId.DEFAULT,
                "ada",
                null,
                "0".repeat(64),
                "{}",
                "inline",
                "find-usages",
                Tier.STANDARD,
                null,
                false,
                Duration.ofMinutes(30)));
        return ((SubmitReply.Accepted) reply).job().jobId();
    }

    private Claim claim() {
        return store.claimReady(Role.INDEXER, "indexer-1", 1).getFirst();
    }
}
