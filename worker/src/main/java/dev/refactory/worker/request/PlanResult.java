package dev.refactory.worker.request;

import dev.refactory.index.build.IndexResult;
import dev.refactory.refactor.plan.RefactoringPlan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What PLAN hands on: where the code is, and the plan of every step without its tasks, which travel on their own.
///
/// @param steps in order; TRANSFORM's tasks are those of the first step, then those of the second, and so on
public record PlanResult(IndexResult index, List<PlannedStep> steps) {
    public PlanResult {
        steps = List.copyOf(steps);
    }

    /// One step of the plan.
    ///
    /// @param given the parameters the recipe was asked with
    /// @param plan its tasks left out
    /// @param tasks how many there are
    /// @param resultDigest of what the files it changes hold after it, as planning foresaw it; null when
    ///     no step follows that was planned on it
    public record PlannedStep(
            Map<String, String> given,
            RefactoringPlan plan,
            int tasks,
            @Nullable String resultDigest) {
        public PlannedStep {
            given = Map.copyOf(given);
        }

        /// Keeps everything of `plan` but its tasks.
        public static PlannedStep of(
                Map<String, String> given, RefactoringPlan plan, int tasks, @Nullable String resultDigest) {
            return new PlannedStep(given, plan.withoutTasks(), tasks, resultDigest);
        }
    }
}
