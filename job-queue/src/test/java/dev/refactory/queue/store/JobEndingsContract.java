package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.OTHER;
import static dev.refactory.queue.store.Jobs.done;
import static dev.refactory.queue.store.Jobs.planned;
import static dev.refactory.queue.store.Jobs.published;
import static dev.refactory.queue.store.Jobs.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobQueries.Filter;
import dev.refactory.queue.store.JobQueries.LedgerLine;
import dev.refactory.queue.store.JobQueries.StageTiming;
import dev.refactory.queue.store.JobStore.CancelReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every job store does when jobs end, and how they are read afterwards.
abstract class JobEndingsContract extends JobStoreContract {
    private static final String CONFLICTS = "[{\"kind\":\"name-clash\"}]";

    @Test
    void aJobThatWalksThroughTheHouseSucceedsAndIsBilledItsQuote() {
        String jobId = jobs.succeeded();
        Job job = jobs.job(jobId);
        assertThat(job.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.plan()).isEqualTo("{\"files\":2}");
        assertThat(job.result()).isEqualTo("{\"files_changed\":1}");
        assertThat(job.quotedMilliSau()).isEqualTo(5_000);
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
        assertThat(job.quotedMilliSau()).isEqualTo(125_000);
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
        assertThat(jobs.job(jobId).errorMessage()).contains("accelerator_unavailable", "No accelerator answers.");
        assertThat(jobs.job(jobId).attempts()).isEqualTo(5);
        assertThat(store.claimReady(Role.INDEXER, "indexer-1", 1)).isEmpty();
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

    @Test
    void usageIsTheSumOverAcceptedAttempts() {
        String jobId = jobs.until(Stage.TRANSFORM, 2);
        AttemptRef lost = jobs.claim(Stage.TRANSFORM).attempt();
        fixture.pass(Duration.ofSeconds(11));
        fixture.maintenance().rescueExpired(10);
        store.complete(lost, Jobs.used(new Usage(1_000, 1_000, 1_000)));
        jobs.finish(Stage.TRANSFORM, Jobs.used(new Usage(10, 3, 2_500)));
        jobs.finish(Stage.TRANSFORM, Jobs.used(new Usage(5, 2, 2_500)));
        assertThat(jobs.job(jobId).usage()).isEqualTo(new Usage(15, 5, 5_000));
        jobs.finish(Stage.VERIFY, Jobs.used(new Usage(1, 1, 0)));
        jobs.finish(Stage.PUBLISH, published());
        assertThat(jobs.job(jobId).usage()).isEqualTo(new Usage(16, 6, 5_000));
    }

    @Test
    void eventsAreDenseTellTheWholeStoryAndCanBeResumed() {
        String jobId = jobs.succeeded();
        List<JobEvent> all = queries.events(ACME, jobId, 0, 1000);
        assertThat(all.stream().map(JobEvent::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
        assertThat(all.stream().map(JobEvent::type))
                .startsWith("job_submitted", "stage_opened", "stage_started", "stage_closed", "stage_opened")
                .contains("plan_published", "sau_reserved", "attempt_completed")
                .endsWith("stage_closed", "sau_posted", "job_succeeded");
        List<JobEvent> resumed = new ArrayList<>();
        for (long after = 0; ; after = resumed.getLast().sequence()) {
            List<JobEvent> page = queries.events(ACME, jobId, after, 3);
            if (page.isEmpty()) {
                break;
            }
            resumed.addAll(page);
        }
        assertThat(resumed).isEqualTo(all);
    }

    @Test
    void artifactsOfAnAcceptedAttemptAreKeptByteForByte() {
        String jobId = jobs.until(Stage.PUBLISH);
        byte[] patch = "diff --git a/ä b/ä\n\0".getBytes(StandardCharsets.UTF_8);
        jobs.finish(Stage.PUBLISH, published(new Artifact("patch", "text/x-diff", patch)));
        Artifact kept = queries.artifact(ACME, jobId, "patch").orElseThrow();
        assertThat(kept.mediaType()).isEqualTo("text/x-diff");
        assertThat(kept.content()).isEqualTo(patch);
        assertThat(queries.artifact(ACME, jobId, "mail")).isEmpty();
    }

    @Test
    void theTimelineHasEveryStageWithItsTimes() {
        String jobId = jobs.succeeded();
        List<StageTiming> timeline = queries.timeline(ACME, jobId);
        assertThat(timeline.stream().map(StageTiming::stage))
                .containsExactly("index", "plan", "transform", "verify", "publish");
        assertThat(timeline.stream().map(StageTiming::tasks)).containsExactly(1, 1, 2, 1, 1);
        assertThat(timeline.stream().map(StageTiming::attempts)).containsExactly(1, 1, 2, 1, 1);
        assertThat(timeline).allSatisfy(stage -> {
            assertThat(stage.startedAt()).isNotNull().isAfterOrEqualTo(stage.openedAt());
            assertThat(stage.finishedAt()).isNotNull().isAfterOrEqualTo(stage.startedAt());
        });
    }

    @Test
    void listsAreNewestFirstFilteredAndPaged() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.addFirst(jobs.submit());
            fixture.pass(Duration.ofMillis(5));
        }
        store.cancel(ACME, ids.get(2));
        assertThat(ids(queries.list(ACME, Filter.ALL, null, 10))).isEqualTo(ids);
        assertThat(ids(queries.list(ACME, Filter.ALL, null, 2))).isEqualTo(ids.subList(0, 2));
        assertThat(ids(queries.list(ACME, Filter.ALL, ids.get(1), 2))).isEqualTo(ids.subList(2, 4));
        assertThat(ids(queries.list(ACME, new Filter(JobStatus.CANCELLED, null, null, null), null, 10)))
                .containsExactly(ids.get(2));
        assertThat(queries.list(ACME, new Filter(null, "nowhere", null, null), null, 10))
                .isEmpty();
        assertThat(queries.list(ACME, new Filter(null, null, "rename-method", "ada"), null, 10))
                .hasSize(5);
    }

    @Test
    void anotherTenantSeesNothing() {
        String jobId = jobs.succeeded();
        jobs.submit(request(OTHER, null, Tier.STANDARD));
        assertThat(queries.find(OTHER, jobId)).isEmpty();
        assertThat(queries.list(OTHER, Filter.ALL, null, 10)).hasSize(1);
        assertThat(queries.events(OTHER, jobId, 0, 10)).isEmpty();
        assertThat(queries.timeline(OTHER, jobId)).isEmpty();
        assertThat(queries.ledger(OTHER, null, 10)).isEmpty();
        assertThat(store.stageResults(jobId, OTHER, Stage.TRANSFORM)).isEmpty();
    }

    @Test
    void usageByDayAgreesWithTheJobsAndTheLedger() {
        jobs.succeeded();
        jobs.succeeded();
        LocalDate today = queries.list(ACME, Filter.ALL, null, 1)
                .getFirst()
                .createdAt()
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        assertThat(queries.usage(ACME, today.minusDays(1), today))
                .singleElement()
                .satisfies(day -> {
                    assertThat(day.jobs()).isEqualTo(2);
                    assertThat(day.milliSau()).isEqualTo(fixture.balance(ACME, "revenue"));
                    assertThat(day.recipe()).isEqualTo("rename-method");
                });
        assertThat(queries.usage(ACME, today.plusDays(1), today.plusDays(2))).isEmpty();
    }

    @Test
    void endedJobsAreForgottenAfterTheirRetentionButNotTheirBills() {
        String jobId = jobs.succeeded();
        String open = jobs.submit(request(ACME, "key-1", Tier.STANDARD));
        fixture.pass(Duration.ofDays(29));
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 10)).isZero();
        fixture.pass(Duration.ofDays(2));
        assertThat(fixture.maintenance().deleteEnded(Duration.ofDays(30), 10)).isEqualTo(1);
        assertThat(queries.find(ACME, jobId)).isEmpty();
        assertThat(queries.find(ACME, open)).isPresent();
        assertThat(kinds(jobId)).containsExactly("post", "reserve");
    }

    @Test
    void whatARelayCouldNotPublishStaysAnnounced() {
        jobs.submit();
        assertThatThrownBy(() -> fixture.outbox().relay(10, tasks -> {
                    throw new IllegalStateException("the broker is away");
                }))
                .hasMessage("the broker is away");
        assertThat(fixture.outbox().backlog()).isEqualTo(1);
        assertThat(announced()).hasSize(1);
        assertThat(fixture.outbox().backlog()).isZero();
    }

    @Test
    void announcementsAreUrgentFirstAndFairAndCanBeRepeated() {
        for (int i = 0; i < 3; i++) {
            jobs.submit();
        }
        jobs.submit(request(OTHER, null, Tier.STANDARD));
        jobs.submit(request(ACME, null, Tier.INTERACTIVE));
        List<String> order = new ArrayList<>();
        fixture.outbox().relay(3, tasks -> tasks.forEach(task -> order.add(task.tenant() + " " + task.tier())));
        assertThat(order.getFirst()).isEqualTo("default INTERACTIVE");
        assertThat(order).contains("default STANDARD", "other STANDARD");
        announced();
        assertThat(fixture.outbox().announceAgain(100)).isEqualTo(5);
        assertThat(fixture.outbox().announceAgain(100)).isZero();
        assertThat(announced()).hasSize(5);
    }

    @Test
    void aReportThatItsStageCannotMakeChangesNothing() {
        String jobId = jobs.submit();
        Claim claim = jobs.claim(Stage.INDEX);
        Job before = jobs.job(jobId);
        assertThatThrownBy(() -> store.complete(claim.attempt(), planned(2))).hasMessageContaining("INDEX");
        assertThat(jobs.job(jobId)).isEqualTo(before);
        assertThat(store.complete(claim.attempt(), done())).isTrue();
    }

    private void assertFailed(String jobId, String code, String subject) {
        Job job = jobs.job(jobId);
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.errorCode()).isEqualTo(code);
        assertThat(job.errorSubject()).isEqualTo(subject);
        assertThat(job.errorMessage()).isNotBlank();
        assertThat(job.chargedMilliSau()).isZero();
    }

    private List<String> kinds(String jobId) {
        return queries.ledger(ACME, jobId, 10).stream().map(LedgerLine::kind).toList();
    }

    private static List<String> ids(List<Job> list) {
        return list.stream().map(Job::jobId).toList();
    }
}
