package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.TaskState;
import dev.refactory.queue.store.MemoryJob.MemoryTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How many jobs of a tenant, and of a branch, run at a time in the in-memory twin. Guarded by the twin's lock.
final class MemoryPermits {
    private final Map<TenantId, PermitLimits> limits = new HashMap<>();
    private final Set<MemoryJob> taken = new LinkedHashSet<>();
    private final Set<MemoryJob> waiting = new LinkedHashSet<>();

    void limit(TenantId tenant, @Nullable Integer jobs, @Nullable Integer ofBranch) {
        limits.put(tenant, new PermitLimits(jobs, ofBranch));
    }

    /// @return the task of a job that was submitted just now and has to wait
    Optional<MemoryTask> take(MemoryJob job) {
        if (limits.getOrDefault(job.terms.tenant(), PermitLimits.NONE).equals(PermitLimits.NONE)) {
            return Optional.empty();
        }
        if (isFree(job)) {
            taken.add(job);
            return Optional.empty();
        }
        waiting.add(job);
        MemoryTask task = job.stage().tasks.getFirst();
        task.state = new TaskState.Waiting(0, job.terms.deadlineAt().plus(PermitLimits.PARKED));
        return Optional.of(task);
    }

    private boolean isFree(MemoryJob job) {
        PermitLimits most = limits.getOrDefault(job.terms.tenant(), PermitLimits.NONE);
        List<MemoryJob> own = taken.stream()
                .filter(other -> other.terms.tenant().equals(job.terms.tenant()))
                .toList();
        String branch = job.request.branch();
        long ofBranch = own.stream()
                .filter(other -> branch != null
                        && branch.equals(other.request.branch())
                        && job.request.countedRepository().equals(other.request.countedRepository()))
                .count();
        return !most.reached(own.size(), ofBranch);
    }

    /// One that is over.
    void leave(MemoryJob job) {
        taken.remove(job);
        waiting.remove(job);
    }

    /// Gives away what is free.
    /// @return tasks that are ready now
    List<MemoryTask> admit(Instant now) {
        List<MemoryTask> ready = new ArrayList<>();
        waiting.stream()
                .sorted(Comparator.<MemoryJob>comparingLong(
                                job -> job.terms.tier().ordinal()
                                        - Duration.between(job.createdAt, now).toMinutes())
                        .thenComparing(job -> job.createdAt))
                .forEach(job -> {
                    if (isFree(job)) {
                        taken.add(job);
                        MemoryTask task = job.stage().tasks.getFirst();
                        task.state = new TaskState.Ready(0);
                        ready.add(task);
                    }
                });
        waiting.removeAll(taken);
        return ready;
    }
}
