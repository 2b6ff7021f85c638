package dev.refactory.queue.job;

import dev.refactory.kit.tenant.TenantId;
import java.time.Instant;

/// A task that is this worker's until its lease ends.
///
/// @param request the job's request, canonical JSON
/// @param index the task's place in its stage, from 0
/// @param payload what the stage before wrote for it, JSON
/// @param leaseUntil by the database's clock
/// @param deadline of the job
public record Claim(
        AttemptRef attempt,
        String jobId,
        TenantId tenant,
        Tier tier,
        Stage stage,
        int index,
        String request,
        String payload,
        boolean dryRun,
        Instant leaseUntil,
        Instant deadline) {
    /// The claim of a task of the same job's next stage.
    public Claim followedBy(AttemptRef next, Stage nextStage, String nextPayload, Instant nextLeaseUntil) {
        return new Claim(
                next, jobId, tenant, tier, nextStage, 0, request, nextPayload, dryRun, nextLeaseUntil, deadline);
    }
}
