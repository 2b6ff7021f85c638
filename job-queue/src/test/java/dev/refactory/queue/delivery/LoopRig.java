package dev.refactory.queue.delivery;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.lifecycle.Pace;
import dev.refactory.kit.lifecycle.ServiceRunner;
import dev.refactory.kit.lifecycle.Wakeup;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobStore;
import dev.refactory.queue.store.MemoryJobStore;
import dev.refactory.queue.store.QueueSettings;
import dev.refactory.testkit.Seeds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One indexer loop over the twin of the store, with a store that can stop answering.
final class LoopRig implements AutoCloseable {
    final MemoryJobStore memory = new MemoryJobStore(
            SystemTime.wallClock(), QueueSettings.DEFAULT, new IdSource(Seeds.random(1)), Seeds.random(2));
    final Flaky store = new Flaky(memory);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MemoryDoorbell doorbell = new MemoryDoorbell(Role.INDEXER, 1_000);
    final Wakeup wakeup = new Wakeup();
    private final ServiceRunner services = new ServiceRunner(SystemTime.ticker());
    private final Ticker ticker;
    private TaskLoop loop;
    private @Nullable TaskLoop beside;

    LoopRig() {
        this(SystemTime.ticker());
    }

    /// @param ticker what the loops read
    LoopRig(Ticker ticker) {
        this.ticker = ticker;
    }

    TaskLoop start(int slots, TaskHandler handler) {
        services.start(
                new OutboxRelay(memory, doorbell), new Pace(Duration.ofMillis(1), Duration.ofMillis(20)), wakeup);
        loop = loop(Role.INDEXER, slots, doorbell, handler);
        if (beside != null) {
            loop.handsOverTo(beside);
        }
        loop.start();
        return loop;
    }

    /// A worker loop in the same process that hears of nothing, so that it has only what it is handed; before
    /// [#start].
    TaskLoop beside(int slots, TaskHandler handler) {
        beside = loop(Role.WORKER, slots, new MemoryDoorbell(Role.WORKER, 1_000), handler);
        return beside;
    }

    private TaskLoop loop(Role role, int slots, MemoryDoorbell rings, TaskHandler handler) {
        return new TaskLoop(
                LoopSettings.of(role, "process-1", slots),
                store,
                rings,
                handler,
                (job, answer) -> wakeup.ring(),
                ticker,
                meters);
    }

    Job submit() {
        SubmitReply reply = memory.submit(new SubmitJob(
                TenantId.DEFAULT,
                "tester",
                null,
                "00".repeat(32),
                "{}",
                "inline",
                "find-usages",
                Tier.STANDARD,
                null,
                false,
                Duration.ofMinutes(5)));
        wakeup.ring();
        return ((SubmitReply.Accepted) reply).job();
    }

    Job find(Job job) {
        return memory.find(TenantId.DEFAULT, job.jobId()).orElseThrow();
    }

    double claimed(String source) {
        return meters.find("refactory.tasks.claimed").tag("source", source).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    static TaskOutcome done(Claim claim) {
        var quote = claim.stage() == Stage.PLAN ? new TaskOutcome.QuoteInputs(1, BigDecimal.ONE) : null;
        return new TaskOutcome.Completed("{}", List.of(), null, quote, List.of(), Usage.NONE);
    }

    @Override
    public void close() {
        loop.close();
        services.close();
    }

    /// A store whose renewals and reports can fail.
    static final class Flaky implements JobStore {
        private final JobStore real;
        volatile boolean renewalsFail;
        final AtomicInteger reports = new AtomicInteger();
        final AtomicInteger reportsToFail = new AtomicInteger();

        Flaky(JobStore real) {
            this.real = real;
        }

        @Override
        public SubmitReply submit(SubmitJob command) {
            return real.submit(command);
        }

        @Override
        public CancelReply cancel(TenantId tenant, String jobId) {
            return real.cancel(tenant, jobId);
        }

        @Override
        public Optional<Claim> claim(long taskId, String worker) {
            return real.claim(taskId, worker);
        }

        @Override
        public List<Claim> claimReady(Role role, String worker, int max) {
            return real.claimReady(role, worker, max);
        }

        @Override
        public Map<AttemptRef, Boolean> renew(Collection<AttemptRef> attempts) {
            if (renewalsFail) {
                throw unavailable();
            }
            return real.renew(attempts);
        }

        @Override
        public void progress(AttemptRef attempt, double fraction) {
            real.progress(attempt, fraction);
        }

        @Override
        public boolean complete(AttemptRef attempt, TaskOutcome outcome) {
            return answered(real.complete(attempt, outcome));
        }

        @Override
        public HandOver complete(Claim claim, TaskOutcome outcome, String worker, Set<Role> takes) {
            return answered(real.complete(claim, outcome, worker, takes));
        }

        private <T> T answered(T answer) {
            reports.incrementAndGet();
            if (reportsToFail.getAndDecrement() > 0) {
                // The report took effect, its answer was lost.
                throw unavailable();
            }
            return answer;
        }

        @Override
        public Map<Stage, List<String>> stageResults(String jobId, TenantId tenant, Set<Stage> stages) {
            return real.stageResults(jobId, tenant, stages);
        }

        private static RuntimeException unavailable() {
            return new dev.refactory.kit.problem.RefactoryException(
                    dev.refactory.kit.problem.ErrorCode.DATABASE_UNAVAILABLE, "postgres", "Away.");
        }
    }
}
