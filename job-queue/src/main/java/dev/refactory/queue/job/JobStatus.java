package dev.refactory.queue.job;

import java.util.Locale;

/// A job's status as users see it. The last four are final: nothing leaves them.
public enum JobStatus {
    QUEUED,
    INDEXING,
    PLANNING,
    RUNNING,
    VERIFYING,
    SUCCEEDED,
    REFUSED,
    FAILED,
    CANCELLED;

    public boolean terminal() {
        return compareTo(SUCCEEDED) >= 0;
    }

    /// The name in JSON and in the database, for example `succeeded`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
