package dev.refactory.queue.store;

import dev.refactory.kit.id.IdSource;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Circumstances;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Decision;
import dev.refactory.queue.job.Decision.Reply;
import dev.refactory.queue.job.JobChange;
import dev.refactory.queue.job.JobCommand;
import dev.refactory.queue.job.JobLifecycle;
import dev.refactory.queue.job.JobState;
import dev.refactory.queue.job.JobTerms;
import dev.refactory.queue.job.KeptResult;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.SubmitReply;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.queue.job.TaskState;
import dev.refactory.queue.job.Tier;
import dev.refactory.queue.store.MemoryJob.MemoryTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The in-memory twin: the same rules on a map, under one lock. For tests and simulations, never for a
/// running role.
public class MemoryJobStore extends MemoryQueries implements JobStore, Outbox, JobMaintenance {
    private final InstantSource clock;
    private final QueueSettings settings;
    private final IdSource ids;
    private final RandomGenerator random;

    private final Map<Long, MemoryTask> tasks = new TreeMap<>();
    private final Map<ResultKey, MemoryJob> results = new HashMap<>();
    private final List<MemoryTask> outbox = new ArrayList<>();
    final MemoryTurns turns = new MemoryTurns();
    final MemoryPermits permits = new MemoryPermits();
    private long lastTaskId;
    private long lastFence;

    private record ResultKey(TenantId tenant, String key) {}

