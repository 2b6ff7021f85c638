package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.done;
import static dev.refactory.queue.store.Jobs.planned;
import static dev.refactory.queue.store.Jobs.published;
import static dev.refactory.queue.store.Jobs.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.store.JobStore.HandOver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every job store does with the task that a report opens.
abstract class HandOverContract extends ResultReuseContract {
    private static final HandOver ANNOUNCED = new HandOver(true, null, true, false);
    private static final HandOver OVER = new HandOver(true, null, false, true);

    @Test
    void aReportHandsOverTheFirstTaskOfTheStageItOpensAndTheOthersAreAnnounced() {
        String jobId = jobs.until(Stage.PLAN);
        Claim plan = jobs.claim(Stage.PLAN);
        announced();
        HandOver answer = store.complete(plan, planned(3), "worker-1");
        Claim first = Objects.requireNonNull(answer.next());
        assertThat(answer).isEqualTo(new HandOver(true, first, true, false));
        assertThat(first.stage()).isEqualTo(Stage.TRANSFORM);
        assertThat(first.index()).isZero();
        assertThat(first.payload()).isEqualTo("{\"chunk\":0}");
        assertThat(first.request()).isEqualTo(plan.request());
        assertThat(first.attempt().attempt()).isEqualTo(1);
        assertThat(first.attempt().fence()).isGreaterThan(plan.attempt().fence());
        assertThat(first.leaseUntil()).isAfter(plan.leaseUntil().minusMillis(1));
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(announced()).hasSize(2).doesNotContain(first.attempt().taskId());
        assertThat(store.renew(List.of(first.attempt()))).containsKey(first.attempt());
        assertThat(store.claim(first.attempt().taskId(), "worker-2")).isEmpty();
    }

