package dev.refactory.queue.store;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.ledger.Posting.Account;
import dev.refactory.queue.ledger.RateCard;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the in-memory twin remembers, and how it is read. One lock: `this`.
abstract class MemoryQueries implements JobQueries {
    final Map<String, MemoryJob> jobs = new LinkedHashMap<>();
    final MemoryLedger ledger = new MemoryLedger();
    final MemoryUsage past = new MemoryUsage();
    final MemoryAdmission admission = new MemoryAdmission();

    private Optional<MemoryJob> job(TenantId tenant, String jobId) {
        return Optional.ofNullable(jobs.get(jobId))
                .filter(job -> job.terms.tenant().equals(tenant));
    }

    @Override
    public synchronized Optional<Job> find(TenantId tenant, String jobId) {
        return job(tenant, jobId).map(MemoryJob::view);
    }

    @Override
    public synchronized List<Job> list(TenantId tenant, Filter filter, @Nullable String after, int limit) {
        Comparator<Job> newestFirst =
                Comparator.comparing(Job::createdAt).thenComparing(Job::jobId).reversed();
        Job last = after == null ? null : find(tenant, after).orElse(null);
        if (after != null && last == null) {
            return List.of();
        }
        return jobs.values().stream()
                .filter(job -> job.terms.tenant().equals(tenant))
                .map(MemoryJob::listed)
                .filter(job -> filter.status() == null || job.status() == filter.status())
                .filter(job -> filter.repository() == null || job.repository().equals(filter.repository()))
                .filter(job -> filter.recipe() == null || job.recipe().equals(filter.recipe()))
                .filter(job -> filter.submittedBy() == null || job.submittedBy().equals(filter.submittedBy()))
                .filter(job -> last == null || newestFirst.compare(job, last) > 0)
                .sorted(newestFirst)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<JobEvent> events(TenantId tenant, String jobId, long after, int limit) {
        return job(tenant, jobId).stream()
                .flatMap(job -> job.events.stream())
                .filter(event -> event.sequence() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Artifact> artifact(TenantId tenant, String jobId, String name) {
        return job(tenant, jobId).map(job -> job.artifacts.get(name));
    }

    @Override
    public synchronized List<StageTiming> timeline(TenantId tenant, String jobId) {
        return job(tenant, jobId).stream()
                .flatMap(job -> job.stages.stream())
                .map(stage -> new StageTiming(
                        stage.stage.wireName(),
                        stage.tasks.size(),
                        stage.attempts,
                        stage.openedAt,
                        stage.startedAt,
                        stage.finishedAt))
                .toList();
    }

    @Override
    public synchronized List<RateCard> rateCards(TenantId tenant) {
        return ledger.rateCards(tenant);
    }

    @Override
    public synchronized List<LedgerLine> ledger(TenantId tenant, @Nullable String jobId, int limit) {
        return ledger.lines(tenant, jobId, limit);
    }

    @Override
    public synchronized List<UsageLine> usage(TenantId tenant, LocalDate from, LocalDate to, Set<UsageBy> by) {
        return past.lines(tenant, jobs.values().stream().map(MemoryJob::view), from, to, by, MOST_USAGE_LINES);
    }

    /// The balance of an account in milli-SAU.
    public synchronized long balance(TenantId tenant, Account account) {
        return ledger.balance(tenant, account);
    }

    /// Limits how far a tenant's balance may go below zero; without a limit it may go anywhere.
    public synchronized void rateCard(TenantId tenant, RateCard card) {
        ledger.rateCard(tenant, card);
    }

    public synchronized void creditLimit(TenantId tenant, long milliSau) {
        ledger.creditLimit(tenant, milliSau);
    }

    /// Limits the tenant's open jobs, 1000 unless told.
    public synchronized void maxOpenJobs(TenantId tenant, int max) {
        admission.maxOpenJobs.put(tenant, max);
    }

    /// Limits the tenant's quotes, 60 a minute unless told.
    public synchronized void maxQuotesPerMinute(TenantId tenant, int max) {
        admission.maxQuotesPerMinute.put(tenant, max);
    }

    /// Limits the tenant's jobs of any minute, without a limit unless told.
    public synchronized void maxJobsPerMinute(TenantId tenant, int max) {
        admission.maxJobsPerMinute.put(tenant, max);
    }

    Stream<MemoryJob> ofRepository(TenantId tenant, String repositoryId) {
        return jobs.values().stream()
                .filter(job -> job.terms.tenant().equals(tenant))
                .filter(job -> repositoryId.equals(job.view().repositoryId()));
    }
}