    public MemoryJobStore(InstantSource clock, QueueSettings settings, IdSource ids, RandomGenerator random) {
        this.clock = clock;
        this.settings = settings;
        this.ids = ids;
        this.random = random;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /// The attempt as the rules see it: a seam for the experiment that shows what happens without fences.
    AttemptRef presented(AttemptRef attempt, @Nullable AttemptRef holder) {
        return attempt;
    }

    @Override
    public synchronized SubmitReply submit(SubmitJob command) {
        Optional<SubmitReply> answer = admission.answer(command, jobs.values(), now());
        if (answer.isPresent()) {
            return answer.get();
        }
        JobTerms terms = new JobTerms(
                ids.next("job_"),
                command.tenant(),
                command.tier(),
                command.dryRun(),
                command.maxMilliSau(),
                now().plus(command.deadline()));
        MemoryJob job = new MemoryJob(command, terms, now());
        jobs.put(terms.jobId(), job);
        admission.remember(command, job);
        apply(job, null, JobLifecycle.submit(terms));
        permits.take(job).ifPresent(outbox::remove);
        return new SubmitReply.Accepted(job.view(), false);
    }

    private void apply(MemoryJob job, @Nullable MemoryTask task, List<JobChange> changes) {
        for (JobChange change : changes) {
            job.apply(change, task, now(), () -> ++lastTaskId);
            ledger.post(job.terms, change, now());
            results(job, change);
            if (change instanceof JobChange.StageOpened) {
                job.stage().tasks.forEach(opened -> tasks.put(opened.id, opened));
                job.stage().tasks.forEach(this::announce);
            }
        }
        if (task != null && task.state instanceof TaskState.Ready) {
            announce(task);
        }
        if (job.finishedAt() != null) {
            permits.leave(job);
            admit(1);
        }
    }

    private void results(MemoryJob job, JobChange change) {
        if (change instanceof JobChange.ResultReused reused) {
            job.artifacts.putAll(Objects.requireNonNull(jobs.get(reused.from())).artifacts);
        }
        String key = job.keptAs();
        if (key != null) {
            results.putIfAbsent(new ResultKey(job.terms.tenant(), key), job);
        }
    }

    private @Nullable KeptResult kept(MemoryJob job, JobCommand command) {
        String key = JobTransactions.resultKey(command);
        MemoryJob before = key == null ? null : results.get(new ResultKey(job.terms.tenant(), key));
        return before == null ? null : before.kept();
    }

    private Reply command(MemoryJob job, @Nullable MemoryTask task, JobCommand command) {
        Circumstances given = new Circumstances(
                now(),
                job.otherHeld(task == null ? -1 : task.id),
                ledger.spendable(job.terms.tenant()),
                random.nextDouble(),
                settings.retries(),
                ledger.rateCards(job.terms.tenant()).getFirst(),
                kept(job, command));
        Decision decision =
                JobLifecycle.decide(job.state(), task == null ? new TaskState.Dropped(0) : task.state, command, given);
        apply(job, task, decision.changes());
        return decision.reply();
    }

    @Override
    public synchronized CancelReply cancel(TenantId tenant, String jobId) {
        MemoryJob job = jobs.get(jobId);
        if (job == null || !job.terms.tenant().equals(tenant)) {
            return CancelReply.NOT_FOUND;
        }
        return command(job, null, new JobCommand.RequestCancel()) == Reply.FINAL
                ? CancelReply.ALREADY_FINAL
                : CancelReply.ACCEPTED;
    }

    @Override
    public synchronized Optional<Claim> claim(long taskId, String worker) {
        MemoryTask task = tasks.get(taskId);
        if (task == null || !(task.state instanceof TaskState.Ready ready)) {
            return Optional.empty();
        }
        AttemptRef attempt = new AttemptRef(taskId, ready.attempts() + 1, lastFence + 1);
        if (command(task.job, task, new JobCommand.StartAttempt(attempt)) != Reply.ACCEPTED) {
            return Optional.empty();
        }
        lastFence++;
        task.fence = attempt.fence();
        task.leaseUntil = now().plus(settings.leaseTtl());
        task.job.stage().attempts++;
        return Optional.of(task.claim(attempt));
    }

    @Override
    public synchronized List<Claim> claimReady(Role role, String worker, int max) {
        List<MemoryTask> ready = tasks.values().stream()
                .filter(task -> task.stage.role() == role && task.state instanceof TaskState.Ready)
                .toList();
        return turns.claimable(ready, max).stream()
                .flatMap(task -> claim(task.id, worker).stream())
                .toList();
    }

    @Override
    public synchronized Map<AttemptRef, Boolean> renew(Collection<AttemptRef> attempts) {
        Map<AttemptRef, Boolean> held = new HashMap<>();
        for (AttemptRef attempt : attempts) {
            MemoryTask task = tasks.get(attempt.taskId());
            if (task != null && attempt.equals(MemoryJob.holder(task))) {
                task.leaseUntil = now().plus(settings.leaseTtl());
                held.put(attempt, task.job.state() instanceof JobState.Open open && open.cancelRequested());
            }
        }
        return held;
    }

    @Override
    public synchronized void progress(AttemptRef attempt, double fraction) {
        MemoryTask task = tasks.get(attempt.taskId());
        if (task != null) {
            command(task.job, task, new JobCommand.ReportProgress(attempt, fraction));
        }
    }

    @Override
    public synchronized boolean complete(AttemptRef attempt, TaskOutcome outcome) {
        MemoryTask task = tasks.get(attempt.taskId());
        return task != null
                && command(
                                task.job,
                                task,
                                new JobCommand.CompleteAttempt(presented(attempt, MemoryJob.holder(task)), outcome))
                        == Reply.ACCEPTED;
    }

    @Override
    public synchronized HandOver complete(Claim claim, TaskOutcome outcome, String worker, Set<Role> takes) {
        MemoryTask task = tasks.get(claim.attempt().taskId());
        int waiting = outbox.size();
        if (!complete(claim.attempt(), outcome) || task == null) {
            return HandOver.REFUSED;
        }
        MemoryTask next = task.job.stage().tasks.getFirst();
        boolean handedOver = next.stage != task.stage
                && takes.contains(next.stage.role())
                && task.job.finishedAt() == null
                && tasks.values().stream()
                        .noneMatch(other -> other.state instanceof TaskState.Ready
                                && other.stage.role() == next.stage.role()
                                && other.urgency < claim.tier().ordinal());
        Claim taken = handedOver ? claim(next.id, worker).orElseThrow() : null;
        if (handedOver) {
            outbox.remove(next);
        }
        return new HandOver(true, taken, outbox.size() > waiting, task.job.finishedAt() != null);
    }

    @Override
    public synchronized Map<Stage, List<String>> stageResults(String jobId, TenantId tenant, Set<Stage> stages) {
        MemoryJob job = jobs.get(jobId);
        Map<Stage, List<String>> results = new EnumMap<>(Stage.class);
        for (Stage stage : stages) {
            results.put(stage, job != null && job.terms.tenant().equals(tenant) ? job.results(stage) : List.of());
        }
        return results;
    }

    @Override
    public synchronized int relay(int max, Consumer<List<ReadyTask>> publish) {
        List<MemoryTask> taken = turns.announceable(outbox, max);
        if (taken.isEmpty()) {
            return 0;
        }
        publish.accept(taken.stream()
                .map(task ->
                        new ReadyTask(task.id, task.job.terms.tenant(), task.stage.role(), Tier.values()[task.urgency]))
                .toList());
        taken.forEach(outbox::remove);
        return taken.size();
    }

    @Override
    public synchronized int backlog() {
        return outbox.size();
    }

    @Override
    public synchronized int announceAgain(int max) {
        List<MemoryTask> silent = tasks.values().stream()
                .filter(task -> task.state instanceof TaskState.Ready && !outbox.contains(task))
                .limit(max)
                .toList();
        outbox.addAll(silent);
        return silent.size();
    }

    @Override
    public synchronized int rescueExpired(int max) {
        int rescued = 0;
        for (MemoryTask task : List.copyOf(tasks.values())) {
            AttemptRef holder = MemoryJob.holder(task);
            if (holder != null && task.leaseUntil.isBefore(now()) && rescued < max) {
                command(task.job, task, new JobCommand.ExpireLease(holder));
                rescued++;
            }
        }
        return rescued;
    }

    @Override
    public synchronized int readyDue(int max) {
        int due = 0;
        for (MemoryTask task : tasks.values()) {
            if (task.state instanceof TaskState.Waiting waiting
                    && !waiting.dueAt().isAfter(now())
                    && due < max) {
                task.state = new TaskState.Ready(waiting.attempts());
                announce(task);
                due++;
            }
        }
        return due;
    }

    @Override
    public synchronized int admit(int max) {
        List<MemoryTask> admitted = permits.admit(now());
        admitted.forEach(this::announce);
        return admitted.size();
    }

    private void announce(MemoryTask task) {
        task.dueAt = now();
        outbox.add(task);
    }

    @Override
    public synchronized int age(Duration wait, int max) {
        return MemoryTurns.age(tasks.values(), wait, now(), max, outbox);
    }

    @Override
    public synchronized int failOverdue(int max) {
        return forEachOpen(max, new JobCommand.EnforceDeadline());
    }

    @Override
    public synchronized int finishCancels(int max) {
        return forEachOpen(max, new JobCommand.FinishCancel());
    }

    private int forEachOpen(int max, JobCommand command) {
        int done = 0;
        for (MemoryJob job : List.copyOf(jobs.values())) {
            if (done < max && job.finishedAt() == null) {
                done += command(job, null, command) == Reply.ACCEPTED ? 1 : 0;
            }
        }
        return done;
    }

    @Override
    public synchronized int deleteEnded(Duration retention, int max) {
        Instant before = now().minus(retention);
        List<MemoryJob> old = jobs.values().stream()
                .filter(job -> job.finishedAt() != null && job.finishedAt().isBefore(before))
                .limit(max)
                .toList();
        return forget(old, false);
    }

    private int forget(List<MemoryJob> old, boolean deleted) {
        old.forEach(job -> past.forget(job.view(), deleted));
        jobs.values().removeAll(old);
        admission.forget(old);
        results.values().removeAll(old);
        tasks.values().removeIf(task -> old.contains(task.job));
        outbox.removeIf(task -> old.contains(task.job));
        return old.size();
    }

    @Override
    public synchronized List<String> openOf(TenantId tenant, String repositoryId, int max) {
        return ofRepository(tenant, repositoryId)
                .filter(job -> job.finishedAt() == null)
                .limit(max)
                .map(job -> job.terms.jobId())
                .toList();
    }

    @Override
    public synchronized int deleteOf(TenantId tenant, String repositoryId, int max) {
        Set<String> names = ofRepository(tenant, repositoryId)
                .map(job -> job.request.repository())
                .collect(Collectors.toSet());
        jobs.values().stream()
                .filter(job -> job.terms.tenant().equals(tenant) && job.view().repositoryId() != null)
                .filter(job -> !repositoryId.equals(job.view().repositoryId()))
                .forEach(job -> names.remove(job.request.repository()));
        List<MemoryJob> ended = Stream.concat(
                        jobs.values().stream()
                                .filter(job -> job.terms.tenant().equals(tenant)
                                        && job.view().repositoryId() == null)
                                .filter(job -> names.contains(job.request.repository())),
                        ofRepository(tenant, repositoryId))
                .filter(job -> job.finishedAt() != null)
                .limit(max)
                .toList();
        past.forget(tenant, repositoryId, names);
        return forget(ended, true);
    }
}
