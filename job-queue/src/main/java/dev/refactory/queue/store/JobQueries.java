package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be read about jobs, always of one tenant. Thread-safe.
public interface JobQueries {
    Optional<Job> find(TenantId tenant, String jobId);

    /// Newest first. `after` is the job id the page before ended with.
    List<Job> list(TenantId tenant, Filter filter, @Nullable String after, int limit);

    /// Events with a sequence above `after`, in order.
    List<JobEvent> events(TenantId tenant, String jobId, long after, int limit);

    Optional<Artifact> artifact(TenantId tenant, String jobId, String name);

    /// The stages a job has gone through, with their measured times.
    List<StageTiming> timeline(TenantId tenant, String jobId);

    /// Ledger entries, newest first.
    List<LedgerLine> ledger(TenantId tenant, @Nullable String jobId, int limit);

    /// Usage by day, newest first, between two days, both included.
    List<UsageDay> usage(TenantId tenant, LocalDate from, LocalDate to);

    /// Null members do not filter.
    record Filter(
            @Nullable JobStatus status,
            @Nullable String repository,
            @Nullable String recipe,
            @Nullable String submittedBy) {
        public static final Filter ALL = new Filter(null, null, null, null);
    }

    /// @param startedAt the first claim of a task of the stage, null before; @param finishedAt null while it
    ///     runs
    record StageTiming(
            String stage,
            int tasks,
            int attempts,
            Instant openedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /// A settlement with the inputs of its formula, so that anybody can compute it again.
    ///
    /// @param kind `reserve`, `post` or `void`
    record LedgerLine(
            String jobId,
            String kind,
            long milliSau,
            String rateCard,
            long indexedLines,
            BigDecimal complexity,
            Instant at) {}

    record UsageDay(
            LocalDate day,
            String repository,
            String recipe,
            long jobs,
            long milliSau,
            long promptTokens,
            long completionTokens,
            long simulatedDeviceMs) {}
}
