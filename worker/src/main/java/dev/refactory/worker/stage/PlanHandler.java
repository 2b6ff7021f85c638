package dev.refactory.worker.stage;

import dev.refactory.index.build.IndexResult;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import dev.refactory.queue.job.Usage;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.instruction.Completion;
import dev.refactory.refactor.instruction.Instructions;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.refactor.recipe.model.ModelRequest;
import dev.refactory.refactor.recipe.model.ModelResponse;
import dev.refactory.refactor.recipe.model.RecipeModel;
import dev.refactory.worker.request.JobRequest;
import dev.refactory.worker.request.JobRequest.Step;
import dev.refactory.worker.request.PlanResult;
import dev.refactory.worker.request.PlanResult.PlannedStep;
import dev.refactory.worker.request.TransformWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// PLAN: each step's recipe reads the graph as the steps before leave it, and answers with a plan or with conflicts.
/// What a step leaves is foreseen: the recipe model is deterministic, so it runs here, and the compiler says what
/// its edits mean.
public final class PlanHandler implements TaskHandler {
    private final Recipes recipes;
    private final Snapshots snapshots;
    private final StepTrial trial;
    private final TaskSize taskSize;
    private final Instructions instructions;
    private final RecipeModel model = new RecipeModel();

    public PlanHandler(Recipes recipes, Snapshots snapshots, StepTrial trial, TaskSize taskSize) {
        this.recipes = recipes;
        this.snapshots = snapshots;
        this.trial = trial;
        this.taskSize = taskSize;
        this.instructions = new Instructions(recipes);
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) {
        JobRequest request = JobRequest.read(claim.request());
        request.steps().forEach(step -> recipes.checked(step.name(), step.parameters()));
        IndexResult index = Json.read(claim.payload(), IndexResult.class);
        try (OpenSnapshot snapshot = snapshots.open(claim.tenant(), request.repository(), index)) {
            return new Planning(claim, context, request, index).run(snapshot);
        }
    }

    /// One job's planning.
    private final class Planning {
        private final Claim claim;
        private final TaskContext context;
        private final JobRequest request;
        private final IndexResult index;
        private final List<PlannedStep> planned = new ArrayList<>();
        private final List<TransformWork> work = new ArrayList<>();

        Planning(Claim claim, TaskContext context, JobRequest request, IndexResult index) {
            this.claim = claim;
            this.context = context;
            this.request = request;
            this.index = index;
        }

        TaskOutcome run(OpenSnapshot snapshot) {
            Revision revision = Revision.of(snapshot);
            int last = request.steps().size() - 1;
            for (int number = 0; number <= last; number++) {
                Step step = request.steps().get(number);
                Map<String, String> parameters;
                switch (parameters(revision, step)) {
                    case Completion.Conflicts conflicts -> {
                        return Conflicts.refused(request, number, conflicts.conflicts());
                    }
                    case Completion.Resolved resolved -> parameters = resolved.parameters();
                }
                RefactoringPlan plan;
                switch (recipes.checked(step.name(), parameters)
                        .plan(revision.graph(), request.sources(revision.texts()), parameters)) {
                    case PlanOutcome.Refused refused -> {
                        return Conflicts.refused(request, number, refused.conflicts());
                    }
                    case PlanOutcome.Planned found -> plan = found.plan();
                }
                List<TransformTask> tasks = taskSize.cut(plan.tasks());
                for (TransformTask task : tasks) {
                    work.add(transform(number, plan, task, revision.texts()));
                }
                String digest = null;
                if (number < last && changesFiles(plan)) {
                    switch (lookAhead(revision, plan)) {
                        case StepTrial.Result.Failed failed -> {
                            return Conflicts.refused(request, number, failed.conflicts());
                        }
                        case StepTrial.Result.Passed passed -> revision = passed.after();
                    }
                    digest = revision.texts().digest();
                }
                planned.add(PlannedStep.of(parameters, plan, tasks.size(), digest));
                context.progress((number + 1.0) / (last + 1));
            }
            return completed();
        }

        /// Names in plain words may be short: the graph the step is planned on says what they mean.
        private Completion parameters(Revision revision, Step step) {
            return request.instruction() == null
                    ? new Completion.Resolved(step.parameters())
                    : instructions.resolve(
                            revision.graph(),
                            new dev.refactory.refactor.instruction.Step(step.name(), step.parameters()));
        }

        private TransformWork transform(int number, RefactoringPlan plan, TransformTask task, Texts texts) {
            List<String> paths =
                    task.files().stream().map(TransformTask.FileWork::path).toList();
            return new TransformWork(index.commit(), plan.model(), number, task, texts.origins(paths));
        }

        private boolean changesFiles(RefactoringPlan plan) {
            boolean readOnly = recipes.named(plan.recipe()).descriptor().readOnly();
            return !readOnly && !(plan.tasks().isEmpty() && plan.fileRenames().isEmpty());
        }

        /// What the step will leave behind.
        private StepTrial.Result lookAhead(Revision revision, RefactoringPlan plan) {
            if (!plan.model().equals(RecipeModel.NAME)) {
                throw new RefactoryException(
                        ErrorCode.NOT_AVAILABLE,
                        plan.recipe(),
                        "What " + plan.recipe() + " will change cannot be foreseen, so nothing can be planned on it: "
                                + "make it the last step, or a job of its own.");
            }
            List<Changeset> parts = new ArrayList<>();
            for (TransformTask task : plan.tasks()) {
                byte[] answer = model.infer(
                        ModelRequest.of(task, revision.texts()::text).write());
                parts.add(ModelResponse.read(answer).changeset());
            }
            return trial.run(revision, plan, Changeset.merge(parts), request.level(), context::cancelled);
        }

        private TaskOutcome completed() {
            PublishedPlan published = new PublishedPlan(request, index, planned, work);
            return new TaskOutcome.Completed(
                    Json.write(new PlanResult(index, planned)),
                    work.stream().map(Json::write).toList(),
                    published.json(),
                    new QuoteInputs(index.indexedLines(), published.complexity()),
                    List.of(),
                    Usage.NONE);
        }
    }
}
