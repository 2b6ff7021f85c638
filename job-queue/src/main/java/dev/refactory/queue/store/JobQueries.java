package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.ledger.RateCard;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be read about jobs, always of one tenant. Thread-safe.
public interface JobQueries {
    Optional<Job> find(TenantId tenant, String jobId);

    /// Newest first, without their requests: a request in a list is `{}`. `after` is the job id the page before
    /// ended with.
    List<Job> list(TenantId tenant, Filter filter, @Nullable String after, int limit);

    /// Events with a sequence above `after`, in order.
    List<JobEvent> events(TenantId tenant, String jobId, long after, int limit);

    Optional<Artifact> artifact(TenantId tenant, String jobId, String name);

    /// The stages a job has gone through, with their measured times.
    List<StageTiming> timeline(TenantId tenant, String jobId);

    /// Ledger entries, newest first.
    List<LedgerLine> ledger(TenantId tenant, @Nullable String jobId, int limit);

    /// The rate cards that are in force or were, so that every ledger entry finds its own; the latest first, at most
    /// [#MOST_RATE_CARDS]. Empty for a tenant that was never heard of.
    List<RateCard> rateCards(TenantId tenant);

    int MOST_RATE_CARDS = 1_000;

    /// What was used and charged, of jobs submitted between two days (UTC), both included; newest day first, then
    /// by name; at most [#MOST_USAGE_LINES]. Jobs that were forgotten are in it.
    /// @param by what there is a line for: any of day, repository and recipe; of none, one line with everything
    List<UsageLine> usage(TenantId tenant, LocalDate from, LocalDate to, Set<UsageBy> by);

    /// [#usage(TenantId, LocalDate, LocalDate, Set)] by all three.
    default List<UsageDay> usage(TenantId tenant, LocalDate from, LocalDate to) {
        return usage(tenant, from, to, EnumSet.allOf(UsageBy.class)).stream()
                .map(line -> new UsageDay(
                        Objects.requireNonNull(line.day()),
                        Objects.requireNonNull(line.repository()),
                        Objects.requireNonNull(line.recipe()),
                        line.outcomes().jobs(),
                        line.milliSau(),
                        line.usage().promptTokens(),
                        line.usage().completionTokens(),
                        line.usage().simulatedDeviceMicros() / 1000))
                .toList();
    }

    /// How many lines of usage are told at most.
    int MOST_USAGE_LINES = 10_000;

    /// What stands for the repositories that were deleted on request.
    String DELETED_REPOSITORY = "deleted";

    /// What usage can be told apart by.
    enum UsageBy {
        DAY,
        REPOSITORY,
        RECIPE
    }

    /// What became of jobs.
    ///
    /// @param succeeded worked out, and charged; all others cost nothing
    /// @param cached answered with the result of an equal request
    /// @param quotes that were given
    /// @param open not over
    record Outcomes(long succeeded, long cached, long quotes, long refused, long failed, long cancelled, long open) {
        public long jobs() {
            return succeeded + cached + quotes + refused + failed + cancelled + open;
        }
    }

    /// @param day null when not told apart by it; so for @param repository and @param recipe
    record UsageLine(
            @Nullable LocalDate day,
            @Nullable String repository,
            @Nullable String recipe,
            Outcomes outcomes,
            long milliSau,
            Usage usage) {}

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
