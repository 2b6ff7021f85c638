package dev.refactory.refactor.plan;

import java.util.List;

/// A recipe's answer.
public sealed interface PlanOutcome {
    /// To be carried out. A plan without tasks means no change is needed.
    record Planned(RefactoringPlan plan) implements PlanOutcome {}

    /// Not safe, or not possible: at least one conflict, sorted.
    record Refused(List<Conflict> conflicts) implements PlanOutcome {
        public Refused {
            conflicts = conflicts.stream().sorted().toList();
            if (conflicts.isEmpty()) {
                throw new IllegalArgumentException("A refusal names at least one conflict");
            }
        }
    }
}
