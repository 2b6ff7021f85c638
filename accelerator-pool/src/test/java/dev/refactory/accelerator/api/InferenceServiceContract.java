package dev.refactory.accelerator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.pool.MemberSpec;
import dev.refactory.accelerator.pool.Requests;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.kit.time.SystemTime;
import dev.refactory.kit.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every [InferenceService] does, wherever its accelerators are. Runs on real threads.
public abstract class InferenceServiceContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Gate gate = new Gate();

    /// A service over these members, closed by [#close()].
    protected abstract InferenceService open(List<MemberSpec> members);

    protected abstract void close() throws Exception;

    @AfterEach
    void release() throws Exception {
        gate.opened.countDown();
        close();
    }

    @Test
    void answersWithWhatTheModelSaysWhateverTheBytes() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate), Requests.member("b", gate)));
        Random random = new Random(7);
        List<byte[]> inputs = new ArrayList<>();
        List<CompletableFuture<InferenceResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] input = new byte[i * 37];
            random.nextBytes(input);
            inputs.add(input);
            answers.add(service.infer(request("r" + i, "job-" + i % 5, input)));
        }

        for (int i = 0; i < inputs.size(); i++) {
            InferenceResponse response = get(answers.get(i));
            assertThat(response.output()).isEqualTo(Gate.reversed(inputs.get(i)));
            assertThat(response.completionTokens()).isEqualTo(inputs.get(i).length);
            assertThat(response.accelerator()).isIn("a", "b");
            assertThat(response.batchSize()).isBetween(1, 32);
            assertThat(response.simulatedDeviceNanos()).isPositive();
            assertThat(response.wallNanos()).isPositive();
        }
    }

    @Test
    void whatWaitsTogetherRunsTogether() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate)));
        CompletableFuture<InferenceResponse> held = service.infer(request("held", "job-0", "hold"));
        gate.awaitEntered();
        List<CompletableFuture<InferenceResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(service.infer(request("r" + i, "job-" + i % 4, "text " + i)));
        }
        await(() -> waiting(service) == 12);

        gate.opened.countDown();

        assertThat(get(held).batchSize()).isEqualTo(13);
        for (CompletableFuture<InferenceResponse> answer : answers) {
            assertThat(get(answer).batchSize()).isEqualTo(13);
        }
        AcceleratorStatus status = service.accelerators().getFirst();
        assertThat(status.batchesByDistinctGroups()).containsExactly(1L, 0L, 0L, 1L);
        assertThat(status.maxBatchSize()).isEqualTo(13);
        assertThat(status.requests()).isEqualTo(13);
        assertThat(status.simulated()).isTrue();
        assertThat(status.profile()).isEqualTo("spark-sim");
        assertThat(status.models()).containsExactly("gate");
        assertThat(status.simulatedDeviceMs()).isPositive();
    }

    @Test
    void whatTheModelRefusesReachesTheCallerAsItIs() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate)));

        RefactoryException refused = problem(service.infer(request("r1", "job", "refuse")));

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
        assertThat(refused.subject()).isEqualTo("newName");
        assertThat(refused.sentence()).isEqualTo("Not a name: use letters.");
    }

    @Test
    void aModelThatBreaksIsAnInternalError() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate)));

        assertThat(problem(service.infer(request("r1", "job", "break"))).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void anUnknownModelIsNamedWithThoseServed() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate)));

        RefactoryException unknown = problem(service.infer(Requests.ofModel("r1", "oracle")));

        assertThat(unknown.code()).isEqualTo(ErrorCode.NOT_AVAILABLE);
        assertThat(unknown.sentence()).contains("oracle").contains("gate");
    }

    @Test
    void aPromptThatFitsNoDeviceIsRefused() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate)));
        InferenceRequest huge = new InferenceRequest(
                "huge", TenantId.DEFAULT, "job", "gate", ServiceTier.BULK, new byte[0], 390_625, List.of());

        assertThat(problem(service.infer(huge)).code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void withoutAMemberTryLater() throws Exception {
        InferenceService service = open(List.of());

        assertThat(problem(service.infer(request("r1", "job", "text"))).code())
                .isEqualTo(ErrorCode.ACCELERATOR_UNAVAILABLE);
    }

    @Test
    void anIdInFlightIsExecutedOnce() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate)));
        CompletableFuture<InferenceResponse> one = service.infer(request("same", "job", "hold"));
        gate.awaitEntered();
        CompletableFuture<InferenceResponse> two = service.infer(request("same", "job", "hold"));
        CompletableFuture<InferenceResponse> probe = service.infer(request("probe", "job", "text"));
        await(() -> waiting(service) == 1);

        gate.opened.countDown();

        assertThat(get(one).output()).isEqualTo(get(two).output());
        get(probe);
        assertThat(gate.executions.get()).isEqualTo(2);
    }

    @Test
    void aCancelledRequestLeavesTheQueue() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate)));
        CompletableFuture<InferenceResponse> held = service.infer(request("held", "job", "hold"));
        gate.awaitEntered();
        CompletableFuture<InferenceResponse> unwanted = service.infer(request("unwanted", "job", "text"));
        await(() -> waiting(service) == 1);

        unwanted.cancel(true);

        await(() -> waiting(service) == 0);
        gate.opened.countDown();
        get(held);
        assertThat(gate.executions.get()).isEqualTo(1);
    }

    @Test
    void closingAnswersEverybody() throws Exception {
        InferenceService service = open(List.of(Requests.member("a", gate)));
        CompletableFuture<InferenceResponse> running = service.infer(request("running", "job", "hold"));
        gate.awaitEntered();
        CompletableFuture<InferenceResponse> waiting = service.infer(request("waiting", "job", "text"));

        ((AutoCloseable) service).close();

        assertThat(problem(running).code()).isEqualTo(ErrorCode.ACCELERATOR_UNAVAILABLE);
        assertThat(problem(waiting).code()).isEqualTo(ErrorCode.ACCELERATOR_UNAVAILABLE);
        assertThat(problem(service.infer(request("late", "job", "text"))).code())
                .isEqualTo(ErrorCode.ACCELERATOR_UNAVAILABLE);
    }

    protected static InferenceRequest request(String id, String group, String input) {
        return request(id, group, input.getBytes(StandardCharsets.UTF_8));
    }

    private static InferenceRequest request(String id, String group, byte[] input) {
        return new InferenceRequest(
                id, TenantId.DEFAULT, group, "gate", ServiceTier.STANDARD, input, input.length, List.of("block"));
    }

    protected static InferenceResponse get(CompletableFuture<InferenceResponse> answer) throws Exception {
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    protected static RefactoryException problem(CompletableFuture<InferenceResponse> answer) {
        assertThat(answer).failsWithin(PATIENCE);
        return (RefactoryException) answer.exceptionNow();
    }

    private static int waiting(InferenceService service) {
        return service.accelerators().stream()
                .mapToInt(AcceleratorStatus::waiting)
                .max()
                .orElse(0);
    }

    private static void await(BooleanSupplier condition) {
        Ticker ticker = SystemTime.ticker();
        long deadline = ticker.nanos() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(ticker.nanos()).as("deadline").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /// Answers with the bytes reversed; holds `hold` until it is opened, refuses `refuse`, breaks on `break`.
    public static final class Gate implements Model {
        public final CountDownLatch entered = new CountDownLatch(1);
        public final CountDownLatch opened = new CountDownLatch(1);
        public final AtomicInteger executions = new AtomicInteger();

        @Override
        public String name() {
            return "gate";
        }

        @Override
        public byte[] infer(byte[] input) {
            executions.incrementAndGet();
            switch (new String(input, StandardCharsets.ISO_8859_1)) {
                case "refuse" ->
                    throw new RefactoryException(ErrorCode.INVALID_PARAMETER, "newName", "Not a name: use letters.");
                case "break" -> throw new IllegalStateException("broken");
                case "hold" -> hold();
                default -> {}
            }
            return reversed(input);
        }

        @Override
        public int countTokens(byte[] output) {
            return output.length;
        }

        public void awaitEntered() throws InterruptedException {
            assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        private void hold() {
            entered.countDown();
            try {
                assertThat(opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException("stopped", e);
            }
        }

        static byte[] reversed(byte[] input) {
            byte[] output = new byte[input.length];
            for (int i = 0; i < input.length; i++) {
                output[i] = input[input.length - 1 - i];
            }
            return output;
        }
    }
}
