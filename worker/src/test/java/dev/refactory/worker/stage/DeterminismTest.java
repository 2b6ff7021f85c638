package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.testkit.Seeds;
import dev.refactory.worker.house.DirectInference;
import dev.refactory.worker.house.Outcome;
import dev.refactory.worker.house.Requests;
import dev.refactory.worker.house.Samples;
import dev.refactory.worker.house.Wafer;
import dev.refactory.worker.house.WorkerHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same request on the same commit is the same bytes, whatever happens on the way.
class DeterminismTest {
    private static final int BUYERS = 8;
    /// Of five attempts a task has, so that no job fails of faults alone.
    private static final int MOST_FAULTS = 3;
    private static final int MOST_ROUNDS = 20_000;

    @TempDir
    Path data;

    static Requests request(int buyers) {
        return Requests.on(Samples.mall(buyers))
                .step("rename-type", "type", "com.acme.Shop", "newName", "Store")
                .step("rename-method", "method", "com.acme.Store#price(int)", "newName", "cost")
                .step("find-usages", "symbol", "com.acme.Store#cost(int)")
                .step("rename-method", "method", "com.acme.Store#total()", "newName", "sum");
    }

    private Map<String, String> undisturbed() {
        WorkerHouse house = new WorkerHouse(data.resolve("undisturbed"));
        return Outcome.of(
                house.jobs, WorkerHouse.TENANT, house.run(request(BUYERS)).jobId());
    }

    @Test
    void orderTaskSizeMachinesCrashesAndLateReportsChangeNoByte() {
        Map<String, String> expected = undisturbed();
        int[] faults = new int[4];
        int ran = Seeds.forEach(10, seed -> {
            Disturbed run = new Disturbed(seed, faults);
            assertThat(run.outcome()).isEqualTo(expected);
        });
        assertThat(faults)
                .as("crashes, zombies, repeated reports and new machines in " + ran + " runs")
                .doesNotContain(0);
    }

    /// One run on one thread: which task runs when, on which machine, and what goes wrong, depends on the seed.
    private final class Disturbed {
        private final RandomGenerator random;
        private final long seed;
        private final int[] faults;
        private final int workers;
        private final List<WorkerHouse> machines = new ArrayList<>();
        private final List<Claim> held = new ArrayList<>();
        private final Map<Long, Integer> faultsOf = new HashMap<>();

        Disturbed(long seed, int[] faults) {
            this.seed = seed;
            this.faults = faults;
            this.random = Seeds.random(seed);
            this.workers = 1 + random.nextInt(8);
            machines.add(new WorkerHouse(data.resolve("m" + seed + "-0"), new DirectInference(), size()));
        }

        private TaskSize size() {
            int[] sizes = {1, 2, 3, 7, 64};
            return new TaskSize(sizes[random.nextInt(sizes.length)]);
        }

        Map<String, String> outcome() {
            WorkerHouse first = machines.getFirst();
            String job = first.submit(request(BUYERS));
            for (int round = 0; first.job(job).finishedAt() == null; round++) {
                if (round == MOST_ROUNDS) {
                    throw new AssertionError("The job does not end: " + first.job(job));
                }
                step(first);
            }
            return Outcome.of(first.jobs, WorkerHouse.TENANT, job);
        }

        private void step(WorkerHouse first) {
            first.jobs.readyDue(100);
            if (held.size() < workers) {
                held.addAll(first.claims(1 + random.nextInt(workers - held.size())));
            }
            if (held.isEmpty()) {
                first.clock.advance(Duration.ofSeconds(1 + random.nextInt(20)));
                first.jobs.rescueExpired(100);
                return;
            }
            Claim claim = held.remove(random.nextInt(held.size()));
            long task = claim.attempt().taskId();
            boolean fault = random.nextInt(4) == 0 && faultsOf.merge(task, 1, Integer::sum) <= MOST_FAULTS;
            WorkerHouse machine = machines.get(random.nextInt(machines.size()));
            if (!fault) {
                first.jobs.complete(claim.attempt(), machine.outcome(claim));
                return;
            }
            int kind = random.nextInt(faults.length);
            faults[kind]++;
            switch (kind) {
                // The worker dies: its lease runs out.
                case 0 -> expireLeases(first);
                // The worker sleeps over its lease, and reports when another one has the task.
                case 1 -> {
                    TaskOutcome late = machine.outcome(claim);
                    expireLeases(first);
                    assertThat(first.jobs.complete(claim.attempt(), late)).isFalse();
                }
                case 2 -> {
                    TaskOutcome done = machine.outcome(claim);
                    assertThat(first.jobs.complete(claim.attempt(), done)).isTrue();
                    assertThat(first.jobs.complete(claim.attempt(), done)).isFalse();
                }
                // A machine that has seen nothing yet, with tasks of another size.
                default -> {
                    machines.add(first.machine(
                            data.resolve("m" + seed + "-" + machines.size()), new DirectInference(), size()));
                    first.jobs.complete(claim.attempt(), machines.getLast().outcome(claim));
                }
            }
        }

        /// All leases but those of the claims that are held.
        private void expireLeases(WorkerHouse first) {
            for (int i = 0; i < 2; i++) {
                first.clock.advance(Duration.ofSeconds(6));
                first.jobs.renew(held.stream().map(Claim::attempt).toList());
            }
            first.jobs.rescueExpired(1000);
        }
    }

    @Test
    void batchesAndThreadsOfARealPoolChangeNoByte() throws Exception {
        Map<String, String> expected = undisturbed();
        for (int[] way : new int[][] {{1, 1, 1}, {8, 3, 2}, {4, 64, 1}}) {
            try (AcceleratorPool pool = Wafer.pool(way[1], 2)) {
                WorkerHouse house = new WorkerHouse(data.resolve("pool" + way[0]), pool, new TaskSize(way[2]));
                String job = house.submit(request(BUYERS));
                work(house, job, way[0]);
                Map<String, String> outcome = Outcome.of(house.jobs, WorkerHouse.TENANT, job);
                assertThat(outcome)
                        .as("%d threads, batches of %d", way[0], way[1])
                        .isEqualTo(expected);
            }
        }
    }

    private static void work(WorkerHouse house, String job, int threads) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                done.add(workers.submit(() -> {
                    while (house.job(job).finishedAt() == null) {
                        house.claims(1).forEach(claim -> house.jobs.complete(claim.attempt(), house.outcome(claim)));
                        Thread.onSpinWait();
                    }
                }));
            }
            for (Future<?> worker : done) {
                worker.get();
            }
        }
    }
}
