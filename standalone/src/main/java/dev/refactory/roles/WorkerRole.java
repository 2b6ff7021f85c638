package dev.refactory.roles;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.index.git.JGitPatchWriter;
import dev.refactory.index.git.PatchWriter;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.delivery.TaskLoop;
import dev.refactory.queue.job.Role;
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

/// Runs PLAN, TRANSFORM, VERIFY and PUBLISH tasks.
final class WorkerRole {
    private static final long BLOB_CACHE_BYTES = 64L << 20;

    private WorkerRole() {}

    static TaskLoop start(
            Foundation on, QueueServices queue, Workshop workshop, InferenceService accelerators, TokenCounter tokens) {
        Recipes recipes = Recipes.standard();
        PatchWriter patches = new JGitPatchWriter();
        Reattribution.ClassPaths classPaths = workshop.dependencies::classPath;
        Snapshots snapshots =
                new Snapshots(workshop.repositories, workshop.graphs, new BlobCache(BLOB_CACHE_BYTES), classPaths);
        Reattribution reattribution = new Reattribution(workshop.attributor, classPaths);
        StepTrial trial = new StepTrial(reattribution);
        TaskHandler plan = new PlanHandler(recipes, snapshots, trial, TaskSize.LARGEST);
        TaskHandler transform = new TransformHandler(snapshots, accelerators, tokens);
        TaskHandler verify = new VerifyHandler(on.jobs, recipes, snapshots, patches, trial);
        TaskHandler publish = new PublishHandler(on.jobs, snapshots, patches);
        TaskHandler byStage = (claim, context) -> switch (claim.stage()) {
            case PLAN -> plan.handle(claim, context);
            case TRANSFORM -> transform.handle(claim, context);
            case VERIFY -> verify.handle(claim, context);
            case PUBLISH -> publish.handle(claim, context);
            case INDEX -> throw new IllegalStateException("An indexer's task was given to a worker: " + claim.jobId());
        };
        TaskLoop loop = Loops.of(on, queue, Role.WORKER, on.config.work().workerSlots(), byStage);
        loop.start();
        return loop;
    }
}
