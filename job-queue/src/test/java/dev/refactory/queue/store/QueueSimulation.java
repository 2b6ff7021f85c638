package dev.refactory.queue.store;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobStore.HandOver;
import dev.refactory.queue.store.JobStore.ReadyTask;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.VirtualClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One seeded run: workers, a relay, a doorbell that drops, duplicates, delays and reorders,
/// crashes, freezes and cancels, all on one thread and a virtual clock. After every step
/// [QueueInvariants] look at the store.
///
/// A worker that is frozen stops renewing; when it thaws it reports what it had, as a zombie does.
final class QueueSimulation {
    private static final int WORKERS = 4;
    private static final int JOBS = 5;
    private static final int MOST_STEPS = 40_000;

    private final RandomGenerator random;
    private final VirtualClock clock = new VirtualClock();
    private final MemoryJobStore store;
    private final QueueInvariants invariants;
    private final @Nullable Integer mostRunning;
    private final List<ReadyTask> doorbell = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<String> jobIds = new ArrayList<>();
    private final Set<AttemptRef> reported = new HashSet<>();
    private final Counts counts = new Counts();
    private boolean healed;

    /// Which store a run uses: the twin, or one of the experiments.
    interface StoreFactory {
        MemoryJobStore open(InstantSource clock, QueueSettings settings, IdSource ids, RandomGenerator random);
    }

    /// What the faults did, so that a run in which nothing happened is noticed.
    static final class Counts {
        int dropped;
        int duplicated;
        int crashes;
        int freezes;
        int zombieReports;
        int zombieReportsTaken;
        int succeeded;
        int cached;
        int handedOver;
        int steps;
    }

    private static final class Worker {
        final String name;
        final Role role;
        final List<Claim> running = new ArrayList<>();
        boolean frozen;

        Worker(String name, Role role) {
            this.name = name;
            this.role = role;
        }
    }

