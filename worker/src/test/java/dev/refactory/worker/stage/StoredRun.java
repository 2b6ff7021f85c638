package dev.refactory.worker.stage;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.pool.AcceleratorPool;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.queue.delivery.LoopSettings;
import dev.refactory.queue.delivery.MemoryDoorbell;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskLoop;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.store.JobStore.ReadyTask;
import dev.refactory.testkit.Seeds;
import dev.refactory.worker.house.Machine;
import dev.refactory.worker.house.MortalStore;
import dev.refactory.worker.house.Requests;
import dev.refactory.worker.house.StoredHouse;
import dev.refactory.worker.house.Wafer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// One job in a real house: loops of 1 to 8 slots over Postgres, a doorbell that delays, reorders, repeats and loses,
/// accelerators whose answers come in any order, attempts that fail or report too late, processes that stop, die and
/// join. What is drawn depends on the seed; what threads make of it does not.
final class StoredRun implements AutoCloseable {
    /// Of five attempts a task has; one more may go with a process.
    private static final int MOST_FAULTS = 2;

    private static final int FAULT_OF = 6;
    private static final int MOST_ANNOUNCED = 200;
    private static final int MOST_PROCESSES = 3;
    private static final long LOOK_MS = 20;
    private static final int QUIET_LOOKS = 10;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final StoredHouse house;
    private final Path data;
    private final TenantId tenant;
    private final RandomGenerator random;
    private final Stage diesAt;
    private final Stage restartsAt;
    private final Semaphore news = new Semaphore(0);
    private final Map<Long, Integer> faultsOf = new HashMap<>();
    private final Map<Event, Integer> events = new EnumMap<>(Event.class);
    private final List<ReadyTask> heard = new ArrayList<>();
    private final List<Process> living = new ArrayList<>();
    private final List<Process> gone = new ArrayList<>();
    private int started;

    /// What went wrong, or otherwise than usual.
    enum Event {
        FAILED_BEFORE,
        FAILED_AFTER,
        REPORTED_TOO_LATE,
        REPORT_REFUSED,
        RING_LOST,
        RING_REPEATED,
        PROCESS_DIED,
        PROCESS_RESTARTED
    }

    StoredRun(StoredHouse house, long seed, Path data) {
        this.house = house;
        this.data = data;
        this.tenant = new TenantId("seed-" + seed);
        this.random = Seeds.random(seed);
        this.diesAt = stage();
        this.restartsAt = stage();
    }

    private Stage stage() {
        return List.of(Stage.PLAN, Stage.TRANSFORM, Stage.VERIFY).get(draw(3));
    }

    TenantId tenant() {
        return tenant;
    }

    synchronized Map<Event, Integer> events() {
        return new EnumMap<>(events);
    }

    private synchronized void happened(Event event) {
        events.merge(event, 1, Integer::sum);
    }

    private synchronized int draw(int bound) {
        return random.nextInt(bound);
    }

    /// Runs a job until it has ended, however that may be.
    /// @return its id
    String finish(Requests request) {
        for (int i = 1 + draw(2); i > 0; i--) {
            start();
        }
        String job = request.submit(house.jobs, tenant, false);
        long begun = SystemTime.ticker().nanos();
        boolean died = false;
        boolean restarted = false;
        for (int quiet = 0; ; ) {
            Job now = house.jobs.find(tenant, job).orElseThrow();
            if (now.finishedAt() != null) {
                return job;
            }
            if (SystemTime.ticker().nanos() - begun > PATIENCE_NANOS) {
                throw new AssertionError("The job does not end: " + now + ", " + events());
            }
            if (!died && now.stage().compareTo(diesAt) >= 0) {
                died = true;
                die();
            } else if (!restarted && now.stage().compareTo(restartsAt) >= 0) {
                restarted = true;
                restart();
            }
            boolean ready = house.maintenance.readyDue(MOST_ANNOUNCED) > 0;
            quiet = ring() || ready || heardOfReport() ? 0 : quiet + 1;
            if (quiet == QUIET_LOOKS) {
                // What the doorbell lost.
                house.outbox.announceAgain(MOST_ANNOUNCED);
                quiet = 0;
            }
        }
    }

