package dev.refactory.queue.job;

import java.util.Locale;

/// The stages of a job, in order. INDEX, PLAN, VERIFY and PUBLISH have one task each; TRANSFORM has
/// as many as the plan says, and is skipped when that is none.
public enum Stage {
    INDEX(JobStatus.INDEXING, Role.INDEXER),
    PLAN(JobStatus.PLANNING, Role.WORKER),
    TRANSFORM(JobStatus.RUNNING, Role.WORKER),
    VERIFY(JobStatus.VERIFYING, Role.WORKER),
    PUBLISH(JobStatus.VERIFYING, Role.WORKER);

    private final JobStatus status;
    private final Role role;

    Stage(JobStatus status, Role role) {
        this.status = status;
        this.role = role;
    }

    /// What a job shows once the stage's first task was claimed.
    public JobStatus status() {
        return status;
    }

    public Role role() {
        return role;
    }

    /// The name in JSON, for example `transform`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