    QueueSimulation(long seed, StoreFactory factory) {
        this.random = Seeds.random(seed);
        this.store = factory.open(
                clock, QueueSettings.DEFAULT, new IdSource(Seeds.random(seed + 1)), Seeds.random(seed + 2));
        this.invariants = new QueueInvariants(store);
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new Worker("worker-" + i, i == 0 ? Role.INDEXER : Role.WORKER));
        }
        workers.add(new Worker("indexer-2", Role.INDEXER));
        this.mostRunning = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : null;
        store.permits.limit(Jobs.ACME, mostRunning, null);
    }

    /// Runs until every job is over.
    Counts run() {
        while (!over()) {
            if (++counts.steps > MOST_STEPS) {
                throw new AssertionError("Jobs are not over after " + MOST_STEPS + " steps: " + open());
            }
            healed = counts.steps > MOST_STEPS / 4;
            step();
            invariants.check();
            checkPermits();
        }
        // What is still in the air arrives after the end, and zombies wake up: nothing may change.
        workers.forEach(worker -> worker.frozen = false);
        workers.forEach(worker -> List.copyOf(worker.running).forEach(claim -> report(worker, claim)));
        invariants.check();
        invariants.checkEnd(jobIds);
        counts.succeeded = invariants.succeeded();
        counts.cached = invariants.cached();
        return counts;
    }

    private void checkPermits() {
        long running = open().stream()
                .filter(id -> store.find(Jobs.ACME, id).orElseThrow().startedAt() != null)
                .count();
        QueueInvariants.require(
                mostRunning == null || running <= mostRunning,
                running + " jobs run, and may not be over " + mostRunning);
    }

    private boolean over() {
        return jobIds.size() == JOBS && open().isEmpty();
    }

    private List<String> open() {
        return jobIds.stream()
                .filter(id -> store.find(Jobs.ACME, id)
                        .map(job -> !job.status().terminal())
                        .orElse(true))
                .toList();
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0 -> submit();
            case 1, 2 -> relay();
            case 3, 4 -> deliver();
            case 5 -> poll(pick());
            case 6, 7 -> work(pick());
            case 8 -> renew(pick());
            case 9 -> fault(pick());
            case 10 -> maintain();
            case 11 -> clock.advance(Duration.ofMillis(random.nextInt(3_000)));
            default -> throw new IllegalStateException("Not a step");
        }
    }

    private Worker pick() {
        return workers.get(random.nextInt(workers.size()));
    }

    private void submit() {
        // The last comes when another is over, whose result it may be answered with.
        if (jobIds.size() == JOBS || jobIds.size() == JOBS - 1 && open().size() == jobIds.size()) {
            return;
        }
        SubmitJob r = Jobs.request(Jobs.ACME, "key-" + jobIds.size(), Tier.values()[random.nextInt(3)]);
        SubmitJob request = new SubmitJob(
                r.tenant(),
                r.submittedBy(),
                r.idempotencyKey(),
                r.requestHash(),
                r.request(),
                r.repository(),
                r.recipe(),
                r.tier(),
                null,
                random.nextInt(8) == 0,
                Duration.ofMinutes(10));
        Job job = Jobs.accepted(store.submit(request));
        if (random.nextInt(3) == 0 && store.submit(request) instanceof SubmitReply.Accepted again) {
            QueueInvariants.require(again.job().jobId().equals(job.jobId()), "a replay made another job");
        }
        jobIds.add(job.jobId());
    }

    private void relay() {
        store.relay(1 + random.nextInt(4), tasks -> {
            for (ReadyTask task : tasks) {
                int fate = random.nextInt(10);
                if (fate == 0 && !healed) {
                    counts.dropped++;
                    continue;
                }
                doorbell.add(task);
                if (fate == 1) {
                    counts.duplicated++;
                    doorbell.add(task);
                }
            }
        });
    }

    /// Any message may come next, and a delivered one may stay to come again much later.
    private void deliver() {
        if (doorbell.isEmpty()) {
            return;
        }
        int index = random.nextInt(doorbell.size());
        ReadyTask task = random.nextInt(6) == 0 ? doorbell.get(index) : doorbell.remove(index);
        List<Worker> able = workers.stream()
                .filter(worker -> worker.role == task.role() && !worker.frozen && worker.running.size() < 3)
                .toList();
        if (!able.isEmpty()) {
            Worker worker = able.get(random.nextInt(able.size()));
            store.claim(task.taskId(), worker.name).ifPresent(claim -> begin(worker, claim));
        }
    }

    private void poll(Worker worker) {
        if (!worker.frozen && worker.running.size() < 3 && random.nextInt(3) == 0) {
            store.claimReady(worker.role, worker.name, 2).forEach(claim -> begin(worker, claim));
        }
    }

    private void begin(Worker worker, Claim claim) {
        invariants.claimed(claim);
        worker.running.add(claim);
    }

    private void work(Worker worker) {
        if (!worker.frozen && !worker.running.isEmpty()) {
            report(worker, worker.running.get(random.nextInt(worker.running.size())));
        }
    }

    private void report(Worker worker, Claim claim) {
        worker.running.remove(claim);
        boolean current = invariants.isCurrent(claim.attempt());
        boolean taken = reportOf(worker, claim);
        if (!current) {
            counts.zombieReports++;
            counts.zombieReportsTaken += taken ? 1 : 0;
        }
        invariants.reported(claim.attempt(), current, taken);
        reported.add(claim.attempt());
        if (random.nextInt(5) == 0) {
            boolean again = store.complete(claim.attempt(), outcome(claim));
            invariants.reported(claim.attempt(), false, again);
        }
    }

    /// A worker that is about to stop takes nothing new; and an answer that hands a task over may be lost.
    private boolean reportOf(Worker worker, Claim claim) {
        if (random.nextInt(4) == 0) {
            return store.complete(claim.attempt(), outcome(claim));
        }
        // Where two roles share a process, either's report may be answered with a task for the other.
        HandOver answer = random.nextBoolean()
                ? store.complete(claim, outcome(claim), worker.name)
                : store.complete(claim, outcome(claim), worker.name, Set.of(Role.values()));
        Claim next = answer.next();
        if (next != null) {
            counts.handedOver++;
            if (random.nextInt(10) > 0) {
                begin(worker, next);
            }
        }
        return answer.accepted();
    }

    private TaskOutcome outcome(Claim claim) {
        int fate = random.nextInt(40);
        if (fate == 0) {
            return new TaskOutcome.Refused("[{\"kind\":\"name-clash\"}]");
        }
        if (fate < 5) {
            ErrorCode code = fate == 2 ? ErrorCode.ACCELERATOR_UNAVAILABLE : ErrorCode.ANALYSIS_CRASHED;
            return new TaskOutcome.Failed(code, "pool", "Away.", fate != 1);
        }
        if (fate == 5) {
            return new TaskOutcome.Released();
        }
        Usage usage = new Usage(1, 1, 1);
        return switch (claim.stage()) {
            case INDEX -> Jobs.indexed(random.nextInt(20) == 0 ? null : request(claim.jobId()));
            case TRANSFORM, VERIFY -> Jobs.used(usage);
            case PLAN -> Jobs.planned(random.nextInt(7), random.nextInt(200_000));
            case PUBLISH -> Jobs.published(new Artifact("patch", "text/x-diff", new byte[] {(byte) random.nextInt()}));
        };
    }

    /// Some jobs ask for the same.
    private static String request(String jobId) {
        return "request " + Math.floorMod(jobId.hashCode(), 2);
    }

    private void renew(Worker worker) {
        if (worker.frozen) {
            return;
        }
        List<AttemptRef> held = worker.running.stream().map(Claim::attempt).toList();
        Map<AttemptRef, Boolean> kept = store.renew(held);
        worker.running.removeIf(claim -> !kept.containsKey(claim.attempt()));
        Optional<Claim> stopped = worker.running.stream()
                .filter(claim -> Boolean.TRUE.equals(kept.get(claim.attempt())))
                .findFirst();
        stopped.ifPresent(claim -> report(worker, claim));
    }

    private void fault(Worker worker) {
        if (healed) {
            worker.frozen = false;
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> {
                counts.crashes += worker.running.isEmpty() ? 0 : 1;
                worker.running.clear();
                worker.frozen = false;
            }
            case 1 -> {
                counts.freezes += worker.running.isEmpty() ? 0 : 1;
                worker.frozen = true;
            }
            case 2 -> worker.frozen = false;
            case 3 -> clock.advance(Duration.ofSeconds(random.nextInt(15)));
            case 4 -> {
                if (!jobIds.isEmpty() && random.nextInt(6) == 0) {
                    store.cancel(Jobs.ACME, jobIds.get(random.nextInt(jobIds.size())));
                }
            }
            case 5 -> {
                if (!worker.running.isEmpty()) {
                    store.progress(worker.running.getFirst().attempt(), random.nextDouble());
                }
            }
            default -> throw new IllegalStateException("Not a fault");
        }
    }

    private void maintain() {
        store.rescueExpired(10);
        store.readyDue(10);
        store.age(Duration.ofSeconds(5), 2);
        store.failOverdue(10);
        store.finishCancels(10);
        if (random.nextInt(50) == 0) {
            store.announceAgain(10);
        }
    }
}
