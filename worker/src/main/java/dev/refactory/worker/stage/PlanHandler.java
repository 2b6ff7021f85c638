package dev.refactory.worker.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.graph.store.GraphStore;
import dev.refactory.index.build.IndexResult;
import dev.refactory.index.git.Repositories;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.delivery.TaskContext;
import dev.refactory.queue.delivery.TaskHandler;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import dev.refactory.queue.job.Usage;
import dev.refactory.refactor.plan.PlanOutcome;
import dev.refactory.refactor.plan.RefactoringPlan;
import dev.refactory.refactor.plan.TransformTask;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.worker.request.JobRequest;
import dev.refactory.worker.request.PlanResult;
import dev.refactory.worker.request.TransformWork;
import java.util.List;
import java.util.Map;

/// PLAN: the recipe reads the graph and answers with a plan or with conflicts.
public final class PlanHandler implements TaskHandler {
    private final Recipes recipes;
    private final Repositories repositories;
    private final GraphStore graphs;

    public PlanHandler(Recipes recipes, Repositories repositories, GraphStore graphs) {
        this.recipes = recipes;
        this.repositories = repositories;
        this.graphs = graphs;
    }

    @Override
    public TaskOutcome handle(Claim claim, TaskContext context) {
        JobRequest request = JobRequest.read(claim.request());
        IndexResult index = Json.read(claim.payload(), IndexResult.class);
        Map<String, String> parameters = request.recipe().parameters();
        Recipe recipe = recipes.checked(request.recipe().name(), parameters);
        try (OpenSnapshot snapshot =
                OpenSnapshot.open(repositories, graphs, claim.tenant(), request.repository(), index)) {
            return switch (recipe.plan(snapshot.graph(), snapshot, parameters)) {
                case PlanOutcome.Refused refused -> new TaskOutcome.Refused(Json.write(refused.conflicts()));
                case PlanOutcome.Planned planned -> completed(index, planned.plan());
            };
        }
    }

    private static TaskOutcome completed(IndexResult index, RefactoringPlan plan) {
        PlanResult result = PlanResult.of(index, plan);
        List<String> tasks = plan.tasks().stream()
                .map(task -> Json.write(new TransformWork(index.commit(), plan.model(), task)))
                .toList();
        ObjectNode published = Json.object();
        published.put("recipe", plan.recipe());
        published.set("parameters", Json.toTree(plan.parameters()));
        published.put("summary", plan.summary());
        published.put("model", plan.model());
        published.put("commit", index.commit().commitId());
        published.put("files_affected", result.filesAffected());
        published.put("files_rechecked", plan.recheck().size());
        published.put(
                "occurrences",
                plan.tasks().stream()
                        .map(TransformTask::files)
                        .flatMap(List::stream)
                        .mapToInt(file -> file.facts().size())
                        .sum());
        published.put("indexed_lines", index.indexedLines());
        published.put("unresolved_occurrences", index.unresolved());
        return new TaskOutcome.Completed(
                Json.write(result),
                tasks,
                Json.write(published),
                new QuoteInputs(index.indexedLines(), plan.complexity()),
                List.of(),
                Usage.NONE);
    }
}
