package dev.refactory.queue.delivery;

import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.TaskOutcome;

/// What a role does with a task it holds. Called on a thread of its own; many calls at once.
@FunctionalInterface
public interface TaskHandler {
    /// Runs one attempt.
    ///
    /// A `RefactoryException` becomes a failed attempt with its code; anything else one with `internal`. Once the
    /// context says cancelled, the result no longer matters and the call should return or throw soon.
    TaskOutcome handle(Claim claim, TaskContext context) throws Exception;
}
