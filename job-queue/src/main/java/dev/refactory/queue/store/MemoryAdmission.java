package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is let in by the in-memory twin: its limits and idempotency keys. Guarded by the twin's lock.
final class MemoryAdmission {
    private static final int MAX_OPEN_JOBS = 1000;
    private static final int MAX_QUOTES = 60;

    final Map<TenantId, Integer> maxOpenJobs = new HashMap<>();
    final Map<TenantId, Integer> maxQuotesPerMinute = new HashMap<>();
    final Map<TenantId, Integer> maxJobsPerMinute = new HashMap<>();
    private final Map<Key, MemoryJob> keys = new HashMap<>();

    private record Key(TenantId tenant, String key) {}

    /// The answer when the command does not make a job; empty when it does.
    Optional<SubmitReply> answer(SubmitJob command, Collection<MemoryJob> jobs, Instant now) {
        MemoryJob before =
                command.idempotencyKey() == null ? null : keys.get(new Key(command.tenant(), command.idempotencyKey()));
        if (before != null) {
            return Optional.of(
                    before.request.requestHash().equals(command.requestHash())
                            ? new SubmitReply.Accepted(before.view(), true)
                            : new SubmitReply.IdempotencyConflict(before.terms.jobId()));
        }
        List<MemoryJob> own = jobs.stream()
                .filter(job -> job.terms.tenant().equals(command.tenant()))
                .toList();
        int limit = maxOpenJobs.getOrDefault(command.tenant(), MAX_OPEN_JOBS);
        if (own.stream().filter(job -> job.finishedAt() == null).count() >= limit) {
            return Optional.of(SubmitReply.LimitReached.openJobs(limit));
        }
        Optional<SubmitReply> quotes = command.dryRun() ? quotes(command.tenant(), own, now) : Optional.empty();
        return quotes.isPresent() ? quotes : jobs(command.tenant(), own, now);
    }

    private Optional<SubmitReply> quotes(TenantId tenant, List<MemoryJob> own, Instant now) {
        int limit = maxQuotesPerMinute.getOrDefault(tenant, MAX_QUOTES);
        List<MemoryJob> quotes = own.stream().filter(job -> job.terms.dryRun()).toList();
        return oldest(quotes, limit, now).map(at -> SubmitReply.LimitReached.quotes(limit, Duration.between(at, now)));
    }

    private Optional<SubmitReply> jobs(TenantId tenant, List<MemoryJob> own, Instant now) {
        Integer limit = maxJobsPerMinute.get(tenant);
        return limit == null
                ? Optional.empty()
                : oldest(own, limit, now).map(at -> SubmitReply.LimitReached.jobs(limit, Duration.between(at, now)));
    }

    /// The one that has to be a minute ago before there may be another.
    private static Optional<Instant> oldest(List<MemoryJob> counted, int limit, Instant now) {
        List<Instant> recent = counted.stream()
                .map(job -> job.createdAt)
                .filter(at -> at.isAfter(now.minus(SubmitReply.LimitReached.WINDOW)))
                .sorted(Comparator.reverseOrder())
                .toList();
        if (recent.size() < limit) {
            return Optional.empty();
        }
        return Optional.of(limit == 0 ? now : recent.get(limit - 1));
    }

    void remember(SubmitJob command, MemoryJob job) {
        if (command.idempotencyKey() != null) {
            keys.put(new Key(command.tenant(), command.idempotencyKey()), job);
        }
    }

    void forget(Collection<MemoryJob> jobs) {
        keys.values().removeAll(jobs);
    }
}
