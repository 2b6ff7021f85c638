package dev.refactory.queue.job;

/// What may be asked of a job.
public sealed interface JobCommand {
    record OpenJob(JobTerms terms) implements JobCommand {}

    /// A worker takes a ready task. `attempt` carries the fence drawn for it.
    record StartAttempt(AttemptRef attempt) implements JobCommand {}

    record ReportProgress(AttemptRef attempt, double fraction) implements JobCommand {}

    record CompleteAttempt(AttemptRef attempt, TaskOutcome outcome) implements JobCommand {}

    /// The lease of an attempt has ended by the store's clock.
    record ExpireLease(AttemptRef attempt) implements JobCommand {}

    record RequestCancel() implements JobCommand {}

    /// Ends a job that is to be cancelled and has no attempt running.
    record FinishCancel() implements JobCommand {}

    record EnforceDeadline() implements JobCommand {}
}
