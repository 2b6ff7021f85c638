package dev.refactory.queue.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.Decision.Reply;
import dev.refactory.queue.job.JobCommand.CompleteAttempt;
import dev.refactory.queue.job.JobCommand.EnforceDeadline;
import dev.refactory.queue.job.JobCommand.ExpireLease;
import dev.refactory.queue.job.JobCommand.FinishCancel;
import dev.refactory.queue.job.JobCommand.OpenJob;
import dev.refactory.queue.job.JobCommand.ReportProgress;
import dev.refactory.queue.job.JobCommand.RequestCancel;
import dev.refactory.queue.job.JobCommand.StartAttempt;
import dev.refactory.queue.job.TaskOutcome.Completed;
import dev.refactory.queue.job.TaskOutcome.QuoteInputs;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.testkit.Seeds;
import dev.refactory.testkit.VirtualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The rules on values alone.
class JobLifecycleTest {
    private static final Instant NOW = VirtualClock.START;
    private static final JobTerms TERMS =
            new JobTerms("job_1", TenantId.DEFAULT, Tier.STANDARD, false, null, NOW.plus(Duration.ofMinutes(30)));
    private static final AttemptRef FIRST = new AttemptRef(1, 1, 1);
    private static final TaskOutcome TRANSIENT = new TaskOutcome.Failed(ErrorCode.INTERNAL, "x", "Broke.", true);

    @Test
    void decidingTwiceGivesTheSameAnswer() {
        JobState open = opened();
        JobCommand command = new CompleteAttempt(FIRST, done());
        assertThat(decide(open, held(), command, 0.3)).isEqualTo(decide(open, held(), command, 0.3));
    }

