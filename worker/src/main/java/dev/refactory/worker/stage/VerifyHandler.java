package dev.refactory.worker.stage;

import dev.refactory.index.git.PatchWriter;
import dev.refactory.index.git.PatchWriter.Patch;
import dev.refactory.index.git.PatchWriter.Proof;
import dev.refactory.index.git.PatchWriter.Series;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.store.JobStore;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.refactor.verify.Idempotence;
import dev.refactory.worker.request.JobRequest;
import dev.refactory.worker.request.PlanResult.PlannedStep;
import dev.refactory.worker.request.VerificationLevel;
import dev.refactory.worker.request.VerifyResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// VERIFY: every prefix of the series applies and reverses; after each step the changed files, and all whose
/// bindings the step could touch, are attributed again, and every fact is what it was but for what the plan says.
/// What does not hold refuses the job.
public final class VerifyHandler implements TaskHandler {
    private final JobStore jobs;
    private final Recipes recipes;
    private final Snapshots snapshots;
    private final PatchWriter patches;
    private final StepTrial trial;

    public VerifyHandler(JobStore jobs, Recipes recipes, Snapshots snapshots, PatchWriter patches, StepTrial trial) {
        this.jobs = jobs;
        this.recipes = recipes;
        this.snapshots = snapshots;
        this.patches = patches;
        this.trial = trial;
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) {
        JobRequest request = JobRequest.read(claim.request());
        Change change = Change.of(jobs.stageResults(claim.jobId(), claim.tenant(), Change.STAGES));
        if (change.changesNothing()) {
            return completed(noChange(request.level(), change));
        }
        try (OpenSnapshot snapshot = snapshots.open(
                claim.tenant(), request.repository(), change.planned().index())) {
            return verify(claim, request, change, snapshot, context);
        }
    }

    private TaskOutcome verify(
            Claim claim, JobRequest request, Change change, OpenSnapshot snapshot, TaskContext context) {
        List<PatchWriter.Change> series = change.series(snapshot);
        // Git and the compiler are processes of their own: neither waits for the other. The end of the block does.
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Written> written = beside.submit(() -> written(snapshot, series));
            return verify(claim, request, change, snapshot, written, context);
        }
    }

    /// A patch, and what is proved of it.
    private record Written(Series series, Proof proof) {}

    private Written written(OpenSnapshot snapshot, List<PatchWriter.Change> changes) {
        Series series = patches.write(snapshot.tree(), snapshot::blob, changes);
        return new Written(series, patches.prove(snapshot.tree(), snapshot::blob, series));
    }

    private TaskOutcome verify(
            Claim claim,
            JobRequest request,
            Change change,
            OpenSnapshot snapshot,
            Future<Written> writing,
            TaskContext context) {
        Revision revision = Revision.of(snapshot);
        int newErrors = 0;
        int looked = 0;
        int last = change.changesets().size() - 1;
        for (int step = 0; step <= last; step++) {
            PlannedStep planned = change.planned().steps().get(step);
            if (change.changesNothing(step)) {
                continue;
            }
            Texts before = revision.texts();
            switch (trial.run(
                    revision, planned.plan(), change.changesets().get(step), request.level(), context::cancelled)) {
                case StepTrial.Result.Failed failed -> {
                    return Conflicts.refused(request, step, failed.conflicts());
                }
                case StepTrial.Result.Passed passed -> {
                    revision = passed.after();
                    newErrors += passed.newErrors() == null ? 0 : passed.newErrors();
                    looked += passed.looked();
                }
            }
            requireForeseen(planned, revision.texts());
            List<Conflict> faults = requireIdempotent(
                    request,
                    planned,
                    revision,
                    new Idempotence.Change(
                            before,
                            change.changesets().get(step),
                            planned.plan().fileRenames()));
            if (!faults.isEmpty()) {
                return Conflicts.refused(request, step, faults);
            }
            context.progress((double) (step + 1) / (last + 1));
        }
        Written written = proven(writing);
        Series series = written.series();
        Proof proof = written.proof();
        snapshots.remember(claim.jobId(), series);
        boolean compiled = request.level() == VerificationLevel.COMPILE;
        return completed(new VerifyResult(
                request.level(),
                Hashes.sha256(series.whole().diff()),
                digests(series),
                proof.applies(),
                proof.reverses(),
                proof.gitAgrees(),
                true,
                compiled ? true : null,
                compiled ? newErrors : null,
                true,
                looked));
    }

    /// A job that changes nothing: there is nothing that could go wrong.
    private static VerifyResult noChange(VerificationLevel level, Change change) {
        boolean compiled = level == VerificationLevel.COMPILE;
        String empty = Hashes.sha256(new byte[0]);
        List<String> steps = change.changesets().stream().map(none -> empty).toList();
        return new VerifyResult(
                level, empty, steps, true, true, null, true, compiled ? true : null, compiled ? 0 : null, true, 0);
    }

    static List<String> digests(Series series) {
        List<String> digests = new ArrayList<>();
        for (Patch step : series.steps()) {
            digests.add(Hashes.sha256(step.diff()));
        }
        return digests;
    }

    /// A patch that does not prove itself is a defect of ours, never the user's conflict.
    private static Written proven(Future<Written> writing) {
        Written written;
        try {
            written = writing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The proof was interrupted");
        }
        if (!written.proof().holds()) {
            throw new RefactoryException(
                    ErrorCode.INTERNAL,
                    "patch",
                    "The patch does not apply and reverse as it should (" + written.proof()
                            + "); it is not published.");
        }
        return written;
    }

    /// The steps after were planned on what PLAN foresaw: anything else would be a plan for other files.
    private static void requireForeseen(PlannedStep planned, Texts texts) {
        if (planned.resultDigest() != null && !planned.resultDigest().equals(texts.digest())) {
            throw new RefactoryException(
                    ErrorCode.INTERNAL,
                    planned.plan().recipe(),
                    "The accelerators answered otherwise than was foreseen when the next step was planned; "
                            + "nothing is published. Run workers and accelerators of one release.");
        }
    }

    /// @return what the request itself is at fault for
    private List<Conflict> requireIdempotent(
            JobRequest request, PlannedStep planned, Revision after, Idempotence.Change change) {
        Recipe recipe = recipes.checked(planned.plan().recipe(), planned.given());
        Idempotence.Answer again =
                Idempotence.of(recipe, after.graph(), request.sources(after.texts()), planned.given(), change);
        if (!again.holds() && again.faults().isEmpty()) {
            throw new RefactoryException(
                    ErrorCode.INTERNAL,
                    planned.plan().recipe(),
                    "Running the recipe on its own result would change it again, so the patch is not published.");
        }
        return again.faults();
    }

    private static TaskOutcome completed(VerifyResult result) {
        return new TaskOutcome.Completed(Json.write(result), List.of(), null, null, List.of(), Usage.NONE);
    }
}
