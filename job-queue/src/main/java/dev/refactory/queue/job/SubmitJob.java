package dev.refactory.queue.job;

import dev.refactory.kit.tenant.TenantId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Asks for a job.
///
/// @param tenant whose job it is
/// @param submittedBy a user or key name, for lists
/// @param idempotencyKey null when the caller gave none; otherwise 1 to 255 characters, remembered for the
///     job's life
/// @param requestHash SHA-256 (hex) of the request as given, which tells a replay from another request under
///     the same
/// key
/// @param request the request as canonical JSON, at most 16 MiB; opaque to the queue, handed to every task
/// @param repository how lists show the repository: a URL without credentials, or `inline`
/// @param recipe the recipe's name, for lists
/// @param maxMilliSau the job fails with `budget_exceeded` when its quote is above this; null for no cap
/// @param dryRun stop after PLAN: the job succeeds with its plan and quote, at no charge
/// @param deadline from acceptance to the final state, 1 s to 24 h
public record SubmitJob(
        TenantId tenant,
        String submittedBy,
        @Nullable String idempotencyKey,
        String requestHash,
        String request,
        String repository,
        String recipe,
        Tier tier,
        @Nullable Long maxMilliSau,
        boolean dryRun,
        Duration deadline) {}
