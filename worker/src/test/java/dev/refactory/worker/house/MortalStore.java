package dev.refactory.worker.house;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.store.JobStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The job store as one process reaches it. Once the process is dead nothing it says arrives any more, whatever its
/// threads still do.
public final class MortalStore implements JobStore {
    private final JobStore store;
    private final Runnable refused;
    private volatile boolean dead;

    /// @param refused told of every report that came too late to count; from many threads
    public MortalStore(JobStore store, Runnable refused) {
        this.store = store;
        this.refused = refused;
    }

    public void die() {
        dead = true;
    }

    private JobStore alive() {
        if (dead) {
            throw new IllegalStateException("This process is dead");
        }
        return store;
    }

    @Override
    public SubmitReply submit(SubmitJob command) {
        return alive().submit(command);
    }

    @Override
    public CancelReply cancel(TenantId tenant, String jobId) {
        return alive().cancel(tenant, jobId);
    }

    @Override
    public Optional<Claim> claim(long taskId, String worker) {
        return alive().claim(taskId, worker);
    }

    @Override
    public List<Claim> claimReady(Role role, String worker, int max) {
        return alive().claimReady(role, worker, max);
    }

    @Override
    public Map<AttemptRef, Boolean> renew(Collection<AttemptRef> attempts) {
        return alive().renew(attempts);
    }

    @Override
    public void progress(AttemptRef attempt, double fraction) {
        alive().progress(attempt, fraction);
    }

    @Override
    public boolean complete(AttemptRef attempt, TaskOutcome outcome) {
        return counted(alive().complete(attempt, outcome));
    }

    @Override
    public HandOver complete(Claim claim, TaskOutcome outcome, String worker, Set<Role> takes) {
        HandOver answer = alive().complete(claim, outcome, worker, takes);
        counted(answer.accepted());
        return answer;
    }

    private boolean counted(boolean accepted) {
        if (!accepted) {
            refused.run();
        }
        return accepted;
    }

    @Override
    public Map<Stage, List<String>> stageResults(String jobId, TenantId tenant, Set<Stage> stages) {
        return alive().stageResults(jobId, tenant, stages);
    }
}
