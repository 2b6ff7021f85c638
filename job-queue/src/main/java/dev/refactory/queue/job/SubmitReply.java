package dev.refactory.queue.job;

/// What became of a [SubmitJob].
public sealed interface SubmitReply {
    /// @param replayed the same key and request were seen before; `job` is that job as it stands
    record Accepted(Job job, boolean replayed) implements SubmitReply {}

    /// The key was used with another request, by the job named.
    record IdempotencyConflict(String jobId) implements SubmitReply {}

    /// A limit of the tenant is reached.
    /// @param limit its name in `GET /v2/limits`
    record LimitReached(String limit, long value) implements SubmitReply {}
}
