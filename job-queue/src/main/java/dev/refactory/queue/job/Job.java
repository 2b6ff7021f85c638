package dev.refactory.queue.job;

import dev.refactory.kit.tenant.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A job as it stands, for reading.
///
/// @param version grows with every change; an ETag
/// @param request as submitted (canonical JSON)
/// @param stage the stage that is open, or was open last
/// @param tasksDone of the open stage; @param tasksTotal of the open stage
/// @param stageFraction how far the running task of a one-task stage says it is, 0 to 1
/// @param plan what PLAN published (JSON), null before
/// @param result what PUBLISH published (JSON), null before
/// @param conflicts a JSON array, `[]` unless refused
/// @param errorCode null unless failed; @param errorSubject what the error is about; @param errorMessage a
///     sentence
/// @param quote the most it may cost, with its inputs; set when planning ends, null before, and for a job that
///     was answered from the result cache
/// @param chargedMilliSau what the ledger posted; 0 unless succeeded
/// @param repositoryId of the repository the job is about; as INDEX found out, and before that as
///     it was submitted with; null when neither is known
/// @param cachedFrom the job whose result this one was answered with, null when it was worked out
public record Job(
        String jobId,
        TenantId tenant,
        String submittedBy,
        String repository,
        String recipe,
        Tier tier,
        JobStatus status,
        boolean cancelRequested,
        boolean dryRun,
        long version,
        String request,
        Stage stage,
        int tasksDone,
        int tasksTotal,
        double stageFraction,
        @Nullable String plan,
        @Nullable String result,
        String conflicts,
        @Nullable String errorCode,
        @Nullable String errorSubject,
        @Nullable String errorMessage,
        @Nullable Quote quote,
        long chargedMilliSau,
        @Nullable String repositoryId,
        @Nullable String cachedFrom,
        Usage usage,
        int attempts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant deadlineAt) {
    /// The most the job may cost in milli-SAU, null before it is known.
    public @Nullable Long quotedMilliSau() {
        return quote == null ? null : quote.milliSau();
    }

    /// Until when a job for the same commit and request costs at most the quote; null unless this job was
    /// submitted to get one and has it.
    public @Nullable Instant quoteExpiresAt() {
        return dryRun && quote != null && finishedAt != null ? finishedAt.plus(Quote.VALID) : null;
    }
}
