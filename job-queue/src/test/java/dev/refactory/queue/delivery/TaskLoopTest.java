package dev.refactory.queue.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.Ticker;
import dev.refactory.queue.job.Claim;
import dev.refactory.queue.job.Job;
import dev.refactory.queue.job.JobStatus;
import dev.refactory.queue.job.Role;
import dev.refactory.queue.job.Stage;
import dev.refactory.queue.job.TaskOutcome;
import dev.refactory.testkit.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TaskLoopTest {
    @Test
    void aRingIsClaimedRunAndReportedAndCountsAsDelivered() {
        try (LoopRig rig = new LoopRig()) {
            rig.start(2, (claim, context) -> LoopRig.done(claim));
            Job job = rig.submit();
            Await.until("the stage ends", () -> rig.find(job).stage() != job.stage());
            assertThat(rig.claimed("kafka")).isEqualTo(1);
            assertThat(rig.claimed("poll")).isZero();
        }
    }

    @Test
    void withTheDoorbellCutOffTheStoreIsAskedAndSaysSo() {
        try (LoopRig rig = new LoopRig()) {
            rig.doorbell.connect(false);
            rig.start(2, (claim, context) -> LoopRig.done(claim));
            Job job = rig.submit();
            Await.until("the stage ends", () -> rig.find(job).stage() != job.stage());
            assertThat(rig.claimed("kafka")).isZero();
            assertThat(rig.claimed("poll")).isEqualTo(1);
        }
    }

    @Test
    void aReportIsAnsweredWithATaskForTheLoopBeside() {
        List<Stage> ran = Collections.synchronizedList(new ArrayList<>());
        try (LoopRig rig = new LoopRig()) {
            TaskLoop worker = rig.beside(1, (claim, context) -> {
                ran.add(claim.stage());
                return LoopRig.done(claim);
            });
            AtomicInteger calls = new AtomicInteger();
            TaskLoop indexer = rig.start(1, (claim, context) -> {
                if (calls.getAndIncrement() == 0) {
                    throw new RefactoryException(ErrorCode.UNKNOWN_REF, "main", "There is no ref main.");
                }
                return LoopRig.done(claim);
            });
            Job failing = rig.submit();
            Await.until("it fails", () -> rig.find(failing).status() == JobStatus.FAILED);
            // Each leaves the slots as it found them, or the third would not be handed over.
            for (int i = 1; i <= 3; i++) {
                int jobs = i;
                rig.submit();
                Await.until("its plan is made", () -> Collections.frequency(ran, Stage.PLAN) == jobs);
                Await.until("nothing runs", () -> worker.running() + indexer.running() == 0);
            }
            assertThat(rig.claimed("kafka")).as("of index tasks alone").isEqualTo(4);
        }
    }

    @Test
    void aTaskThatIsHandedOverNeverCeasesToRunBetweenTheTwo() {
        List<TaskLoop> loops = new CopyOnWriteArrayList<>();
        AtomicInteger idle = new AtomicInteger();
        Ticker watching = () -> {
            boolean attempt = Thread.currentThread().getName().startsWith("task-");
            if (attempt && loops.stream().mapToInt(TaskLoop::running).sum() == 0) {
                idle.incrementAndGet();
            }
            return System.nanoTime();
        };
        try (LoopRig rig = new LoopRig(watching)) {
            loops.add(rig.beside(1, (claim, context) -> LoopRig.done(claim)));
            loops.add(rig.start(1, (claim, context) -> LoopRig.done(claim)));
            rig.submit();
            Await.until("handed to the worker, and to itself", () -> rig.claimed("handover") >= 2);
            Await.until(
                    "nothing runs",
                    () -> loops.stream().mapToInt(TaskLoop::running).sum() == 0);
        }
        assertThat(idle.get())
                .as("readings by an attempt while none was said to run")
                .isZero();
    }

    @Test
    void aLoopBesideThatIsBusyOrClosedIsHandedNothing() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (LoopRig rig = new LoopRig()) {
            TaskLoop worker = rig.beside(1, (claim, context) -> {
                busy.countDown();
                free.await();
                return LoopRig.done(claim);
            });
            TaskLoop indexer = rig.start(1, (claim, context) -> LoopRig.done(claim));
            rig.submit();
            assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
            Job second = rig.submit();
            Await.until("its stage ends", () -> rig.find(second).stage() != second.stage());
            Await.until("its slot is free", () -> indexer.running() == 0);
            assertThat(rig.claimed("handover")).isEqualTo(1);
            free.countDown();
            worker.close();
            Job third = rig.submit();
            Await.until("its stage ends", () -> rig.find(third).stage() != third.stage());
            Await.until("its slot is free", () -> indexer.running() == 0);
            assertThat(worker.running()).isZero();
        }
    }

    @Test
    void anErrorOfTheMachineIsAFailedAttemptNotADeadLoop() {
        AtomicInteger calls = new AtomicInteger();
        try (LoopRig rig = new LoopRig()) {
            TaskLoop loop = rig.start(1, (claim, context) -> switch (calls.getAndIncrement()) {
                case 0 -> throw new OutOfMemoryError("a file that is too large");
                case 1 -> throw new StackOverflowError();
                default -> LoopRig.done(claim);
            });
            rig.submit();
            rig.submit();
            Job third = rig.submit();
            Await.until("the third job's stage ends", () -> rig.find(third).stage() != third.stage());
            assertThat(loop.healthy()).isTrue();
            assertThat(attempts(rig, "failed")).isEqualTo(2);
        }
    }

    @Test
    void aTypedErrorKeepsItsCodeAndAnythingElseIsInternalWithoutItsMessage() {
        try (LoopRig rig = new LoopRig()) {
            rig.start(1, (claim, context) -> {
                throw new RefactoryException(ErrorCode.UNKNOWN_REF, "main", "There is no ref main.");
            });
            Job job = rig.submit();
            Await.until("the job fails", () -> rig.find(job).status() == JobStatus.FAILED);
            assertThat(rig.find(job).errorCode()).isEqualTo("unknown_ref");
            assertThat(rig.find(job).errorSubject()).isEqualTo("main");
        }
        Hold hold = new Hold(LoopRigClaims.claim(1), () -> 0, Long.MAX_VALUE);
        List<TaskOutcome> reported = new CopyOnWriteArrayList<>();
        LoopRigClaims.runner(reported, (claim, context) -> {
                    throw new IllegalStateException("String password = \"secret\";");
                })
                .run(hold, Set::of);
        assertThat(reported).singleElement().isInstanceOfSatisfying(TaskOutcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(failed.retryable()).isTrue();
            assertThat(failed.message()).contains("IllegalStateException").doesNotContain("secret");
        });
    }

    @Test
    void nothingInterruptsAReportThatIsUnderWay() {
        Hold hold = new Hold(LoopRigClaims.claim(1), () -> 0, Long.MAX_VALUE);
        hold.runsOn(Thread.currentThread());
        List<Boolean> interrupted = new ArrayList<>();
        List<TaskOutcome> reported = LoopRigClaims.onReport(() -> {
            hold.interrupt();
            interrupted.add(Thread.interrupted());
        });
        LoopRigClaims.runner(reported, (claim, context) -> {
                    hold.interrupt();
                    interrupted.add(Thread.currentThread().isInterrupted());
                    return LoopRig.done(claim);
                })
                .run(hold, Set::of);
        assertThat(interrupted).as("the handler, then the report").containsExactly(true, false);
    }

    @Test
    void cancellingReachesTheHandlerAndTheJobEndsCancelled() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (LoopRig rig = new LoopRig()) {
            rig.start(1, (claim, context) -> {
                running.countDown();
                boolean ended = never.await(60, TimeUnit.SECONDS);
                assertThat(ended).isFalse();
                return LoopRig.done(claim);
            });
            Job job = rig.submit();
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            rig.memory.cancel(TenantId.DEFAULT, job.jobId());
            Await.until("the job is cancelled", () -> rig.find(job).status() == JobStatus.CANCELLED);
        }
    }

    @Test
    void closingGivesRunningTasksBackAndCountsNoAttempt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        LoopRig rig = new LoopRig();
        rig.start(1, (claim, context) -> {
            running.countDown();
            while (!context.cancelled()) {
                Thread.onSpinWait();
            }
            // Half done: what it returns now means nothing.
            return LoopRig.done(claim);
        });
        Job job = rig.submit();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        rig.close();

        assertThat(rig.find(job).stage()).isEqualTo(job.stage());
        List<Claim> again = rig.memory.claimReady(Role.INDEXER, "another", 10);
        assertThat(again)
                .singleElement()
                .satisfies(claim -> assertThat(claim.attempt().attempt()).isEqualTo(1));
    }

    @Test
    void aReportWhoseAnswerIsLostIsRepeatedAndHarmless() {
        try (LoopRig rig = new LoopRig()) {
            rig.store.reportsToFail.set(1);
            rig.start(1, (claim, context) -> LoopRig.done(claim));
            Job job = rig.submit();
            Await.until("it is reported twice", () -> rig.store.reports.get() == 2);
            assertThat(rig.find(job).stage()).isNotEqualTo(job.stage());
        }
    }

    @Test
    void aRingForATaskThatIsTakenIsStaleAndNotRungAgain() {
        try (LoopRig rig = new LoopRig()) {
            rig.start(1, (claim, context) -> LoopRig.done(claim));
            Job job = rig.submit();
            Await.until("the stage ends", () -> rig.find(job).stage() != job.stage());
            rig.doorbell.announce(List.of(new dev.refactory.queue.store.JobStore.ReadyTask(
                    1, TenantId.DEFAULT, Role.INDEXER, dev.refactory.queue.job.Tier.BULK)));
            Await.until(
                    "it is found stale",
                    () -> rig.meters
                                    .counter("refactory.tasks.stale", "role", "indexer")
                                    .count()
                            == 1);
            assertThat(rig.doorbell.room()).isEqualTo(1_000);
        }
    }

    private static double attempts(LoopRig rig, String result) {
        return rig.meters.find("refactory.attempts").tag("result", result).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
