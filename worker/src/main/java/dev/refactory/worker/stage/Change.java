package dev.refactory.worker.stage;

import dev.refactory.index.git.PatchWriter;
import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.Stage;
import dev.refactory.refactor.edit.Changeset;
import dev.refactory.refactor.plan.Finding;
import dev.refactory.refactor.recipe.model.ModelResponse;
import dev.refactory.worker.request.PlanResult;
import dev.refactory.worker.request.PlanResult.PlannedStep;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the TRANSFORM tasks of a job came to, put together in an order that does not depend on when they
/// finished.
///
/// @param changesets one for each step, against the texts after the steps before
/// @param findings of the plans and of the tasks, by place, each once
record Change(PlanResult planned, List<Changeset> changesets, List<Finding> findings) {
    /// Whose results it is made of.
    static final Set<Stage> STAGES = Set.of(Stage.PLAN, Stage.TRANSFORM);

    private static final Comparator<Finding> BY_PLACE = Comparator.comparing(Finding::file)
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    /// @param results of at least [#STAGES]
    static Change of(Map<Stage, List<String>> results) {
        PlanResult planned = Json.read(result(results, Stage.PLAN), PlanResult.class);
        return of(planned, results.getOrDefault(Stage.TRANSFORM, List.of()));
    }

    /// The result of a stage of one task.
    static String result(Map<Stage, List<String>> results, Stage stage) {
        return results.getOrDefault(stage, List.of()).getFirst();
    }

    /// @param results of the TRANSFORM tasks, by task index
    static Change of(PlanResult planned, List<String> results) {
        int tasks = planned.steps().stream().mapToInt(PlannedStep::tasks).sum();
        if (results.size() != tasks) {
            throw new IllegalStateException(tasks + " tasks were planned, " + results.size() + " have results");
        }
        List<Changeset> changesets = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        int next = 0;
        for (PlannedStep step : planned.steps()) {
            findings.addAll(step.plan().findings());
            List<Changeset> parts = new ArrayList<>();
            for (String result : results.subList(next, next + step.tasks())) {
                ModelResponse response = ModelResponse.read(result.getBytes(StandardCharsets.UTF_8));
                parts.add(response.changeset());
                findings.addAll(response.findings());
            }
            next += step.tasks();
            changesets.add(Changeset.merge(parts));
        }
        return new Change(
                planned,
                changesets,
                findings.stream().sorted(BY_PLACE).distinct().toList());
    }

    boolean changesNothing() {
        for (int step = 0; step < changesets.size(); step++) {
            if (!changesNothing(step)) {
                return false;
            }
        }
        return true;
    }

    /// @param step from 0
    boolean changesNothing(int step) {
        return changesets.get(step).changesNothing()
                && planned.steps().get(step).plan().fileRenames().isEmpty();
    }

    /// The changes of files of every step, for the patch writer.
    List<PatchWriter.Change> series(OpenSnapshot snapshot) {
        List<PatchWriter.Change> series = new ArrayList<>();
        Texts texts = Texts.of(snapshot);
        for (int step = 0; step < changesets.size(); step++) {
            var renames = planned.steps().get(step).plan().fileRenames();
            series.add(texts.change(changesets.get(step), renames));
            texts = texts.after(changesets.get(step), renames);
        }
        return series;
    }
}
