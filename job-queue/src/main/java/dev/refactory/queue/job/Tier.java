package dev.refactory.queue.job;

import java.util.Locale;

/// How long a job may wait for its turn, first served first.
public enum Tier {
    INTERACTIVE,
    STANDARD,
    BULK;

    /// The name in JSON and in the database, for example `standard`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
