package dev.refactory.accelerator.pool;

import static dev.refactory.accelerator.pool.Requests.member;
import static dev.refactory.accelerator.pool.Requests.request;
import static dev.refactory.accelerator.pool.Requests.upper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AcceleratorPoolTest {
    private final ManualRuntime runtime = new ManualRuntime(new Random(1));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private AcceleratorPool pool(PoolLimits limits, Pace pace, MemberSpec... members) {
        return new AcceleratorPool(List.of(members), limits, pace, runtime, meters);
    }

    private AcceleratorPool pool(MemberSpec... members) {
        return pool(PoolLimits.DEFAULT, Pace.FAST, members);
    }

    @Test
    void aLoneRequestRunsAtOnce() {
        AcceleratorPool pool = pool(member("a", upper()));

        CompletableFuture<InferenceResponse> answer = pool.infer(request("r1"));
        runtime.runAll();

        assertThat(answer).isCompleted();
        assertThat(new String(answer.resultNow().output(), StandardCharsets.UTF_8))
                .isEqualTo("INPUT OF R1");
        assertThat(answer.resultNow().accelerator()).isEqualTo("a");
        assertThat(answer.resultNow().batchSize()).isEqualTo(1);
        assertThat(answer.resultNow().simulatedDeviceNanos()).isGreaterThan(20_000_000);
    }

    /// The guard against a pool whose batch is always one.
    @Test
    void whatWaitsWhileAMemberRunsJoinsItsBatchWhateverTheJob() {
        AcceleratorPool pool = pool(member("a", upper()));
        List<CompletableFuture<InferenceResponse>> answers = new ArrayList<>();
        pool.infer(request("first"));
        for (int i = 0; i < 12; i++) {
            answers.add(pool.infer(request("r" + i, "job-" + i % 3, ServiceTier.STANDARD)));
        }

        runtime.runAll();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.resultNow().batchSize()).isEqualTo(13));
        AcceleratorStatus status = pool.accelerators().getFirst();
        assertThat(status.batches()).isEqualTo(2);
        assertThat(status.maxBatchSize()).isEqualTo(13);
        assertThat(status.meanBatchSize()).isEqualTo(7);
        assertThat(status.batchesByDistinctGroups()).containsExactly(1L, 0L, 1L);
        assertThat(meters.get(PoolMeters.BATCH_SIZE).summary().max()).isEqualTo(13);
        assertThat(meters.get(PoolMeters.BATCH_GROUPS).summary().max()).isEqualTo(3);
    }

    @Test
    void aFailingRequestFailsAlone() {
        AcceleratorPool pool = pool(member("a", new Fussy()));
        pool.infer(Requests.ofModel("first", "fussy"));
        CompletableFuture<InferenceResponse> good = pool.infer(Requests.ofModel("good", "fussy"));
        CompletableFuture<InferenceResponse> refused = pool.infer(Requests.ofModel("refused", "fussy"));
        CompletableFuture<InferenceResponse> broken = pool.infer(Requests.ofModel("broken", "fussy"));
        CompletableFuture<InferenceResponse> deep = pool.infer(Requests.ofModel("deep", "fussy"));

        runtime.runAll();

        assertThat(good.resultNow().batchSize()).isEqualTo(5);
        assertFailed(refused, ErrorCode.INVALID_PARAMETER, "refused");
        assertFailed(broken, ErrorCode.INTERNAL, "broken");
        assertFailed(deep, ErrorCode.INTERNAL, "deep");
    }

    @Test
    void anUnknownModelIsNamedWithThoseServed() {
        AcceleratorPool pool = pool(member("a", upper()), member("b", new Fussy()));

        CompletableFuture<InferenceResponse> answer = pool.infer(Requests.ofModel("r", "oracle"));

        assertFailed(answer, ErrorCode.NOT_AVAILABLE, "oracle");
        assertThat(problem(answer).sentence()).contains("fussy, upper");
        assertThat(problem(answer).code().retryable()).isFalse();
    }

    @Test
    void aFullQueueRefusesAndMayBeTriedAgain() {
        PoolLimits limits = new PoolLimits(4, 2, 1 << 20, 3, Duration.ofSeconds(5), Duration.ofSeconds(5));
        AcceleratorPool pool = pool(limits, Pace.FAST, member("a", upper()));
        List<CompletableFuture<InferenceResponse>> accepted =
                List.of(pool.infer(request("running")), pool.infer(request("w1")), pool.infer(request("w2")));

        CompletableFuture<InferenceResponse> refused = pool.infer(request("w3"));

        assertFailed(refused, ErrorCode.ACCELERATOR_UNAVAILABLE, "queue");
        assertThat(problem(refused).code().retryable()).isTrue();
        runtime.runAll();
        assertThat(accepted).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(pool.infer(request("w3"))).isNotCompletedExceptionally();
    }

    @Test
    void inputsThatWouldFillTheMemoryAreRefused() {
        PoolLimits limits = new PoolLimits(4, 100, 25, 3, Duration.ofSeconds(5), Duration.ofSeconds(5));
        AcceleratorPool pool = pool(limits, Pace.FAST, member("a", upper()));
        pool.infer(request("r1"));

        pool.infer(request("r2"));

        assertFailed(pool.infer(request("r3")), ErrorCode.ACCELERATOR_UNAVAILABLE, "queue");
        runtime.runAll();
        assertThat(pool.infer(request("r3"))).isNotCompletedExceptionally();
    }

    @Test
    void aPromptThatFitsNoDeviceIsRefusedForGood() {
        AcceleratorPool pool = pool(member("a", upper()));

        assertFailed(pool.infer(request("huge", "job", ServiceTier.BULK, 390_625)), ErrorCode.LIMIT_EXCEEDED, "huge");
    }

    /// The model answers as it answers; only the simulated time has an end.
    @Test
    void anAnswerThatDoesNotFitBesideItsPromptIsHandedOutWhole() {
        Model talker = new Model() {
            @Override
            public String name() {
                return "upper";
            }

            @Override
            public byte[] infer(byte[] input) {
                return new byte[500_000];
            }

            @Override
            public int countTokens(byte[] output) {
                return output.length;
            }
        };
        AcceleratorPool pool = pool(member("a", talker));
        CompletableFuture<InferenceResponse> answer = pool.infer(request("long", "job", ServiceTier.STANDARD, 260_000));
        CompletableFuture<InferenceResponse> other = pool.infer(request("other"));

        runtime.runAll();

        assertThat(answer.resultNow().output()).hasSize(500_000);
        assertThat(answer.resultNow().completionTokens()).isEqualTo(500_000);
        assertThat(other.resultNow().output()).hasSize(500_000);
    }

    @Test
    void contextMemoryBoundsTheBatch() {
        AcceleratorPool pool = pool(member("a", upper()));
        pool.infer(request("first"));
        List<CompletableFuture<InferenceResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(pool.infer(request("r" + i, "job", ServiceTier.BULK, 100_000)));
        }

        runtime.runAll();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.resultNow().batchSize()).isLessThanOrEqualTo(4));
        assertThat(pool.accelerators().getFirst().maxBatchSize()).isEqualTo(4);
    }

    @Test
    void aMemberThatDiesMidBatchLosesNothing() {
        AcceleratorPool pool = pool(member("a", upper()), member("b", upper()));
        CompletableFuture<InferenceResponse> first = pool.infer(request("first"));
        runtime.advance(Duration.ofMillis(1));

        pool.fail("a");
        runtime.runAll();

        assertThat(first.resultNow().accelerator()).isEqualTo("b");
        assertThat(pool.accelerators()).extracting(AcceleratorStatus::state).containsExactly("failed", "active");
        assertThat(meters.get(PoolMeters.REQUEUED).counter().count()).isEqualTo(1);
    }

    @Test
    void aRequestUnderWhichMembersKeepDyingIsGivenUp() {
        AcceleratorPool pool =
                pool(member("a", upper()), member("b", upper()), member("c", upper()), member("d", upper()));
        CompletableFuture<InferenceResponse> answer = pool.infer(request("poison"));

        pool.fail("a");
        pool.fail("b");
        assertThat(answer).isNotDone();
        pool.fail("c");

        assertFailed(answer, ErrorCode.ACCELERATOR_UNAVAILABLE, "poison");
        assertThat(problem(answer).sentence()).contains("3 times");
    }

    @Test
    void whenTheLastMemberGoesNobodyWaitsInVain() {
        AcceleratorPool pool = pool(member("a", upper()));
        CompletableFuture<InferenceResponse> running = pool.infer(request("running"));
        CompletableFuture<InferenceResponse> waiting = pool.infer(request("waiting"));

        pool.fail("a");

        assertFailed(running, ErrorCode.ACCELERATOR_UNAVAILABLE, "upper");
        assertFailed(waiting, ErrorCode.ACCELERATOR_UNAVAILABLE, "upper");
        assertFailed(pool.infer(request("next")), ErrorCode.ACCELERATOR_UNAVAILABLE, "upper");
        pool.join(member("a", upper()));
        assertThat(pool.infer(request("after"))).isNotCompletedExceptionally();
    }

    @Test
    void aLeavingMemberFinishesWhatItRuns() {
        AcceleratorPool pool = pool(member("a", upper()), member("b", upper()));
        CompletableFuture<InferenceResponse> running = pool.infer(request("running"));

        CompletableFuture<Void> gone = pool.leave("a");

        assertThat(gone).isNotDone();
        assertThat(pool.accelerators()).extracting(AcceleratorStatus::state).containsExactly("draining", "active");
        runtime.runAll();
        assertThat(gone).isCompleted();
        assertThat(running.resultNow().accelerator()).isEqualTo("a");
        assertThat(pool.accelerators()).extracting(AcceleratorStatus::name).containsExactly("b");
    }

    @Test
    void aMemberThatFailsWhileLeavingIsGone() {
        AcceleratorPool pool = pool(member("a", upper()), member("b", upper()));
        CompletableFuture<InferenceResponse> running = pool.infer(request("running"));
        CompletableFuture<Void> gone = pool.leave("a");

        pool.fail("a");

        assertThat(gone).isCompleted();
        runtime.runAll();
        assertThat(running.resultNow().accelerator()).isEqualTo("b");
    }

    @Test
    void anAnswerInFlightIsSharedAndACallerLeavesAlone() {
        AcceleratorPool pool = pool(member("a", upper()));
        CompletableFuture<InferenceResponse> one = pool.infer(request("same"));
        CompletableFuture<InferenceResponse> two = pool.infer(request("same"));
        one.cancel(true);

        runtime.runAll();

        assertThat(two.resultNow().batchSize()).isEqualTo(1);
        assertThat(pool.accelerators().getFirst().requests()).isEqualTo(1);
    }

    @Test
    void theSameIdWithOtherWorkIsAConflict() {
        AcceleratorPool pool = pool(member("a", upper()));
        pool.infer(request("same"));
        InferenceRequest other = Requests.ofModel("same", "upper");

        assertFailed(pool.infer(other), ErrorCode.IDEMPOTENCY_CONFLICT, "same");
    }

    @Test
    void theSameIdOfAnotherTenantIsOtherWork() {
        AcceleratorPool pool = pool(member("a", upper()));
        InferenceRequest mine = request("same");
        InferenceRequest theirs = new InferenceRequest(
                "same",
                new TenantId("other"),
                mine.group(),
                mine.model(),
                mine.tier(),
                "something else".getBytes(StandardCharsets.UTF_8),
                1,
                List.of());
        CompletableFuture<InferenceResponse> one = pool.infer(mine);
        CompletableFuture<InferenceResponse> two = pool.infer(theirs);

        runtime.runAll();

        assertThat(new String(one.resultNow().output(), StandardCharsets.UTF_8)).isEqualTo("INPUT OF SAME");
        assertThat(new String(two.resultNow().output(), StandardCharsets.UTF_8)).isEqualTo("SOMETHING ELSE");
    }

    @Test
    void aCancelledRequestThatWaitsIsDropped() {
        AcceleratorPool pool = pool(member("a", upper()));
        pool.infer(request("running"));
        CompletableFuture<InferenceResponse> waiting = pool.infer(request("waiting"));

        waiting.cancel(true);

        assertThat(pool.waiting()).isZero();
        runtime.runAll();
        assertThat(pool.accelerators().getFirst().requests()).isEqualTo(1);
    }

    @Test
    void atRealPaceAnAnswerWaitsForItsSimulatedTime() {
        AcceleratorPool pool = pool(PoolLimits.DEFAULT, Pace.REAL, member("a", upper()));
        CompletableFuture<InferenceResponse> answer = pool.infer(request("r1"));
        runtime.runAll();
        assertThat(answer).isNotDone();

        runtime.advance(Duration.ofMillis(20));
        assertThat(answer).isNotDone();
        runtime.advance(Duration.ofMillis(10));

        assertThat(answer.resultNow().wallNanos()).isEqualTo(answer.resultNow().simulatedDeviceNanos());
        assertThat(pool.accelerators().getFirst().running()).isZero();
    }

    @Test
    void whatDoesNotAnswerWithinTheLimitIsStopped() {
        AcceleratorPool pool = pool(member("a", upper()));
        CompletableFuture<InferenceResponse> stuck = pool.infer(request("stuck"));

        runtime.advance(PoolLimits.DEFAULT.executionLimit());

        assertFailed(stuck, ErrorCode.DEADLINE_EXCEEDED, "stuck");
        assertThat(pool.accelerators().getFirst().running()).isZero();
    }

    @Test
    void closingAnswersEverybody() {
        AcceleratorPool pool = pool(member("a", upper()));
        CompletableFuture<InferenceResponse> running = pool.infer(request("running"));
        CompletableFuture<InferenceResponse> waiting = pool.infer(request("waiting"));

        pool.close();

        assertFailed(running, ErrorCode.ACCELERATOR_UNAVAILABLE, "running");
        assertFailed(waiting, ErrorCode.ACCELERATOR_UNAVAILABLE, "waiting");
        assertFailed(pool.infer(request("late")), ErrorCode.ACCELERATOR_UNAVAILABLE, "late");
    }

    @Test
    void aNameIsTakenOnce() {
        AcceleratorPool pool = pool(member("a", upper()));

        assertThatThrownBy(() -> pool.join(member("a", upper()))).hasMessageContaining("named a ");
    }

    @Test
    void simulatedTimeIsAMetricOfItsOwnAndNamedSo() {
        AcceleratorPool pool = pool(member("a", upper()));
        CompletableFuture<InferenceResponse> answer = pool.infer(request("r"));
        runtime.runAll();

        assertThat(meters.get(PoolMeters.SIMULATED_TIME)
                        .tag("member", "a")
                        .counter()
                        .count())
                .as("but for what passes before anything is computed")
                .isCloseTo(answer.resultNow().simulatedDeviceNanos() / 1e9 - 0.02, within(1e-9));
        assertThat(pool.accelerators().getFirst().simulated()).isTrue();
    }

    private static void assertFailed(CompletableFuture<?> answer, ErrorCode code, String subject) {
        assertThat(problem(answer).code()).isEqualTo(code);
        assertThat(problem(answer).subject()).isEqualTo(subject);
    }

    private static RefactoryException problem(CompletableFuture<?> answer) {
        assertThat(answer).isCompletedExceptionally();
        return (RefactoryException) answer.exceptionNow();
    }
}
