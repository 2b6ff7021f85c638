package dev.refactory.queue.job;

import java.util.List;

/// What follows from a command: changes, in order, and the answer. No changes when the command did not apply.
public record Decision(List<JobChange> changes, Reply reply) {
    public Decision {
        changes = List.copyOf(changes);
    }

    /// How a command was taken.
    public enum Reply {
        ACCEPTED,
        /// The attempt is not the current one, or the task is not ready.
        STALE,
        /// The job is over.
        FINAL
    }

    static Decision stale() {
        return new Decision(List.of(), Reply.STALE);
    }
}
