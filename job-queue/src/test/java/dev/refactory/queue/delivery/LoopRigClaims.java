package dev.refactory.queue.delivery;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.store.JobStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Attempts and stores for the parts of the loop, each alone.
final class LoopRigClaims {
    private LoopRigClaims() {}

    static Claim claim(long task) {
        return new Claim(
                new AttemptRef(task, 1, task + 100),
                "job_1",
                TenantId.DEFAULT,
                Tier.STANDARD,
                Stage.INDEX,
                0,
                "{}",
                "{}",
                false,
                Instant.EPOCH,
                Instant.MAX);
    }

    static LoopMeters meters() {
        return new LoopMeters(new SimpleMeterRegistry(), Role.INDEXER, () -> 0);
    }

    /// A runner whose reports end up in `reported`.
    static AttemptRunner runner(List<TaskOutcome> reported, TaskHandler handler) {
        return new AttemptRunner(
                store(refs -> Map.of(), reported), "worker-1", handler, (job, answer) -> {}, () -> 0, meters());
    }

    /// Takes reports, and does something while each is under way.
    static List<TaskOutcome> onReport(Runnable meanwhile) {
        return new AbstractList<>() {
            @Override
            public boolean add(TaskOutcome outcome) {
                meanwhile.run();
                return true;
            }

            @Override
            public TaskOutcome get(int index) {
                throw new IndexOutOfBoundsException(index);
            }

            @Override
            public int size() {
                return 0;
            }
        };
    }

    static LeaseKeeper keeper(Function<Collection<AttemptRef>, Map<AttemptRef, Boolean>> renew, Ticker ticker) {
        return keeper(renew, () -> {}, ticker);
    }

    /// @param saving runs while progress is being saved
    static LeaseKeeper keeper(
            Function<Collection<AttemptRef>, Map<AttemptRef, Boolean>> renew, Runnable saving, Ticker ticker) {
        return new LeaseKeeper(
                store(renew, new java.util.ArrayList<>(), saving),
                LoopSettings.of(Role.INDEXER, "indexer-1", 1),
                ticker,
                meters());
    }

    private static JobStore store(
            Function<Collection<AttemptRef>, Map<AttemptRef, Boolean>> renew, List<TaskOutcome> reported) {
        return store(renew, reported, () -> {});
    }

    @SuppressWarnings("unchecked")
    private static JobStore store(
            Function<Collection<AttemptRef>, Map<AttemptRef, Boolean>> renew,
            List<TaskOutcome> reported,
            Runnable saving) {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(),
                new Class<?>[] {JobStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "renew" -> renew.apply((Collection<AttemptRef>) arguments[0]);
                    case "complete" -> {
                        boolean taken = reported.add((TaskOutcome) arguments[1]);
                        yield arguments.length > 2 ? JobStore.HandOver.untold(taken) : (Object) taken;
                    }
                    case "progress" -> {
                        saving.run();
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
