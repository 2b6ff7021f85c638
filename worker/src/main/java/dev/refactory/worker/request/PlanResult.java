package dev.refactory.worker.request;

import dev.refactory.index.build.IndexResult;
import dev.refactory.refactor.plan.RefactoringPlan;
import java.util.List;

/// What PLAN hands on: where the code is, and the plan without its tasks, which travel on their own.
public record PlanResult(IndexResult index, RefactoringPlan plan, int filesAffected) {
    public static PlanResult of(IndexResult index, RefactoringPlan plan) {
        int files = plan.tasks().stream().mapToInt(task -> task.files().size()).sum();
        RefactoringPlan rest = new RefactoringPlan(
                plan.recipe(),
                plan.parameters(),
                plan.summary(),
                plan.model(),
                List.of(),
                plan.symbolMap(),
                plan.fileRenames(),
                plan.recheck(),
                plan.findings(),
                plan.complexity());
        return new PlanResult(index, rest, files);
    }
}
