package dev.refactory.api;

import static java.util.Objects.requireNonNull;

import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskOutcome.Artifact;
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.queue.store.JobQueries;
import dev.refactory.queue.store.JobStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Jobs a test puts where it wants them. Only the door's side of the queue: nothing is claimed or completed here.
final class FakeJobs implements JobStore, JobQueries {
    static final Instant START = Instant.parse("2026-11-21T10:00:00.123456Z");

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, SubmitJob> commands = new LinkedHashMap<>();
    private final Map<String, String> jobByKey = new LinkedHashMap<>();
    private final Map<String, List<JobEvent>> events = new LinkedHashMap<>();
    private final Map<String, Artifact> artifacts = new LinkedHashMap<>();
    private @Nullable RuntimeException broken;
    private boolean full;

    synchronized void put(Job job) {
        jobs.put(job.jobId(), job);
    }

    synchronized void event(String jobId, String type) {
        List<JobEvent> all = events.computeIfAbsent(jobId, id -> new ArrayList<>());
        all.add(new JobEvent(jobId, all.size() + 1, type, "{\"status\":\"running\"}", START));
    }

    synchronized void artifact(String jobId, String name, byte[] content) {
        artifacts.put(jobId + "/" + name, new Artifact(name, "application/octet-stream", content));
    }

    /// Takes no more jobs until this is false again.
    synchronized void full(boolean now) {
        full = now;
    }

    /// Every call fails with this until it is null again.
    synchronized void breakWith(@Nullable RuntimeException error) {
        broken = error;
    }

    synchronized SubmitJob commandOf(String jobId) {
        return requireNonNull(commands.get(jobId));
    }

    synchronized int count() {
        return jobs.size();
    }

    private void check() {
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public synchronized SubmitReply submit(SubmitJob command) {
        check();
        if (full && command.dryRun()) {
            return SubmitReply.LimitReached.quotes(60, Duration.ofMillis(47_500));
        }
        if (full) {
            return new SubmitReply.LimitReached("open_jobs", 1000);
        }
        String before = command.idempotencyKey() == null ? null : jobByKey.get(command.idempotencyKey());
        if (before != null) {
            return requireNonNull(commands.get(before)).requestHash().equals(command.requestHash())
                    ? new SubmitReply.Accepted(requireNonNull(jobs.get(before)), true)
                    : new SubmitReply.IdempotencyConflict(before);
        }
        String jobId = "job_" + String.format("%024d", jobs.size() + 1);
        Job job = new JobBuilder(jobId).of(command).build();
        jobs.put(jobId, job);
        commands.put(jobId, command);
        if (command.idempotencyKey() != null) {
            jobByKey.put(command.idempotencyKey(), jobId);
        }
        event(jobId, "job_submitted");
        return new SubmitReply.Accepted(job, false);
    }

    @Override
    public synchronized CancelReply cancel(TenantId tenant, String jobId) {
        check();
        Job job = jobs.get(jobId);
        if (job == null) {
            return CancelReply.NOT_FOUND;
        }
        if (job.status().terminal()) {
            return CancelReply.ALREADY_FINAL;
        }
        JobBuilder changed = new JobBuilder(job).cancelRequested();
        jobs.put(
                jobId,
                job.status() == JobStatus.QUEUED
                        ? changed.status(JobStatus.CANCELLED).build()
                        : changed.build());
        return CancelReply.ACCEPTED;
    }

    @Override
    public synchronized Optional<Job> find(TenantId tenant, String jobId) {
        check();
        return Optional.ofNullable(jobs.get(jobId));
    }

    @Override
    public synchronized List<Job> list(TenantId tenant, Filter filter, @Nullable String after, int limit) {
        check();
        List<Job> newestFirst = new ArrayList<>(jobs.values()).reversed();
        List<Job> page = new ArrayList<>();
        boolean started = after == null;
        for (Job job : newestFirst) {
            if (started
                    && page.size() < limit
                    && (filter.status() == null || filter.status() == job.status())
                    && (filter.recipe() == null || filter.recipe().equals(job.recipe()))) {
                page.add(job);
            }
            started |= job.jobId().equals(after);
        }
        return page;
    }

    @Override
    public synchronized List<JobEvent> events(TenantId tenant, String jobId, long after, int limit) {
        check();
        return events.getOrDefault(jobId, List.of()).stream()
                .filter(event -> event.sequence() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<Artifact> artifact(TenantId tenant, String jobId, String name) {
        return Optional.ofNullable(artifacts.get(jobId + "/" + name));
    }

    @Override
    public List<StageTiming> timeline(TenantId tenant, String jobId) {
        return List.of(
                new StageTiming("INDEX", 1, 1, START, START.plusSeconds(1), START.plusSeconds(2)),
                new StageTiming("PLAN", 1, 0, START.plusSeconds(2), null, null));
    }

    @Override
    public List<LedgerLine> ledger(TenantId tenant, @Nullable String jobId, int limit) {
        return List.of(new LedgerLine("job_1", "post", 7500, "rate-card-1", 12_345, new BigDecimal("1.5"), START));
    }

    @Override
    public List<RateCard> rateCards(TenantId tenant) {
        RateCard cheaper = new RateCard("2", BigDecimal.ONE, BigDecimal.TEN, new BigDecimal("0.5"));
        return List.of(cheaper, RateCard.CARD_1);
    }

    @Override
    public List<UsageLine> usage(TenantId tenant, LocalDate from, LocalDate to, Set<UsageBy> by) {
        return List.of(new UsageLine(
                by.contains(UsageBy.DAY) ? to : null,
                by.contains(UsageBy.REPOSITORY) ? "https://u:p@host/x" : null,
                by.contains(UsageBy.RECIPE) ? "rename-method" : null,
                new Outcomes(2, 0, 0, 0, 0, 0, 0),
                12_500,
                new Usage(10, 5, 7_000)));
    }

    @Override
    public Optional<Claim> claim(long taskId, String worker) {
        throw worker();
    }

    @Override
    public List<Claim> claimReady(Role role, String worker, int max) {
        throw worker();
    }

    @Override
    public Map<AttemptRef, Boolean> renew(Collection<AttemptRef> attempts) {
        throw worker();
    }

    @Override
    public void progress(AttemptRef attempt, double fraction) {
        throw worker();
    }

    @Override
    public boolean complete(AttemptRef attempt, TaskOutcome outcome) {
        throw worker();
    }

    @Override
    public Map<Stage, List<String>> stageResults(String jobId, TenantId tenant, Set<Stage> stages) {
        throw worker();
    }

    private static AssertionError worker() {
        return new AssertionError("The door works off no task");
    }

    /// Usage of a job a test made up.
    static final Usage SOME_USAGE = new Usage(100, 20, 34_567);
}
