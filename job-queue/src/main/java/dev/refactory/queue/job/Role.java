package dev.refactory.queue.job;

/// Which kind of process runs a task.
public enum Role {
    INDEXER,
    WORKER
}
