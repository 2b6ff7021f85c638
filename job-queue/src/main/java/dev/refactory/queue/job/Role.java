package dev.refactory.queue.job;

import java.util.Locale;

/// Which kind of process runs a task.
public enum Role {
    INDEXER,
    WORKER;

    /// The name in JSON and in the database, for example `worker`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
