package dev.refactory.queue.job;

import dev.refactory.kit.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a job was accepted under. Never changes.
///
/// @param maxMilliSau the caller's cap, null for none
/// @param deadlineAt when it fails unless it is over
public record JobTerms(
        String jobId,
        TenantId tenant,
        Tier tier,
        boolean dryRun,
        @Nullable Long maxMilliSau,
        Instant deadlineAt) {}
