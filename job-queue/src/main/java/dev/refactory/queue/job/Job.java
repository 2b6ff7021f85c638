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
/// @param quote the most it may cost, with its inputs; set when planning ends, null before
/// @param chargedMilliSau what the ledger posted; 0 unless succeeded
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
        Usage usage,
        int attempts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant deadlineAt) {}
