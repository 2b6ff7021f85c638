package dev.refactory.queue.job;

import java.time.Instant;

/// A task's state. The last three are final.
public sealed interface TaskState {
    /// Attempts that have ended and count.
    int attempts();

    /// To be claimed by anybody.
    record Ready(int attempts) implements TaskState {}

    /// After a failure, until its backoff is over.
    record Waiting(int attempts, Instant dueAt) implements TaskState {}

    /// A worker's, until its lease ends.
    record Held(AttemptRef attempt) implements TaskState {
        @Override
        public int attempts() {
            return attempt.attempt() - 1;
        }
    }

    record Done(int attempts) implements TaskState {}

    /// Dead letter: no attempt is left, or none would help; the reason is kept.
    record Dead(int attempts, JobError error) implements TaskState {}

    /// Not needed any more: its job is over, or is being cancelled.
    record Dropped(int attempts) implements TaskState {}
}
