package dev.refactory.accelerator.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The whole pool under seeded histories of arrivals, cancellations, failures, joins and departures, on one
/// thread and a clock that only moves when told to.
class PoolSimulationTest {
    private static final int SEEDS = 150;
    private static final int STEPS = 150;

    /// Sizes of batches seen over all histories, so that a simulation in which nothing ever happens is noticed.
    private final Set<Integer> batchSizes = new HashSet<>();
    private final Set<String> ends = new HashSet<>();
    private double requeued;

    @Test
    void everyRequestIsAnsweredExactlyOnceWithTheSameBytesWhateverHappens() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                new History(seed).play();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(batchSizes).hasSizeGreaterThan(10);
        assertThat(ends).contains("ok", "cancelled", "accelerator_unavailable", "invalid_parameter");
        assertThat(requeued).isGreaterThan(100);
    }

    private final class History {
        private final Random random;
        private final ManualRuntime runtime;
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final Map<InferenceRequest, CompletableFuture<InferenceResponse>> asked = new LinkedHashMap<>();
        private final List<String> completions = new ArrayList<>();
        /// As the listener heard of it.
        private final Set<InferenceRequest> open = new HashSet<>();
        private final AcceleratorPool pool;

        History(long seed) {
            random = new Random(seed);
            runtime = new ManualRuntime(random);
            PoolLimits limits = new PoolLimits(
                    random.nextInt(1, 33),
                    random.nextInt(5, 60),
                    1 << 20,
                    3,
                    Duration.ofMillis(50),
                    Duration.ofSeconds(10));
            Pace pace = random.nextBoolean() ? Pace.FAST : Pace.REAL;
            PoolListener listener = new PoolListener() {
                @Override
                public void asked(InferenceRequest request) {
                    assertThat(open.add(request)).isTrue();
                }

                @Override
                public void answered(
                        InferenceRequest request, int completionTokens, long arrivedNanos, long answeredNanos) {
                    assertThat(answeredNanos).isGreaterThanOrEqualTo(arrivedNanos);
                    assertThat(open.remove(request)).isTrue();
                }

                @Override
                public void dropped(InferenceRequest request, long nowNanos) {
                    assertThat(open.remove(request)).isTrue();
                }
            };
            pool = new AcceleratorPool(List.of(member("m0")), limits, pace, runtime, meters, listener);
        }

        void play() {
            int members = 1;
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(16)) {
                    case 0 -> pool.fail("m" + random.nextInt(members));
                    case 1 -> pool.join(member("m" + members++));
                    case 2 -> pool.leave("m" + random.nextInt(members));
                    case 3 -> cancelOne();
                    case 4, 5 -> runtime.advance(Duration.ofMillis(random.nextInt(40)));
                    case 6, 7, 8 -> runtime.runOne();
                    default -> ask();
                }
                checkWorkConservation();
            }
            pool.join(member("last"));
            settle();
            checkConservation();
        }

        private void ask() {
            String id = "r" + asked.size();
            String text = random.nextInt(20) == 0 ? "refuse" : id;
            InferenceRequest request = new InferenceRequest(
                    id,
                    new TenantId("t" + random.nextInt(3)),
                    "job-" + random.nextInt(4),
                    "echo",
                    ServiceTier.values()[random.nextInt(3)],
                    text.getBytes(StandardCharsets.UTF_8),
                    random.nextInt(1, 120_000),
                    List.of());
            CompletableFuture<InferenceResponse> answer = pool.infer(request);
            answer.whenComplete((response, problem) -> completions.add(id));
            asked.put(request, answer);
        }

        private void cancelOne() {
            List<CompletableFuture<InferenceResponse>> open =
                    asked.values().stream().filter(answer -> !answer.isDone()).toList();
            if (!open.isEmpty()) {
                open.get(random.nextInt(open.size())).cancel(true);
            }
        }

        /// After the longest linger no member stands idle while something waits that it could take.
        private void checkWorkConservation() {
            runtime.advance(Duration.ofMillis(2));
            for (AcceleratorStatus member : pool.accelerators()) {
                if (member.state().equals("active") && member.running() == 0) {
                    assertThat(member.waiting()).as(member.name()).isZero();
                }
            }
        }

        private void settle() {
            for (int i = 0; i < 10_000 && asked.values().stream().anyMatch(answer -> !answer.isDone()); i++) {
                runtime.runAll();
                runtime.advance(Duration.ofMillis(100));
            }
            // What was cancelled while it ran still runs, unheard.
            runtime.runAll();
            runtime.advance(Duration.ofMinutes(10));
        }

        private void checkConservation() {
            assertThat(completions).doesNotHaveDuplicates().hasSameSizeAs(asked.keySet());
            asked.forEach((request, answer) -> {
                if (answer.isCancelled()) {
                    return;
                }
                if (answer.isCompletedExceptionally()) {
                    assertThat(answer.exceptionNow())
                            .isInstanceOfSatisfying(
                                    RefactoryException.class,
                                    e -> assertThat(e.code())
                                            .isIn(ErrorCode.ACCELERATOR_UNAVAILABLE, ErrorCode.INVALID_PARAMETER));
                } else {
                    assertThat(answer.resultNow().output()).isEqualTo(ECHO.infer(request.input()));
                    batchSizes.add(answer.resultNow().batchSize());
                }
            });
            double counted = meters.find(PoolMeters.REQUESTS).counters().stream()
                    .peek(counter -> ends.add(counter.getId().getTag("outcome")))
                    .mapToDouble(Counter::count)
                    .sum();
            assertThat(counted).isEqualTo(asked.size());
            assertThat(pool.waiting()).isZero();
            assertThat(open).as("accepted, and never heard of again").isEmpty();
            requeued += meters.find(PoolMeters.REQUEUED).counters().stream()
                    .mapToDouble(Counter::count)
                    .sum();
        }
    }

    private static MemberSpec member(String name) {
        return new MemberSpec(name, DeviceProfile.SPARK_SIM, List.of(ECHO));
    }

    private static final Model ECHO = new Model() {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public byte[] infer(byte[] input) {
            String text = new String(input, StandardCharsets.UTF_8);
            if (text.equals("refuse")) {
                throw new RefactoryException(ErrorCode.INVALID_PARAMETER, "text", "Not this one.");
            }
            return ("echo of " + text).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int countTokens(byte[] output) {
            return output.length;
        }
    };
}
