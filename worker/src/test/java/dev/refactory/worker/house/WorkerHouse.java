package dev.refactory.worker.house;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.graph.store.MemoryGraphStore;
import dev.refactory.graph.store.SnapshotSummary.CompileContext;
import dev.refactory.index.build.IndexResult;
import dev.refactory.index.build.SnapshotBuilder;
import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.git.GitConfig;
import dev.refactory.index.git.JGitPatchWriter;
import dev.refactory.index.git.JGitRepositories;
import dev.refactory.index.git.PatchWriter;
import dev.refactory.index.git.Repositories;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.index.git.RepositorySource;
import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.MemoryJobStore;
import dev.refactory.queue.store.QueueSettings;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.VirtualClock;
import dev.refactory.worker.model.TokenCounter;
import dev.refactory.worker.stage.BlobCache;
import dev.refactory.worker.stage.PlanHandler;
import dev.refactory.worker.stage.PublishHandler;
import dev.refactory.worker.stage.Reattribution;
import dev.refactory.worker.stage.Snapshots;
import dev.refactory.worker.stage.StepTrial;
import dev.refactory.worker.stage.TaskSize;
import dev.refactory.worker.stage.TransformHandler;
import dev.refactory.worker.stage.VerifyHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// All handlers of a worker over memory twins. Runs jobs on the caller's thread.
public final class WorkerHouse {
    public static final TenantId TENANT = TenantId.DEFAULT;
    private static final int MOST_CLAIMS = 10_000;

    public final VirtualClock clock;
    public final MemoryJobStore jobs;
    public final MemoryGraphStore graphs;
    public final Repositories repositories;
    public final PatchWriter patches = new JGitPatchWriter();
    private final SnapshotBuilder builder;
    private final TaskHandler plan;
    private final TaskHandler transform;
    private final TaskHandler verify;
    private final TaskHandler publish;

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
        repositories = new JGitRepositories(GitConfig.strict(data).allowingPaths(List.of(data)), SystemTime.ticker());
        builder = new SnapshotBuilder(repositories, graphs, Compiler.shared(), new NoDependencies());
        Recipes recipes = Recipes.standard();
        Snapshots snapshots = new Snapshots(repositories, graphs, new BlobCache(8 << 20));
        StepTrial trial = new StepTrial(new Reattribution(Compiler.shared(), new NoDependencies()::classPath));
        plan = new PlanHandler(recipes, snapshots, trial, taskSize);
        transform = new TransformHandler(snapshots, accelerators, new TokenCounter());
        verify = new VerifyHandler(jobs, recipes, snapshots, patches, trial);
        publish = new PublishHandler(jobs, snapshots, patches);
    }

    public String submit(Requests request) {
        return submit(request, false);
    }

    public String submit(Requests request, boolean dryRun) {
        SubmitReply reply = jobs.submit(new SubmitJob(
                TENANT,
                "tester",
                null,
                "0".repeat(64),
                request.json(),
                "inline",
                "recipe",
                Tier.STANDARD,
                null,
                dryRun,
                Duration.ofHours(1)));
        return ((SubmitReply.Accepted) reply).job().jobId();
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
        TaskContext context = new QuietContext();
        return switch (claim.stage()) {
            case INDEX -> index(claim);
            case PLAN -> plan.handle(claim, context);
            case TRANSFORM -> transform.handle(claim, context);
            case VERIFY -> verify.handle(claim, context);
            case PUBLISH -> publish.handle(claim, context);
        };
    }

    private TaskOutcome index(Claim claim) {
        RepositorySource source = Json.convert(Json.tree(claim.request()).get("repository"), RepositorySource.class);
        ResolvedCommit commit = repositories.resolve(TENANT, source, () -> false);
        var summary = graphs.find(SnapshotBuilder.key(TENANT, commit))
                .orElseGet(() -> builder.build(TENANT, source, commit, () -> false, (_, _) -> {}));
        String result = Json.write(IndexResult.of(commit, summary, false));
        return new TaskOutcome.Completed(result, List.of(result), null, null, List.of(), Usage.NONE);
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

    private static final class NoDependencies implements Dependencies {
        @Override
        public Resolved resolve(Map<String, byte[]> poms, BooleanSupplier cancelled) {
            return new Resolved(25, List.of(), List.of());
        }

        @Override
        public List<Path> classPath(CompileContext context) {
            return List.of();
        }
    }
}