    @Test
    void aJobThatIsHandedOnHasTheSameEventsAndTheSameBill() {
        String announced = jobs.until(Stage.PUBLISH, 1);
        jobs.finish(Stage.PUBLISH, published());
        String handed = jobs.until(Stage.PLAN);
        Claim claim = jobs.claim(Stage.PLAN);
        for (TaskOutcome outcome : List.of(planned(1), done(), done())) {
            claim = next(claim, outcome);
        }
        assertThat(claim.stage()).isEqualTo(Stage.PUBLISH);
        assertThat(store.complete(claim, published(), "worker-1")).isEqualTo(OVER);
        assertThat(jobs.job(handed).status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(types(handed)).isEqualTo(types(announced));
        assertThat(kinds(handed)).isEqualTo(kinds(announced));
        assertThat(queries.timeline(ACME, handed)).hasSize(5).allSatisfy(stage -> {
            assertThat(stage.attempts()).isEqualTo(1);
            assertThat(stage.startedAt()).isNotNull();
        });
        assertThat(jobs.job(handed).attempts()).isEqualTo(jobs.job(announced).attempts());
    }

    @Test
    void aPlanIsHandedToAnIndexerThatTakesPlansToo() {
        String jobId = jobs.submit();
        Claim index = jobs.claim(Stage.INDEX);
        announced();
        HandOver answer = store.complete(index, done(), "both-1", Set.of(Role.INDEXER, Role.WORKER));
        Claim plan = Objects.requireNonNull(answer.next());
        assertThat(plan.stage()).isEqualTo(Stage.PLAN);
        assertThat(plan.request()).isEqualTo(index.request());
        assertThat(answer).isEqualTo(new HandOver(true, plan, false, false));
        assertThat(announced()).isEmpty();
        assertThat(store.claimReady(Role.WORKER, "worker-1", 1)).isEmpty();
        assertThat(next(plan, planned(1)).stage()).isEqualTo(Stage.TRANSFORM);
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void noPlanIsHandedOverWhileAMoreUrgentOneWaits() {
        jobs.submit();
        Claim index = jobs.claim(Stage.INDEX);
        jobs.submit(request(ACME, null, Tier.INTERACTIVE));
        jobs.finish(Stage.INDEX, done());
        assertThat(store.complete(index, done(), "both-1", Set.of(Role.INDEXER, Role.WORKER)))
                .isEqualTo(ANNOUNCED);
    }

    @Test
    void nothingIsHandedOverToAnotherRole() {
        jobs.submit();
        Claim index = jobs.claim(Stage.INDEX);
        announced();
        assertThat(store.complete(index, done(), "indexer-1")).isEqualTo(ANNOUNCED);
        assertThat(announced()).hasSize(1);
    }

    @Test
    void nothingIsHandedOverWhileSomethingMoreUrgentWaits() {
        jobs.until(Stage.PLAN);
        Claim plan = jobs.claim(Stage.PLAN);
        String urgent = jobs.submit(request(ACME, null, Tier.INTERACTIVE));
        jobs.finish(Stage.INDEX, done());
        assertThat(store.complete(plan, planned(1), "worker-1")).isEqualTo(ANNOUNCED);
        List<Claim> claims = store.claimReady(Role.WORKER, "worker-1", 2);
        assertThat(claims).hasSize(2);
        assertThat(claims.getFirst().jobId()).isEqualTo(urgent);
        // The urgent one waits for nobody.
        assertThat(next(claims.getFirst(), planned(1)).stage()).isEqualTo(Stage.TRANSFORM);
    }

    @Test
    void onlyTheLastReportOfAStageHandsOver() {
        jobs.until(Stage.TRANSFORM, 2);
        Claim first = jobs.claim(Stage.TRANSFORM);
        Claim second = jobs.claim(Stage.TRANSFORM);
        assertThat(store.complete(first, done(), "worker-1").next()).isNull();
        assertThat(next(second, done()).stage()).isEqualTo(Stage.VERIFY);
    }

    @Test
    void aStaleReportGetsNothing() {
        jobs.until(Stage.PLAN);
        Claim plan = jobs.claim(Stage.PLAN);
        next(plan, planned(1));
        assertThat(store.complete(plan, planned(1), "worker-1")).isEqualTo(HandOver.REFUSED);
    }

    @Test
    void aFailureARefusalAndAnEndHandNothingOver() {
        jobs.until(Stage.VERIFY);
        assertThat(store.complete(jobs.claim(Stage.VERIFY), TRANSIENT, "worker-1"))
                .isEqualTo(new HandOver(true, null, false, false));
        jobs.until(Stage.VERIFY);
        assertThat(store.complete(jobs.claim(Stage.VERIFY), new TaskOutcome.Released(), "worker-1"))
                .isEqualTo(ANNOUNCED);
        store.claimReady(Role.WORKER, "worker-2", 1);
        String cancelled = jobs.until(Stage.VERIFY);
        Claim verify = jobs.claim(Stage.VERIFY);
        store.cancel(ACME, cancelled);
        assertThat(store.complete(verify, done(), "worker-1")).isEqualTo(OVER);
        assertThat(jobs.job(cancelled).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void aTaskThatWasHandedToADeadWorkerComesBackUnderANewFence() {
        String jobId = jobs.until(Stage.VERIFY);
        Claim lost = next(jobs.claim(Stage.VERIFY), done());
        fixture.pass(Duration.ofSeconds(11));
        assertThat(fixture.maintenance().rescueExpired(10)).isEqualTo(1);
        Claim again = jobs.claim(Stage.PUBLISH);
        assertThat(again.attempt().attempt()).isEqualTo(2);
        assertThat(again.attempt().fence()).isGreaterThan(lost.attempt().fence());
        assertThat(store.complete(lost, published(), "worker-1").accepted()).isFalse();
        assertThat(store.complete(again, published(), "worker-2").accepted()).isTrue();
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.SUCCEEDED);
    }

    private Claim next(Claim claim, TaskOutcome outcome) {
        HandOver answer = store.complete(claim, outcome, "worker-1");
        assertThat(answer.accepted()).isTrue();
        @Nullable Claim next = answer.next();
        return Objects.requireNonNull(next, "nothing was handed over");
    }

    private List<String> types(String jobId) {
        return queries.events(ACME, jobId, 0, 1_000).stream()
                .map(JobEvent::type)
                .toList();
    }
}
