package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.OTHER;
import static dev.refactory.queue.store.Jobs.done;
import static dev.refactory.queue.store.Jobs.planned;
import static dev.refactory.queue.store.Jobs.published;
import static dev.refactory.queue.store.Jobs.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobStore.CancelReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every job store does: submitting, claiming, reporting. The second half is [JobEndingsContract].
abstract class JobStoreContract {
    static final TaskOutcome TRANSIENT =
            new TaskOutcome.Failed(ErrorCode.ANALYSIS_CRASHED, "pool", "The analyser ended.", true);

    StoreFixture fixture;
    JobStore store;
    JobQueries queries;
    Jobs jobs;

    abstract StoreFixture newFixture();

    @BeforeEach
    void open() {
        fixture = newFixture();
        store = fixture.store();
        queries = fixture.queries();
        jobs = new Jobs(fixture);
    }

    @Test
    void aSubmittedJobIsQueuedAndCanBeFound() {
        Job job = Jobs.accepted(store.submit(request()));
        assertThat(queries.find(ACME, job.jobId())).contains(job);
        assertThat(job.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.stage()).isEqualTo(Stage.INDEX);
        assertThat(job.request()).isEqualTo("{\"recipe\":\"rename-method\"}");
        assertThat(job.startedAt()).isNull();
        assertThat(job.deadlineAt()).isEqualTo(job.createdAt().plus(Duration.ofMinutes(30)));
    }

    @Test
    void theSameKeyAndRequestGiveTheSameJob() {
        Job first = Jobs.accepted(store.submit(request(ACME, "key-1", Tier.STANDARD)));
        SubmitReply again = store.submit(request(ACME, "key-1", Tier.STANDARD));
        assertThat(again).isEqualTo(new SubmitReply.Accepted(first, true));
        assertThat(queries.list(ACME, JobQueries.Filter.ALL, null, 10)).hasSize(1);
    }

    @Test
    void aReplayAfterTheJobEndedStillAnswersWithIt() {
        String jobId = jobs.submit(request(ACME, "key-1", Tier.STANDARD));
        assertThat(store.cancel(ACME, jobId)).isEqualTo(CancelReply.ACCEPTED);
        fixture.pass(Duration.ofDays(40));
        SubmitReply again = store.submit(request(ACME, "key-1", Tier.STANDARD));
        assertThat(Jobs.accepted(again).jobId()).isEqualTo(jobId);
    }

    @Test
    void theSameKeyWithAnotherRequestIsAConflictThatNamesTheJob() {
        String jobId = jobs.submit(request(ACME, "key-1", Tier.STANDARD));
        SubmitJob r = request(ACME, "key-1", Tier.STANDARD);
        SubmitJob changed = new SubmitJob(
                r.tenant(),
                r.submittedBy(),
                r.idempotencyKey(),
                "b".repeat(64),
                "{}",
                r.repository(),
                r.recipe(),
                r.tier(),
                null,
                false,
                r.deadline());
        assertThat(store.submit(changed)).isEqualTo(new SubmitReply.IdempotencyConflict(jobId));
    }

    @Test
    void anotherTenantsEqualKeyIsItsOwn() {
        Job mine = Jobs.accepted(store.submit(request(ACME, "key-1", Tier.STANDARD)));
        Job theirs = Jobs.accepted(store.submit(request(OTHER, "key-1", Tier.STANDARD)));
        assertThat(theirs.jobId()).isNotEqualTo(mine.jobId());
    }

    @Test
    void fiftySubmissionsUnderOneKeyMakeOneJob() throws Exception {
        List<SubmitReply> replies = together(50, i -> store.submit(request(ACME, "key-1", Tier.STANDARD)));
        assertThat(replies.stream().map(reply -> Jobs.accepted(reply).jobId()).distinct())
                .hasSize(1);
        assertThat(replies.stream().filter(reply -> !((SubmitReply.Accepted) reply).replayed()))
                .hasSize(1);
    }

    @Test
    void submissionsBeyondTheTenantsLimitAreTurnedAwayByName() throws Exception {
        jobs.submit();
        fixture.maxOpenJobs(ACME, 5);
        List<SubmitReply> replies = together(12, i -> store.submit(request()));
        assertThat(replies.stream().filter(SubmitReply.Accepted.class::isInstance))
                .hasSize(4);
        assertThat(replies).contains(new SubmitReply.LimitReached("open_jobs_per_tenant", 5));
    }

    @Test
    void aTaskIsClaimedOnceHoweverManyAskForIt() throws Exception {
        jobs.submit();
        long taskId = announced().getFirst();
        List<Boolean> taken =
                together(16, i -> store.claim(taskId, "worker-" + i).isPresent());
        assertThat(taken.stream().filter(Boolean::booleanValue)).hasSize(1);
    }

