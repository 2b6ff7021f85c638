package dev.refactory.queue.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How many jobs of a tenant, and of a branch, run at a time.
///
/// @param jobs of the tenant; null: no limit
/// @param ofBranch of one branch of one repository; null: no limit
record PermitLimits(@Nullable Integer jobs, @Nullable Integer ofBranch) {
    static final PermitLimits NONE = new PermitLimits(null, null);

    /// What waits for a permit waits so long beyond its job's deadline: longer than anybody takes to end it.
    static final Duration PARKED = Duration.ofHours(1);

    /// Whether one more may not run beside so many.
    boolean reached(long running, long runningOfBranch) {
        return jobs != null && running >= jobs || ofBranch != null && runningOfBranch >= ofBranch;
    }
}
