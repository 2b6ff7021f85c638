package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static dev.refactory.queue.store.Jobs.OTHER;
import static dev.refactory.queue.store.Jobs.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.SubmitReply.LimitReached;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How many jobs run at a time, and are submitted in a minute, in every job store.
abstract class PermitsContract extends JobStoreContract {
    private static final TaskOutcome BROKEN =
            new TaskOutcome.Failed(ErrorCode.INVALID_PARAMETER, "method", "There is none.", false);

    /// Limits hold for what is submitted from now on.
    private void limit(@Nullable Integer running, @Nullable Integer ofBranch) {
        store.cancel(ACME, jobs.submit());
        fixture.outbox().relay(99, tasks -> {});
        fixture.permits(ACME, running, ofBranch);
    }

    private List<String> claimable() {
        return store.claimReady(Role.INDEXER, "indexer-1", 99).stream()
                .map(Claim::jobId)
                .toList();
    }

    private int announcements() {
        List<JobStore.ReadyTask> announced = new ArrayList<>();
        fixture.outbox().relay(99, announced::addAll);
        return announced.size();
    }

    @Test
    void noMoreJobsRunThanTheTenantMayHaveAndTheOthersStayQueued() {
        limit(2, null);
        List<String> submitted = List.of(jobs.submit(), jobs.submit(), jobs.submit(), jobs.submit());
        String theirs = jobs.submit(request(OTHER, null, Tier.STANDARD));
        assertThat(announcements()).isEqualTo(3);
        List<Claim> claims = store.claimReady(Role.INDEXER, "indexer-1", 99);
        assertThat(claims)
                .extracting(Claim::jobId)
                .containsExactlyInAnyOrder(submitted.get(0), submitted.get(1), theirs);
        assertThat(jobs.job(submitted.get(2)).status()).isEqualTo(JobStatus.QUEUED);

        assertThat(end(claims, submitted.get(0))).isTrue();
        assertThat(announcements()).as("the next is announced").isEqualTo(1);
        assertThat(claimable()).containsExactly(submitted.get(2));
        store.cancel(ACME, submitted.get(1));
        fixture.maintenance().finishCancels(9);
        assertThat(claimable()).as("a job that is being cancelled runs on").isEmpty();
        end(claims, submitted.get(1));
        assertThat(claimable()).containsExactly(submitted.get(3));
    }

    private boolean end(List<Claim> claims, String jobId) {
        Claim claim = claims.stream()
                .filter(each -> each.jobId().equals(jobId))
                .findFirst()
                .orElseThrow();
        return store.complete(claim.attempt(), BROKEN);
    }

    @Test
    void noMoreJobsOfABranchRunThanMay() {
        limit(null, 1);
        String first = jobs.submit(Jobs.of("repo_a", "main", Tier.STANDARD));
        String second = jobs.submit(Jobs.of("repo_a", "main", Tier.STANDARD));
        String branch = jobs.submit(Jobs.of("repo_a", "next", Tier.STANDARD));
        String other = jobs.submit(Jobs.of("repo_b", "main", Tier.STANDARD));
        String files = jobs.submit(Jobs.of("repo_a", null, Tier.STANDARD));
        String more = jobs.submit(Jobs.of("repo_a", null, Tier.STANDARD));
        assertThat(claimable()).containsExactlyInAnyOrder(first, branch, other, files, more);
        store.cancel(ACME, second);
        String third = jobs.submit(Jobs.of("repo_a", "next", Tier.STANDARD));
        assertThat(claimable()).isEmpty();
        assertThat(jobs.job(second).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(jobs.job(third).status()).isEqualTo(JobStatus.QUEUED);
    }

    @Test
    void theMoreUrgentJobIsNextAndWaitingMakesUrgent() {
        limit(1, null);
        String running = jobs.submit();
        String bulk = jobs.submit(request(ACME, null, Tier.BULK));
        fixture.pass(Duration.ofSeconds(130));
        String standard = jobs.submit();
        String urgent = jobs.submit(request(ACME, null, Tier.INTERACTIVE));
        store.cancel(ACME, running);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<String> next = claimable();
            assertThat(next).hasSize(1);
            order.addAll(next);
            store.cancel(ACME, next.getFirst());
            fixture.pass(Duration.ofSeconds(11));
            fixture.maintenance().rescueExpired(9);
            fixture.maintenance().finishCancels(9);
        }
        assertThat(order).containsExactly(bulk, urgent, standard);
    }

    @Test
    void aBlockedBranchKeepsNoOtherFromRunning() {
        limit(2, 1);
        String first = jobs.submit(Jobs.of("repo_a", "main", Tier.STANDARD));
        String other = jobs.submit(Jobs.of("repo_b", "main", Tier.STANDARD));
        jobs.submit(Jobs.of("repo_a", "main", Tier.INTERACTIVE));
        String next = jobs.submit(Jobs.of("repo_c", "main", Tier.BULK));
        assertThat(claimable()).containsExactlyInAnyOrder(first, other);
        store.cancel(ACME, other);
        fixture.pass(Duration.ofSeconds(11));
        fixture.maintenance().rescueExpired(9);
        fixture.maintenance().finishCancels(9);
        assertThat(claimable()).contains(next);
    }

    @Test
    void aRaisedLimitLetsInWhatWaits() {
        limit(1, null);
        List<String> submitted = List.of(jobs.submit(), jobs.submit(), jobs.submit());
        assertThat(claimable()).containsExactly(submitted.getFirst());
        assertThat(fixture.maintenance().admit(9)).isZero();
        fixture.permits(ACME, 2, null);
        assertThat(fixture.maintenance().admit(9)).isEqualTo(1);
        assertThat(claimable()).containsExactly(submitted.get(1));
        fixture.permits(ACME, null, null);
        assertThat(fixture.maintenance().admit(9)).isEqualTo(1);
        assertThat(claimable()).containsExactly(submitted.get(2));
    }

    @Test
    void whatWaitsForAPermitIsOverAtItsDeadline() {
        limit(1, null);
        jobs.submit();
        String waiting = jobs.submit();
        fixture.pass(Duration.ofMinutes(31));
        fixture.maintenance().readyDue(9);
        assertThat(fixture.maintenance().failOverdue(9)).isEqualTo(2);
        assertThat(jobs.job(waiting).status()).isEqualTo(JobStatus.FAILED);
        String next = jobs.submit();
        assertThat(claimable()).containsExactly(next);
    }

    @Test
    void jobsOfAMinuteAreLimitedExactlyAndSayWhenToTryAgain() {
        jobs.submit();
        fixture.maxJobsPerMinute(ACME, 2);
        fixture.pass(Duration.ofSeconds(20));
        jobs.submit();
        SubmitReply third = store.submit(request());
        assertThat(third).isInstanceOfSatisfying(LimitReached.class, limit -> {
            assertThat(limit.limit()).isEqualTo("jobs_per_minute");
            assertThat(limit.value()).isEqualTo(2);
            assertThat(limit.retryAfter()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(40));
        });
        fixture.pass(Duration.ofSeconds(41));
        jobs.submit();
        assertThat(store.submit(request())).isInstanceOf(LimitReached.class);
    }
}
