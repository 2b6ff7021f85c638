package dev.refactory.queue.job;

/// How long a job may wait for its turn, first served first.
public enum Tier {
    INTERACTIVE,
    STANDARD,
    BULK
}