    @Test
    void sixteenWorkersTakeFortyTasksOnceEach() throws Exception {
        jobs.until(Stage.TRANSFORM, 40);
        List<List<Claim>> claims = together(16, i -> store.claimReady(Role.WORKER, "worker-" + i, 5));
        List<Long> taken = new java.util.ArrayList<>(claims.stream()
                .flatMap(List::stream)
                .map(claim -> claim.attempt().taskId())
                .toList());
        for (List<Claim> more = store.claimReady(Role.WORKER, "last", 50);
                !more.isEmpty();
                more = store.claimReady(Role.WORKER, "last", 50)) {
            more.forEach(claim -> taken.add(claim.attempt().taskId()));
        }
        assertThat(taken).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void aClaimCarriesWhatTheWorkerNeeds() {
        String jobId = jobs.until(Stage.TRANSFORM, 2);
        Claim claim = jobs.claim(Stage.TRANSFORM);
        assertThat(claim.jobId()).isEqualTo(jobId);
        assertThat(claim.tenant()).isEqualTo(ACME);
        assertThat(claim.tier()).isEqualTo(Tier.STANDARD);
        assertThat(claim.index()).isZero();
        assertThat(claim.payload()).isEqualTo("{\"chunk\":0}");
        assertThat(claim.request()).isEqualTo("{\"recipe\":\"rename-method\"}");
        assertThat(claim.attempt().attempt()).isEqualTo(1);
        assertThat(claim.leaseUntil()).isBefore(claim.deadline());
    }

    @Test
    void theFirstClaimOfAStageShowsInTheStatus() {
        String jobId = jobs.submit();
        jobs.claim(Stage.INDEX);
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.INDEXING);
        assertThat(jobs.job(jobId).startedAt()).isNotNull();
    }

    @Test
    void aRoleIsGivenItsOwnTasksOnly() {
        jobs.submit();
        assertThat(store.claimReady(Role.WORKER, "worker-1", 5)).isEmpty();
        assertThat(store.claimReady(Role.INDEXER, "indexer-1", 5)).hasSize(1);
    }

    @Test
    void fencesOnlyGrow() {
        jobs.submit();
        Claim first = jobs.claim(Stage.INDEX);
        store.complete(first.attempt(), new TaskOutcome.Released());
        Claim second = jobs.claim(Stage.INDEX);
        assertThat(second.attempt().fence()).isGreaterThan(first.attempt().fence());
    }

    @Test
    void aStaleFenceCanNeitherReportNorRenewNorProgress() {
        String jobId = jobs.submit();
        AttemptRef stale = jobs.claim(Stage.INDEX).attempt();
        store.complete(stale, new TaskOutcome.Released());
        AttemptRef current = jobs.claim(Stage.INDEX).attempt();
        Job before = jobs.job(jobId);
        assertThat(store.complete(stale, done())).isFalse();
        assertThat(store.complete(stale, TRANSIENT)).isFalse();
        assertThat(store.renew(List.of(stale))).isEmpty();
        store.progress(stale, 0.9);
        assertThat(store.complete(new AttemptRef(current.taskId(), current.attempt() + 1, current.fence()), done()))
                .isFalse();
        assertThat(jobs.job(jobId)).isEqualTo(before);
        assertThat(store.complete(current, done())).isTrue();
    }

    @Test
    void aReportIsAcceptedOnce() {
        jobs.submit();
        AttemptRef attempt = jobs.claim(Stage.INDEX).attempt();
        assertThat(store.complete(attempt, done())).isTrue();
        assertThat(store.complete(attempt, done())).isFalse();
    }

    @Test
    void renewingKeepsALeaseAndSaysWhichAreHeld() {
        jobs.submit();
        jobs.submit();
        AttemptRef kept = jobs.claim(Stage.INDEX).attempt();
        AttemptRef reported = jobs.claim(Stage.INDEX).attempt();
        store.complete(reported, done());
        for (int i = 0; i < 5; i++) {
            fixture.pass(Duration.ofSeconds(9));
            assertThat(store.renew(List.of(kept, reported))).isEqualTo(Map.of(kept, false));
            assertThat(fixture.maintenance().rescueExpired(10)).isZero();
        }
    }

    @Test
    void anExpiredLeaseIsRescuedAndTheNextAttemptCountsOneMore() {
        jobs.submit();
        AttemptRef lost = jobs.claim(Stage.INDEX).attempt();
        announced();
        assertThat(fixture.maintenance().rescueExpired(10)).isZero();
        fixture.pass(Duration.ofSeconds(11));
        assertThat(fixture.maintenance().rescueExpired(10)).isEqualTo(1);
        assertThat(announced()).containsExactly(lost.taskId());
        AttemptRef next = jobs.claim(Stage.INDEX).attempt();
        assertThat(next.attempt()).isEqualTo(2);
        assertThat(store.complete(lost, done())).isFalse();
        assertThat(store.complete(next, done())).isTrue();
    }

    @Test
    void aReleasedTaskIsReadyAtOnceAndNoAttemptIsCounted() {
        String jobId = jobs.submit();
        for (int i = 0; i < 7; i++) {
            AttemptRef attempt = jobs.claim(Stage.INDEX).attempt();
            assertThat(attempt.attempt()).isEqualTo(1);
            assertThat(store.complete(attempt, new TaskOutcome.Released())).isTrue();
        }
        assertThat(jobs.job(jobId).attempts()).isZero();
    }

