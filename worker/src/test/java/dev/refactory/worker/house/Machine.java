package dev.refactory.worker.house;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.graph.store.GraphStore;
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
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobStore;
import dev.refactory.refactor.recipe.Recipes;
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
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The handlers of every stage as one process has them: what it keeps on disk and in memory is its own, the stores
/// it shares with others.
public final class Machine implements TaskHandler {
    private final GraphStore graphs;
    private final Repositories repositories;
    private final SnapshotBuilder builder;
    private final TaskHandler plan;
    private final TaskHandler transform;
    private final TaskHandler verify;
    private final TaskHandler publish;

    /// @param data a directory of its own
    public Machine(
            Path data,
            JobStore jobs,
            GraphStore graphs,
            JavaAttributor attributor,
            InferenceService accelerators,
            TaskSize taskSize) {
        this.graphs = graphs;
        repositories = new JGitRepositories(GitConfig.strict(data).allowingPaths(List.of(data)), SystemTime.ticker());
        builder = new SnapshotBuilder(repositories, graphs, attributor, new NoDependencies());
        Recipes recipes = Recipes.standard();
        PatchWriter patches = new JGitPatchWriter();
        Snapshots snapshots =
                new Snapshots(repositories, graphs, new BlobCache(8 << 20), new NoDependencies()::classPath);
        StepTrial trial = new StepTrial(new Reattribution(attributor, new NoDependencies()::classPath));
        plan = new PlanHandler(recipes, snapshots, trial, taskSize);
        transform = new TransformHandler(snapshots, accelerators, new TokenCounter());
        verify = new VerifyHandler(jobs, recipes, snapshots, patches, trial);
        publish = new PublishHandler(jobs, snapshots, patches);
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) throws Exception {
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
        ResolvedCommit commit = repositories.resolve(claim.tenant(), source, () -> false);
        var summary = graphs.find(SnapshotBuilder.key(claim.tenant(), commit))
                .orElseGet(() -> builder.build(claim.tenant(), source, commit, () -> false, (_, _) -> {}));
        String result = Json.write(IndexResult.of(commit, summary, false));
        return new TaskOutcome.Completed(result, List.of(result), null, null, List.of(), Usage.NONE);
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
