package dev.refactory.worker.house;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.store.MemoryJobStore;
import dev.refactory.queue.store.QueueSettings;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.VirtualClock;
import dev.refactory.worker.stage.TaskSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All handlers of a worker over memory twins. Runs jobs on the caller's thread.
public final class WorkerHouse {
    public static final TenantId TENANT = TenantId.DEFAULT;
    private static final int MOST_CLAIMS = 10_000;

    public final VirtualClock clock;
    public final MemoryJobStore jobs;
    public final MemoryGraphStore graphs;
    private final Machine machine;

    public WorkerHouse(Path data) {
        this(data, new DirectInference(), TaskSize.LARGEST);
    }

    public WorkerHouse(Path data, InferenceService accelerators, TaskSize taskSize) {
        this(data, accelerators, taskSize, new VirtualClock(), null, new MemoryGraphStore());
    }

    /// Another machine on the same stores: nothing it has on disk or in memory comes from this one.
    public WorkerHouse machine(Path otherData, InferenceService accelerators, TaskSize taskSize) {
        return new WorkerHouse(otherData, accelerators, taskSize, clock, jobs, graphs);
    }

    private WorkerHouse(
            Path data,
            InferenceService accelerators,
            TaskSize taskSize,
            VirtualClock clock,
            @Nullable MemoryJobStore store,
            MemoryGraphStore graphs) {
        this.clock = clock;
        this.graphs = graphs;
        jobs = store != null
                ? store
                : new MemoryJobStore(clock, QueueSettings.DEFAULT, new IdSource(Seeds.random(1)), Seeds.random(2));
        machine = new Machine(data, jobs, graphs, Compiler.shared(), accelerators, taskSize);
    }

    public String submit(Requests request) {
        return submit(request, false);
    }

    public String submit(Requests request, boolean dryRun) {
        return request.submit(jobs, TENANT, dryRun);
    }

    /// Submits, and runs everything that is ready until nothing is.
    public Job run(Requests request) {
        return run(submit(request));
    }

    public Job run(String jobId) {
        for (int i = 0; i < MOST_CLAIMS; i++) {
            jobs.readyDue(100);
            List<Claim> claims = claims(1);
            if (claims.isEmpty()) {
                if (job(jobId).finishedAt() != null) {
                    return job(jobId);
                }
                clock.advance(Duration.ofSeconds(30));
            }
            claims.forEach(claim -> jobs.complete(claim.attempt(), outcome(claim)));
        }
        throw new AssertionError("The job does not end: " + job(jobId));
    }

    public Job job(String jobId) {
        return jobs.find(TENANT, jobId).orElseThrow();
    }

    /// Tasks that are ready, of either role.
    public List<Claim> claims(int max) {
        List<Claim> claims = jobs.claimReady(Role.INDEXER, "one", max);
        return claims.isEmpty() ? jobs.claimReady(Role.WORKER, "one", max) : claims;
    }

    /// Runs an attempt as the task loop would.
    public TaskOutcome outcome(Claim claim) {
        try {
            return handle(claim);
        } catch (RefactoryException e) {
            return new TaskOutcome.Failed(
                    e.code(), e.subject(), e.sentence(), e.code().retryable());
        } catch (Exception e) {
            return new TaskOutcome.Failed(ErrorCode.INTERNAL, "attempt", String.valueOf(e), true);
        }
    }

    public TaskOutcome handle(Claim claim) throws Exception {
        return machine.handle(claim, new QuietContext());
    }

    public byte[] artifact(Job job, String name) {
        return jobs.artifact(TENANT, job.jobId(), name)
                .map(TaskOutcome.Artifact::content)
                .orElse(new byte[0]);
    }

    private static final class QuietContext implements TaskContext {
        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void progress(double fraction) {
            // Nobody watches.
        }
    }
}