    private boolean heardOfReport() {
        try {
            return news.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Announces some of the tasks that are ready, in any order, to any process.
    private boolean ring() {
        house.outbox.relay(MOST_ANNOUNCED, heard::addAll);
        Collections.shuffle(heard, new Random(draw(Integer.MAX_VALUE)));
        int now = heard.isEmpty() ? 0 : draw(heard.size() + 1);
        for (ReadyTask task : List.copyOf(heard.subList(0, now))) {
            int kind = draw(12);
            if (kind == 0) {
                happened(Event.RING_LOST);
                continue;
            }
            anybody().hear(task);
            if (kind == 1) {
                happened(Event.RING_REPEATED);
                anybody().hear(task);
            }
        }
        heard.subList(0, now).clear();
        return now > 0;
    }

    private Process anybody() {
        return living.get(draw(living.size()));
    }

    private void start() {
        living.add(new Process("process-" + tenant + "-" + started++));
    }

    /// As `kill -9` does: nothing it does is heard of again, and its leases run out.
    private void die() {
        happened(Event.PROCESS_DIED);
        Process victim = anybody();
        living.remove(victim);
        gone.add(victim);
        victim.store.die();
        start();
        house.expire(victim.name);
    }

    /// It gives back what it has, and another one starts with nothing in memory or on disk.
    private void restart() {
        happened(Event.PROCESS_RESTARTED);
        Process old = anybody();
        living.remove(old);
        gone.add(old);
        old.close();
        start();
        if (living.size() < MOST_PROCESSES) {
            start();
        }
    }

    @Override
    public void close() {
        living.forEach(Process::close);
        gone.forEach(Process::close);
    }

    /// Answers of the pool, each held back for a while.
    private final class Late implements InferenceService {
        private final AcceleratorPool pool;

        Late(AcceleratorPool pool) {
            this.pool = pool;
        }

        @Override
        public CompletableFuture<InferenceResponse> infer(InferenceRequest request) {
            Executor later = CompletableFuture.delayedExecutor(draw(8), TimeUnit.MILLISECONDS);
            return pool.infer(request).thenApplyAsync(answer -> answer, later);
        }

        @Override
        public List<AcceleratorStatus> accelerators() {
            return pool.accelerators();
        }
    }

    private final class Process implements AutoCloseable {
        final String name;
        final MortalStore store = new MortalStore(house.jobs, () -> happened(Event.REPORT_REFUSED));
        private final AcceleratorPool pool;
        private final Machine machine;
        private final Map<Role, MemoryDoorbell> doorbells = new EnumMap<>(Role.class);
        private final List<TaskLoop> loops = new ArrayList<>();

        Process(String name) {
            this.name = name;
            int[] batches = {1, 2, 3, 8, 32};
            pool = Wafer.pool(batches[draw(batches.length)], 1 + draw(4));
            int[] sizes = {2, 3, 7, TaskSize.LARGEST.files()};
            TaskSize size = new TaskSize(sizes[draw(sizes.length)]);
            machine = new Machine(
                    data.resolve(name), store, house.graphs(), house.attributor(1 + draw(2)), new Late(pool), size);
            TaskLoop worker = loop(Role.WORKER, 1 + draw(8));
            TaskLoop indexer = loop(Role.INDEXER, 1);
            // Two roles in one process, or as if each had its own.
            if (draw(2) == 0) {
                indexer.handsOverTo(worker);
            }
            worker.start();
            indexer.start();
        }

        private TaskLoop loop(Role role, int slots) {
            MemoryDoorbell doorbell = new MemoryDoorbell(role, 10_000);
            doorbells.put(role, doorbell);
            TaskLoop loop = new TaskLoop(
                    settings(role, slots),
                    store,
                    doorbell,
                    this::handle,
                    (job, answer) -> news.release(),
                    SystemTime.ticker(),
                    new SimpleMeterRegistry());
            loops.add(loop);
            return loop;
        }

        private LoopSettings settings(Role role, int slots) {
            LoopSettings usual = LoopSettings.of(role, name, slots);
            return new LoopSettings(
                    role,
                    name,
                    slots,
                    StoredHouse.LEASE,
                    usual.renewEvery(),
                    usual.margin(),
                    usual.quiet(),
                    usual.pollEvery());
        }

        void hear(ReadyTask task) {
            Objects.requireNonNull(doorbells.get(task.role())).announce(List.of(task));
        }

        private TaskOutcome handle(Claim claim, TaskContext context) throws Exception {
            return switch (fault(claim.attempt().taskId())) {
                case 0 -> {
                    happened(Event.FAILED_BEFORE);
                    throw lost();
                }
                case 1 -> {
                    machine.handle(claim, context);
                    happened(Event.FAILED_AFTER);
                    throw lost();
                }
                case 2 -> {
                    TaskOutcome late = machine.handle(claim, context);
                    house.expire(claim.attempt());
                    happened(Event.REPORTED_TOO_LATE);
                    yield late;
                }
                default -> machine.handle(claim, context);
            };
        }

        @Override
        public void close() {
            loops.forEach(TaskLoop::close);
            pool.close();
        }
    }

    private synchronized int fault(long taskId) {
        int drawn = random.nextInt(FAULT_OF);
        return drawn > 2 || faultsOf.merge(taskId, 1, Integer::sum) > MOST_FAULTS ? FAULT_OF : drawn;
    }

    private static RefactoryException lost() {
        return new RefactoryException(ErrorCode.INTERNAL, "attempt", "The attempt was lost on purpose.");
    }
}
