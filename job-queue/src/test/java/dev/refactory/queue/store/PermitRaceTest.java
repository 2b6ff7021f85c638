package dev.refactory.queue.store;

import static dev.refactory.queue.store.Jobs.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Limits on running jobs while everybody submits, runs, ends and cancels at once.
class PermitRaceTest {
    private static final int RUNNING = 5;
    private static final int OF_BRANCH = 2;
    private static final int JOBS = 192;
    private static final int THREADS = 64;
    private static final TaskOutcome BROKEN =
            new TaskOutcome.Failed(ErrorCode.INVALID_PARAMETER, "method", "There is none.", false);

    private final Map<String, String> branches = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> runningOf = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger mostOfBranch = new AtomicInteger();

    @Test
    void noLimitIsEverExceededAndNoJobIsForgotten() throws Exception {
        try (PostgresFixture postgres = new PostgresFixture()) {
            Jobs jobs = new Jobs(postgres);
            postgres.store().cancel(ACME, jobs.submit());
            postgres.permits(ACME, RUNNING, OF_BRANCH);
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Callable<Void>> work = IntStream.range(0, THREADS)
                        .<Callable<Void>>mapToObj(thread -> () -> {
                            work(postgres, jobs, thread);
                            return null;
                        })
                        .toList();
                for (Future<Void> done : threads.invokeAll(work)) {
                    done.get();
                }
            }
            assertThat(most.get()).isBetween(2, RUNNING);
            assertThat(mostOfBranch.get()).isBetween(1, OF_BRANCH);
            assertThat(branches.keySet())
                    .hasSize(JOBS)
                    .allSatisfy(id -> assertThat(jobs.job(id).status()).isIn(JobStatus.FAILED, JobStatus.CANCELLED));
            assertThat(count(postgres, "select count(*) from permit")).isZero();
        }
    }

    /// Or two that leave at once would both let the same number in.
    @Test
    void whoLeavesAPermitWaitsForWhoeverDoes() {
        try (PostgresFixture postgres = new PostgresFixture()) {
            Jobs jobs = new Jobs(postgres);
            String first = jobs.submit();
            String second = jobs.submit();
            postgres.pool().inTransaction(ACME, leaving -> {
                PostgresPermits.leave(leaving, ACME, first);
                assertThatThrownBy(() -> postgres.pool().inTransaction(ACME, waiting -> {
                            Sql.update(waiting, "set local lock_timeout = '50ms'");
                            PostgresPermits.leave(waiting, ACME, second);
                            return true;
                        }))
                        .hasStackTraceContaining("lock timeout");
                return true;
            });
        }
    }

    private void work(PostgresFixture postgres, Jobs jobs, int thread) {
        for (int i = 0; i < JOBS / THREADS; i++) {
            String id = submit(jobs, thread + i);
            if (i == 1) {
                postgres.store().cancel(ACME, id);
            }
            run(postgres);
        }
        while (count(postgres, "select count(*) from job where finished_at is null") > 0) {
            postgres.maintenance().finishCancels(9);
            run(postgres);
        }
    }

    private static int count(PostgresFixture postgres, String sql) {
        return postgres.pool()
                .inTransaction(ACME, connection -> Sql.first(connection, sql, row -> row.getInt(1)))
                .orElseThrow();
    }

    private String submit(Jobs jobs, int number) {
        String branch = "branch-" + number % 7;
        String id = jobs.submit(Jobs.of("repo_a", branch, Tier.values()[number % 3]));
        branches.put(id, branch);
        return id;
    }

    /// Whoever has a job's first task runs it, and ends it.
    private void run(PostgresFixture postgres) {
        for (Claim claim : postgres.store().claimReady(Role.INDEXER, "indexer", 2)) {
            AtomicInteger ofBranch = runningOf.computeIfAbsent(branch(claim.jobId()), id -> new AtomicInteger());
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            mostOfBranch.accumulateAndGet(ofBranch.incrementAndGet(), Math::max);
            postgres.store().renew(List.of(claim.attempt()));
            ofBranch.decrementAndGet();
            running.decrementAndGet();
            postgres.store().complete(claim.attempt(), BROKEN);
        }
    }

    private String branch(String jobId) {
        return branches.getOrDefault(jobId, "not known yet " + jobId);
    }
}
