package dev.refactory.queue.store;

import dev.refactory.queue.job.AttemptRef;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobEvent;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.TaskState;
import dev.refactory.queue.ledger.Posting.Account;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.queue.store.JobQueries.LedgerLine;
import dev.refactory.queue.store.MemoryJob.MemoryStage;
import dev.refactory.queue.store.MemoryJob.MemoryTask;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What must hold after every step of a simulated run.
final class QueueInvariants {
    private final MemoryJobStore store;
    private final Map<String, Job> finals = new HashMap<>();
    private final Map<Long, Long> fences = new HashMap<>();
    private final Set<AttemptRef> taken = new HashSet<>();
    private int succeeded;
    private int cached;

    QueueInvariants(MemoryJobStore store) {
        this.store = store;
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    void claimed(Claim claim) {
        AttemptRef attempt = claim.attempt();
        Long before = fences.put(attempt.taskId(), attempt.fence());
        require(before == null || before < attempt.fence(), "the fence of task " + attempt.taskId() + " went back");
        require(attempt.attempt() <= 5, "attempt " + attempt.attempt() + " of task " + attempt.taskId());
    }

    /// Whether the store says that the attempt holds its task.
    boolean isCurrent(AttemptRef attempt) {
        return store.jobs.values().stream()
                .flatMap(job -> job.stages.stream())
                .flatMap(stage -> stage.tasks.stream())
                .anyMatch(task -> attempt.equals(MemoryJob.holder(task)));
    }

    void reported(AttemptRef attempt, boolean current, boolean accepted) {
        require(
                current == accepted,
                accepted ? "a stale fence wrote: " + attempt : "a holder was turned away: " + attempt);
        require(!accepted || taken.add(attempt), "two reports of one attempt were taken: " + attempt);
    }

    void check() {
        for (MemoryJob job : store.jobs.values()) {
            Job view = job.view();
            tasks(job, view);
            events(job);
            money(view);
            reuse(job, view);
            if (view.status().terminal()) {
                Job before = finals.putIfAbsent(view.jobId(), view);
                require(before == null || before.equals(view), "a final state was left: " + before + " -> " + view);
            }
        }
    }

    private static void tasks(MemoryJob job, Job view) {
        for (MemoryStage stage : job.stages) {
            boolean open = stage == job.stage() && !view.status().terminal();
            int done = 0;
            int live = 0;
            for (MemoryTask task : stage.tasks) {
                done += task.state instanceof TaskState.Done ? 1 : 0;
                live += task.state instanceof TaskState.Ready
                                || task.state instanceof TaskState.Waiting
                                || task.state instanceof TaskState.Held
                        ? 1
                        : 0;
                require(task.state.attempts() <= 5, "more than five attempts: " + task.id);
            }
            require(done == stage.tasks.size() - stage.remaining, "the counter of " + stage.stage + " lies");
            require(open || live == 0, "a stage that is over has live tasks: " + view.jobId() + " " + stage.stage);
            require(!open || live > 0, "an open stage has nothing left to do: " + view.jobId() + " " + stage.stage);
            require(stage == job.stage() || stage.remaining == 0, "a stage was left before it was done");
        }
    }

    private static void events(MemoryJob job) {
        long sequence = 0;
        for (JobEvent event : job.events) {
            require(event.sequence() == ++sequence, "a gap in the events of " + event.jobId());
        }
    }

    private void money(Job job) {
        List<LedgerLine> lines = store.ledger(Jobs.ACME, job.jobId(), 10);
        long reserves =
                lines.stream().filter(line -> line.kind().equals("reserve")).count();
        long posts = lines.stream().filter(line -> line.kind().equals("post")).count();
        long voids = lines.stream().filter(line -> line.kind().equals("void")).count();
        boolean over = job.status().terminal();
        require(reserves <= 1, "reserved twice: " + job.jobId());
        for (LedgerLine line : lines) {
            require(
                    line.milliSau() == RateCard.CARD_1.milliSau(line.indexedLines(), line.complexity()),
                    "not what its inputs say: " + line);
        }
        require(posts + voids == (over ? reserves : 0), "not settled exactly once: " + job.jobId());
        boolean worked = job.status() == JobStatus.SUCCEEDED && !job.dryRun() && job.cachedFrom() == null;
        require(posts == (worked ? 1 : 0), "billed wrongly: " + job);
        require(
                job.quotedMilliSau() == null || job.chargedMilliSau() <= job.quotedMilliSau(),
                "above its quote: " + job);
        require(
                job.chargedMilliSau()
                        == lines.stream()
                                .filter(line -> line.kind().equals("post"))
                                .mapToLong(LedgerLine::milliSau)
                                .sum(),
                "the bill is not the ledger: " + job.jobId());
        long sum = 0;
        for (Account account : Account.values()) {
            sum += store.balance(Jobs.ACME, account);
        }
        require(sum == 0, "debits and credits differ by " + sum);
        require(store.balance(Jobs.ACME, Account.RESERVED) >= 0, "a negative reservation");
    }

    /// A job that was answered from another has its bytes, and cost nothing.
    private void reuse(MemoryJob job, Job view) {
        if (view.cachedFrom() == null) {
            return;
        }
        MemoryJob model = store.jobs.get(view.cachedFrom());
        if (model == null || model.view().cachedFrom() != null) {
            throw new AssertionError("answered by nobody: " + view);
        }
        require(view.status() == JobStatus.SUCCEEDED && !view.dryRun(), "answered, yet not succeeded: " + view);
        require(view.quote() == null && view.chargedMilliSau() == 0, "an answer was charged: " + view);
        require(job.artifacts.equals(model.artifacts) && !job.artifacts.isEmpty(), "other bytes: " + view);
        require(Objects.equals(view.plan(), model.view().plan()), "another plan: " + view);
    }

    void checkEnd(List<String> jobIds) {
        require(store.jobs.size() == jobIds.size(), "jobs came from nowhere");
        require(store.balance(Jobs.ACME, Account.RESERVED) == 0, "something stayed reserved");
        long charged = 0;
        for (String jobId : jobIds) {
            Job job = store.find(Jobs.ACME, jobId).orElseThrow();
            require(job.status().terminal(), "not over: " + jobId);
            charged += job.chargedMilliSau();
            succeeded += job.status() == JobStatus.SUCCEEDED ? 1 : 0;
            cached += job.cachedFrom() != null ? 1 : 0;
        }
        require(charged == store.balance(Jobs.ACME, Account.REVENUE), "revenue is not what jobs were charged");
    }

    int succeeded() {
        return succeeded;
    }

    int cached() {
        return cached;
    }
}
