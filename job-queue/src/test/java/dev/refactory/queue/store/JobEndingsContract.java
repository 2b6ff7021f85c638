package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.OTHER;
import static dev.refactory.queue.store.Jobs.done;
import static dev.refactory.queue.store.Jobs.planned;
import static dev.refactory.queue.store.Jobs.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Quote;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.store.JobQueries.LedgerLine;
import dev.refactory.queue.store.JobStore.CancelReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What every job store does when jobs end.
abstract class JobEndingsContract extends TurnsContract {
    private static final String CONFLICTS = "[{\"kind\":\"name-clash\"}]";

    @Test
    void aJobThatWalksThroughTheHouseSucceedsAndIsBilledItsQuote() {
        String jobId = jobs.succeeded();
        Job job = jobs.job(jobId);
        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.plan()).isEqualTo("{\"files\":2}");
        assertThat(job.result()).isEqualTo("{\"files_changed\":1}");
        assertThat(job.quote()).extracting(Quote::milliSau).isEqualTo(5_000L);
        assertThat(job.chargedMilliSau()).isEqualTo(5_000);
        assertThat(job.finishedAt()).isNotNull();
        assertThat(kinds(jobId)).containsExactly("post", "reserve");
        assertThat(fixture.balance(ACME, "available")).isEqualTo(-5_000);
        assertThat(fixture.balance(ACME, "reserved")).isZero();
        assertThat(fixture.balance(ACME, "revenue")).isEqualTo(5_000);
    }

    @Test
    void theLedgerNamesTheInputsOfTheFormula() {
        String jobId = jobs.submit();
        jobs.finish(Stage.INDEX, done());
        jobs.finish(Stage.PLAN, planned(0, 100_000));
        LedgerLine line = queries.ledger(ACME, jobId, 10).getFirst();
        assertThat(line.kind()).isEqualTo("reserve");
        assertThat(line.rateCard()).isEqualTo("1");
        assertThat(line.indexedLines()).isEqualTo(100_000);
        assertThat(line.complexity()).isEqualByComparingTo("1");
        assertThat(line.milliSau()).isEqualTo(33_000);
        assertThat(fixture.balance(ACME, "reserved")).isEqualTo(33_000);
    }

    @Test
    void aDuplicateReportOfTheLastTaskBillsOnce() throws Exception {
        String jobId = jobs.until(Stage.PUBLISH);
        AttemptRef attempt = jobs.claim(Stage.PUBLISH).attempt();
        List<Boolean> taken = together(16, i -> store.complete(attempt, published()));
        assertThat(taken.stream().filter(Boolean::booleanValue)).hasSize(1);
        assertThat(kinds(jobId)).containsExactly("post", "reserve");
    }

    @Test
    void aQuoteStopsAfterPlanningAndCostsNothing() {
        String jobId = jobs.submit(Jobs.dryRun());
        jobs.finish(Stage.INDEX, done());
        assertThat(jobs.claim(Stage.PLAN)).satisfies(claim -> {
            assertThat(claim.dryRun()).isTrue();
            assertThat(store.complete(claim.attempt(), planned(3, 500_000))).isTrue();
        });
        Job job = jobs.job(jobId);
        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.plan()).isEqualTo("{\"files\":3}");
        Quote quote = Objects.requireNonNull(job.quote());
        assertThat(quote.milliSau()).isEqualTo(125_000);
        assertThat(quote.inputs().complexity()).isEqualByComparingTo("1");
        assertThat(quote.inputs().indexedLines()).isEqualTo(500_000);
        assertThat(job.quoteExpiresAt())
                .isEqualTo(Objects.requireNonNull(job.finishedAt()).plus(Quote.VALID));
        assertThat(job.chargedMilliSau()).isZero();
        assertThat(queries.ledger(ACME, jobId, 10)).isEmpty();
        assertThat(store.claimReady(Role.WORKER, "worker-1", 5)).isEmpty();
    }

    @Test
    void aQuoteAboveTheCapFailsTheJobAndReservesNothing() {
        String jobId = jobs.submit(Jobs.capped(4_999));
        jobs.finish(Stage.INDEX, done());
        jobs.finish(Stage.PLAN, planned(2));
        assertFailed(jobId, "budget_exceeded", "max_sau");
        assertThat(queries.ledger(ACME, jobId, 10)).isEmpty();
    }

    @Test
    void reservationsNeverGoBeyondTheBalance() throws Exception {
        List<Claim> plans = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            jobs.submit();
            jobs.finish(Stage.INDEX, done());
            plans.add(jobs.claim(Stage.PLAN));
        }
        fixture.creditLimit(ACME, 37_000);
        together(12, i -> store.complete(plans.get(i).attempt(), planned(1)));
        assertThat(fixture.balance(ACME, "available")).isEqualTo(-35_000);
        assertThat(fixture.balance(ACME, "reserved")).isEqualTo(35_000);
        assertThat(plans.stream().filter(plan -> jobs.job(plan.jobId()).status() == JobStatus.FAILED))
                .hasSize(5)
                .allSatisfy(plan -> assertFailed(plan.jobId(), "budget_exceeded", "balance"));
    }

    @Test
    void aRefusalEndsTheJobWithItsConflictsAtNoCharge() {
        String jobId = jobs.submit();
        jobs.finish(Stage.INDEX, done());
        jobs.finish(Stage.PLAN, new TaskOutcome.Refused(CONFLICTS));
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.REFUSED);
        assertThat(jobs.job(jobId).conflicts()).isEqualTo(CONFLICTS);
        assertThat(queries.ledger(ACME, jobId, 10)).isEmpty();
    }

    @Test
    void aRefusalAfterTheReservationGivesEverythingBack() {
        String jobId = jobs.until(Stage.VERIFY);
        jobs.finish(Stage.VERIFY, new TaskOutcome.Refused(CONFLICTS));
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.REFUSED);
        assertThat(jobs.job(jobId).chargedMilliSau()).isZero();
        assertThat(kinds(jobId)).containsExactly("void", "reserve");
        assertThat(fixture.balance(ACME, "available")).isZero();
        assertThat(fixture.balance(ACME, "reserved")).isZero();
    }

    @Test
    void fiveFailuresKillTheTaskAndTheJobKeepsTheLastReason() {
        String jobId = jobs.submit();
        for (int attempt = 1; attempt <= 5; attempt++) {
            Claim claim = jobs.claim(Stage.INDEX);
            assertThat(claim.attempt().attempt()).isEqualTo(attempt);
            store.complete(claim.attempt(), TRANSIENT);
            fixture.pass(Duration.ofSeconds(31));
            fixture.maintenance().readyDue(10);
        }
        assertFailed(jobId, "attempts_exhausted", "pool");
        assertThat(jobs.job(jobId).errorMessage()).contains("analysis_crashed", "The analyser ended.");
        assertThat(jobs.job(jobId).attempts()).isEqualTo(5);
        assertThat(store.claimReady(Role.INDEXER, "indexer-1", 1)).isEmpty();
    }

    /// An accelerator that is started again takes longer than five attempts.
    @Test
    void whileAPartOfOursIsAwayNoAttemptIsCounted() {
        String jobId = jobs.submit();
        for (int time = 0; time < 12; time++) {
            Claim claim = jobs.claim(Stage.INDEX);
            assertThat(claim.attempt().attempt()).isEqualTo(1);
            store.complete(
                    claim.attempt(),
                    new TaskOutcome.Failed(ErrorCode.ACCELERATOR_UNAVAILABLE, "pool", "Nobody answers.", true));
            fixture.pass(Duration.ofSeconds(10));
            assertThat(fixture.maintenance().readyDue(10)).isEqualTo(1);
        }
        jobs.finish(Stage.INDEX, TRANSIENT);
        fixture.pass(Duration.ofSeconds(31));
        fixture.maintenance().readyDue(10);
        assertThat(jobs.claim(Stage.INDEX).attempt().attempt()).isEqualTo(2);
        assertThat(jobs.job(jobId).attempts()).isEqualTo(13);
    }

    @Test
    void aTaskThatKillsEveryWorkerEndsItsJobAfterFiveLeases() {
        String jobId = jobs.submit();
        for (int attempt = 1; attempt <= 5; attempt++) {
            jobs.claim(Stage.INDEX);
            fixture.pass(Duration.ofSeconds(11));
            assertThat(fixture.maintenance().rescueExpired(10)).isEqualTo(1);
        }
        assertFailed(jobId, "attempts_exhausted", "index");
    }

    @Test
    void aFailureThatTryingAgainCannotHelpEndsTheJobAtOnce() {
        String jobId = jobs.until(Stage.TRANSFORM, 3);
        AttemptRef other = jobs.claim(Stage.TRANSFORM).attempt();
        jobs.finish(
                Stage.TRANSFORM,
                new TaskOutcome.Failed(ErrorCode.SYMBOL_NOT_FOUND, "a.B#c()", "There is no such symbol.", false));
        assertFailed(jobId, "symbol_not_found", "a.B#c()");
        assertThat(kinds(jobId)).containsExactly("void", "reserve");
        assertThat(store.renew(List.of(other))).isEmpty();
        assertThat(store.complete(other, done())).isFalse();
        assertThat(store.claimReady(Role.WORKER, "worker-1", 5)).isEmpty();
    }

    @Test
    void aQueuedJobIsCancelledAtOnce() {
        String jobId = jobs.submit();
        List<Long> ids = announced();
        assertThat(store.cancel(ACME, jobId)).isEqualTo(CancelReply.ACCEPTED);
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(store.claim(ids.getFirst(), "worker-1")).isEmpty();
        assertThat(store.cancel(ACME, jobId)).isEqualTo(CancelReply.ALREADY_FINAL);
    }

    @Test
    void aRunningJobIsCancelledWhenItsAttemptNotices() {
        String jobId = jobs.until(Stage.TRANSFORM, 3);
        AttemptRef first = jobs.claim(Stage.TRANSFORM).attempt();
        AttemptRef second = jobs.claim(Stage.TRANSFORM).attempt();
        assertThat(store.cancel(ACME, jobId)).isEqualTo(CancelReply.ACCEPTED);
        assertThat(jobs.job(jobId).cancelRequested()).isTrue();
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(store.renew(List.of(first, second))).isEqualTo(Map.of(first, true, second, true));
        assertThat(store.claimReady(Role.WORKER, "worker-2", 5)).isEmpty();
        assertThat(store.complete(first, new TaskOutcome.Released())).isTrue();
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.RUNNING);
        assertThat(store.complete(second, done())).isTrue();
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(kinds(jobId)).containsExactly("void", "reserve");
    }

    @Test
    void aCancelThatComesBeforeTheLastReportWinsAndCostsNothing() {
        String jobId = jobs.until(Stage.PUBLISH);
        AttemptRef attempt = jobs.claim(Stage.PUBLISH).attempt();
        store.cancel(ACME, jobId);
        assertThat(store.complete(attempt, published())).isTrue();
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(jobs.job(jobId).result()).isNull();
        assertThat(fixture.balance(ACME, "revenue")).isZero();
    }

    @Test
    void aCancelThatRacesTheLastReportEndsOneWayAndTheMoneyAgrees() throws Exception {
        for (int round = 0; round < 20; round++) {
            String jobId = jobs.until(Stage.PUBLISH, 1);
            AttemptRef attempt = jobs.claim(Stage.PUBLISH).attempt();
            together(2, i -> i == 0 ? store.cancel(ACME, jobId) : store.complete(attempt, published()));
            Job job = jobs.job(jobId);
            assertThat(job.status()).isIn(JobStatus.SUCCEEDED, JobStatus.CANCELLED);
            assertThat(kinds(jobId)).containsExactly(job.status() == JobStatus.SUCCEEDED ? "post" : "void", "reserve");
        }
    }

    @Test
    void aCancelledJobWhoseWorkerDiedEndsWithTheLease() {
        String jobId = jobs.until(Stage.TRANSFORM, 2);
        jobs.claim(Stage.TRANSFORM);
        store.cancel(ACME, jobId);
        fixture.pass(Duration.ofSeconds(11));
        assertThat(fixture.maintenance().rescueExpired(10)).isEqualTo(1);
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void anUnknownJobAndAnotherTenantsJobCannotBeCancelled() {
        String jobId = jobs.submit();
        assertThat(store.cancel(ACME, "job_0000")).isEqualTo(CancelReply.NOT_FOUND);
        assertThat(store.cancel(OTHER, jobId)).isEqualTo(CancelReply.NOT_FOUND);
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void aMissedDeadlineFailsTheJobWhereverItIs() {
        String running = jobs.until(Stage.TRANSFORM, 2);
        String waiting = jobs.submit();
        AttemptRef attempt = jobs.claimNext(Role.WORKER).attempt();
        assertThat(fixture.maintenance().failOverdue(10)).isZero();
        fixture.pass(Duration.ofMinutes(31));
        assertThat(fixture.maintenance().failOverdue(10)).isEqualTo(2);
        assertFailed(waiting, "deadline_exceeded", "index");
        assertFailed(running, "deadline_exceeded", "transform");
        assertThat(store.complete(attempt, done())).isFalse();
        assertThat(kinds(running)).containsExactly("void", "reserve");
    }

    @Test
    void nothingLeavesAFinalState() {
        String jobId = jobs.until(Stage.PUBLISH);
        AttemptRef attempt = jobs.claim(Stage.PUBLISH).attempt();
        store.complete(attempt, published());
        Job over = jobs.job(jobId);
        store.complete(attempt, TRANSIENT);
        store.complete(attempt, new TaskOutcome.Refused(CONFLICTS));
        store.cancel(ACME, jobId);
        store.progress(attempt, 0.9);
        fixture.maintenance().rescueExpired(10);
        fixture.maintenance().finishCancels(10);
        assertThat(jobs.job(jobId)).isEqualTo(over);
    }

    private void assertFailed(String jobId, String code, String subject) {
        Job job = jobs.job(jobId);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.errorCode()).isEqualTo(code);
        assertThat(job.errorSubject()).isEqualTo(subject);
        assertThat(job.errorMessage()).isNotBlank();
        assertThat(job.chargedMilliSau()).isZero();
    }

    List<String> kinds(String jobId) {
        return queries.ledger(ACME, jobId, 10).stream().map(LedgerLine::kind).toList();
    }
}
