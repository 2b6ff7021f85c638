package dev.refactory.worker.stage;

import dev.refactory.kit.json.Json;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.refactor.plan.Conflict;
import dev.refactory.worker.request.JobRequest;
import java.util.List;

/// Refusals as the queue takes them.
final class Conflicts {
    private Conflicts() {}

    /// Refuses because of one step, which is named when there are several.
    ///
    /// @param step from 0
    static TaskOutcome.Refused refused(JobRequest request, int step, List<Conflict> conflicts) {
        List<Conflict> named = !request.composition()
                ? conflicts
                : conflicts.stream()
                        .map(conflict -> named(request, step, conflict))
                        .toList();
        return new TaskOutcome.Refused(Json.write(named));
    }

    private static Conflict named(JobRequest request, int step, Conflict conflict) {
        return new Conflict(
                conflict.kind(),
                conflict.symbol(),
                conflict.file(),
                conflict.line(),
                "Step " + (step + 1) + " (" + request.steps().get(step).name() + "): " + conflict.message());
    }
}