    @Test
    void aFailedTaskWaitsForItsBackoffAndIsThenAnnounced() {
        jobs.submit();
        AttemptRef failed = jobs.claim(Stage.INDEX).attempt();
        announced();
        assertThat(store.complete(failed, TRANSIENT)).isTrue();
        assertThat(store.claim(failed.taskId(), "worker-2")).isEmpty();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.maintenance().readyDue(10)).isEqualTo(1);
        assertThat(announced()).containsExactly(failed.taskId());
        assertThat(jobs.claim(Stage.INDEX).attempt().attempt()).isEqualTo(2);
    }

    @Test
    void progressOnlyGoesUpAndStaysWithinBounds() {
        String jobId = jobs.submit();
        AttemptRef attempt = jobs.claim(Stage.INDEX).attempt();
        long before = jobs.job(jobId).version();
        store.progress(attempt, 0.5);
        assertThat(jobs.job(jobId).stageFraction()).isEqualTo(0.5);
        assertThat(jobs.job(jobId).version()).isGreaterThan(before);
        long after = jobs.job(jobId).version();
        store.progress(attempt, 0.4);
        store.progress(attempt, 1.5);
        assertThat(jobs.job(jobId).version()).isEqualTo(after);
    }

    @Test
    void theLastTaskOfAStageOpensTheNextAndCountsAreRight() {
        String jobId = jobs.until(Stage.TRANSFORM, 3);
        jobs.finish(Stage.TRANSFORM, done());
        Job job = jobs.job(jobId);
        assertThat(job.stage()).isEqualTo(Stage.TRANSFORM);
        assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.tasksDone()).isEqualTo(1);
        assertThat(job.tasksTotal()).isEqualTo(3);
        jobs.finish(Stage.TRANSFORM, done());
        jobs.finish(Stage.TRANSFORM, done());
        assertThat(jobs.job(jobId).stage()).isEqualTo(Stage.VERIFY);
        assertThat(jobs.claim(Stage.VERIFY).payload()).isEqualTo("{}");
    }

    @Test
    void tasksReportedTogetherOpenTheNextStageOnce() throws Exception {
        String jobId = jobs.until(Stage.TRANSFORM, 24);
        List<Claim> claims = store.claimReady(Role.WORKER, "worker-1", 24);
        List<Boolean> taken = together(24, i -> store.complete(claims.get(i).attempt(), done("{\"i\":" + i + "}")));
        assertThat(taken).hasSize(24).doesNotContain(false);
        assertThat(jobs.job(jobId).stage()).isEqualTo(Stage.VERIFY);
        assertThat(store.claimReady(Role.WORKER, "worker-1", 5)).hasSize(1);
    }

    @Test
    void resultsOfAStageComeBackInTaskOrder() {
        String jobId = jobs.until(Stage.TRANSFORM, 3);
        List<Claim> claims = store.claimReady(Role.WORKER, "worker-1", 3);
        for (Claim claim : claims.reversed()) {
            store.complete(claim.attempt(), done("{\"index\":" + claim.index() + "}"));
        }
        assertThat(store.stageResults(jobId, ACME, Set.of(Stage.INDEX, Stage.TRANSFORM, Stage.VERIFY)))
                .isEqualTo(Map.of(
                        Stage.INDEX,
                        List.of("{}"),
                        Stage.TRANSFORM,
                        List.of("{\"index\":0}", "{\"index\":1}", "{\"index\":2}"),
                        Stage.VERIFY,
                        List.of()));
    }

    @Test
    void aPayloadFromTheStageBeforeReachesTheNext() {
        jobs.submit();
        jobs.finish(
                Stage.INDEX,
                new TaskOutcome.Completed("{}", List.of("{\"snapshot\":7}"), null, null, List.of(), Usage.NONE));
        assertThat(jobs.claim(Stage.PLAN).payload()).isEqualTo("{\"snapshot\":7}");
    }

    @Test
    void aPlanWithoutTasksGoesStraightToVerify() {
        String jobId = jobs.submit();
        jobs.finish(Stage.INDEX, done());
        jobs.finish(Stage.PLAN, planned(0));
        jobs.finish(Stage.VERIFY, done());
        jobs.finish(Stage.PUBLISH, published());
        assertThat(jobs.job(jobId).status()).isEqualTo(JobStatus.SUCCEEDED);
    }

    /// Empties the outbox.
    List<Long> announced() {
        List<Long> ids = new java.util.ArrayList<>();
        while (fixture.outbox().relay(100, tasks -> tasks.forEach(task -> ids.add(task.taskId()))) > 0) {
            assertThat(ids).hasSizeLessThan(100_000);
        }
        return ids;
    }

    static <T> List<T> together(int threads, java.util.function.IntFunction<T> work) throws Exception {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> calls = IntStream.range(0, threads)
                    .<Callable<T>>mapToObj(i -> () -> work.apply(i))
                    .toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