    @Test
    void theRetryScheduleIsExponentialWithFullJitterAndACap() {
        RetryPolicy policy = new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(List.of(1, 2, 3, 4, 100))
                .map(n -> policy.backoff(n, 1).toMillis())
                .containsExactly(1_000L, 2_000L, 4_000L, 5_000L, 5_000L);
        assertThat(policy.backoff(3, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.backoff(3, 0)).isZero();
    }

    @Test
    void aFailureSaysWhenTheNextAttemptIsDue() {
        Decision decision = decide(opened(), held(), new CompleteAttempt(FIRST, TRANSIENT), 0.25);
        assertThat(decision.changes())
                .singleElement()
                .isInstanceOfSatisfying(
                        JobChange.AttemptFailed.class,
                        failed -> assertThat(failed.retryAt()).isEqualTo(NOW.plusMillis(250)));
    }

    @Test
    void aReportOfAnotherAttemptIsStaleWhateverItSays() {
        for (AttemptRef other : List.of(new AttemptRef(1, 1, 2), new AttemptRef(1, 2, 1))) {
            for (TaskOutcome outcome : List.of(done(), TRANSIENT, new TaskOutcome.Released())) {
                assertThat(decide(opened(), held(), new CompleteAttempt(other, outcome), 0))
                        .isEqualTo(new Decision(List.of(), Reply.STALE));
            }
        }
    }

    @Test
    void nothingHappensToAJobThatIsOver() {
        JobState over = new JobState.Ended(TERMS, JobStatus.FAILED, Stage.INDEX, 1, null, 0, Tally.NONE);
        for (JobCommand command : commands(FIRST)) {
            assertThat(decide(over, held(), command, 0)).isEqualTo(new Decision(List.of(), Reply.FINAL));
        }
    }

    @Test
    void theCostOfAPlanIsCheckedAgainstTheCapBeforeTheBalance() {
        JobTerms capped = new JobTerms("job_1", TenantId.DEFAULT, Tier.STANDARD, false, 4_000L, TERMS.deadlineAt());
        JobState planning = new JobState.Open(
                capped, JobStatus.PLANNING, Stage.PLAN, true, 1, 1, 0, false, null, false, Tally.NONE);
        Circumstances poor = new Circumstances(NOW, 0, 0, 0, RetryPolicy.DEFAULT, RateCard.CARD_1, null);
        Decision decision = JobLifecycle.decide(planning, held(), new CompleteAttempt(FIRST, planned()), poor);
        assertThat(decision.changes().getLast())
                .isInstanceOfSatisfying(
                        JobChange.JobFailed.class,
                        failed -> assertThat(failed.error())
                                .isEqualTo(new JobError(
                                        ErrorCode.BUDGET_EXCEEDED,
                                        "max_sau",
                                        "The job would cost 5 SAU, its cap is 4: raise max_sau, or narrow the job.")));
    }

    @Test
    void aKeptResultEndsTheJobWithWhatItWasAndWhereItCameFrom() {
        KeptResult kept = new KeptResult("job_0", "{}", "{\"files_changed\":3}");
        List<JobChange> changes = indexed(TERMS, kept).changes();
        assertThat(changes)
                .containsSubsequence(
                        new JobChange.StageClosed(Stage.INDEX),
                        new JobChange.ResultReused("job_0", "{}"),
                        new JobChange.JobSucceeded("{\"files_changed\":3,\"cached\":true,\"cached_from\":\"job_0\"}"));
        JobTerms quote = new JobTerms("job_1", TenantId.DEFAULT, Tier.STANDARD, true, null, TERMS.deadlineAt());
        assertThat(indexed(quote, kept).changes().getLast()).isInstanceOf(JobChange.StageOpened.class);
    }

    private static Decision indexed(JobTerms terms, KeptResult kept) {
        JobState indexing = new JobState.Open(
                terms, JobStatus.INDEXING, Stage.INDEX, true, 1, 1, 0, false, null, false, Tally.NONE);
        Circumstances given = new Circumstances(NOW, 0, Long.MAX_VALUE, 0, RetryPolicy.DEFAULT, RateCard.CARD_1, kept);
        return JobLifecycle.decide(indexing, held(), new CompleteAttempt(FIRST, done()), given);
    }

    @Test
    void aStageCannotReportWhatIsNotItsOwn() {
        assertThatThrownBy(() -> decide(opened(), held(), new CompleteAttempt(FIRST, planned()), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void randomCommandsNeverBreakTheRules() {
        Seeds.forEach(2_000, seed -> walk(Seeds.random(seed)));
    }

    /// A random walk of one job with one task at a time; every change must be foldable, versions and
    /// sequences grow.
    private static void walk(RandomGenerator random) {
        JobState job = new JobState.Unborn();
        TaskState task = new TaskState.Ready(0);
        long fence = 0;
        boolean reserved = false;
        for (int step = 0; step < 60; step++) {
            AttemptRef current = task instanceof TaskState.Held held ? held.attempt() : new AttemptRef(1, 1, 0);
            List<JobCommand> commands = commands(
                    task instanceof TaskState.Ready ready ? new AttemptRef(1, ready.attempts() + 1, ++fence) : current);
            JobCommand command = commands.get(random.nextInt(commands.size()));
            Decision decision;
            try {
                decision = decide(job, task, command, random.nextDouble());
            } catch (IllegalArgumentException reportOfAnotherStage) {
                continue;
            }
            for (JobChange change : decision.changes()) {
                assertThat(job).isNotInstanceOf(JobState.Ended.class);
                job = JobLifecycle.evolve(job, change);
                boolean created = change instanceof JobChange.StageOpened;
                task = created ? new TaskState.Ready(0) : JobLifecycle.evolve(task, change);
                reserved |= change instanceof JobChange.SauReserved;
                if (change instanceof JobChange.SauPosted || change instanceof JobChange.SauVoided) {
                    assertThat(reserved).isTrue();
                    reserved = false;
                }
            }
            if (task instanceof TaskState.Waiting waiting) {
                task = new TaskState.Ready(waiting.attempts());
            }
        }
        assertThat(job instanceof JobState.Ended && reserved).isFalse();
    }

    private static List<JobCommand> commands(AttemptRef attempt) {
        return List.of(
                new OpenJob(TERMS),
                new StartAttempt(attempt),
                new StartAttempt(attempt),
                new ReportProgress(attempt, 0.5),
                new CompleteAttempt(attempt, done()),
                new CompleteAttempt(attempt, done()),
                new CompleteAttempt(attempt, planned()),
                new CompleteAttempt(attempt, published()),
                new CompleteAttempt(attempt, TRANSIENT),
                new CompleteAttempt(attempt, new TaskOutcome.Released()),
                new ExpireLease(attempt),
                new RequestCancel(),
                new FinishCancel(),
                new EnforceDeadline());
    }

    private static Decision decide(JobState state, TaskState task, JobCommand command, double jitter) {
        return JobLifecycle.decide(
                state,
                task,
                command,
                new Circumstances(NOW, 0, Long.MAX_VALUE, jitter, RetryPolicy.DEFAULT, RateCard.CARD_1, null));
    }

    private static JobState opened() {
        JobState job = new JobState.Unborn();
        for (JobChange change : JobLifecycle.submit(TERMS)) {
            job = JobLifecycle.evolve(job, change);
        }
        return JobLifecycle.evolve(job, new JobChange.StageStarted(Stage.INDEX));
    }

    private static TaskState held() {
        return new TaskState.Held(FIRST);
    }

    private static Completed done() {
        return new Completed("{}", List.of(), null, null, List.of(), Usage.NONE);
    }

    private static Completed planned() {
        return new Completed("{}", List.of("{}"), "{}", new QuoteInputs(1_000, BigDecimal.ONE), List.of(), Usage.NONE);
    }

    private static Completed published() {
        return new Completed("{}", List.of(), "{}", null, List.of(), Usage.NONE);
    }
}
