package dev.refactory.accelerator.pool;

import static dev.refactory.accelerator.pool.Requests.member;
import static dev.refactory.accelerator.pool.Requests.request;
import static dev.refactory.accelerator.pool.Requests.upper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.Model;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.sim.Answers;
import dev.refactory.accelerator.sim.GroupEngine;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.testkit.Seeds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// One core, two clocks: what the pool does on a real one, and the simulator on a virtual one.
class PaceTest {
    private static final PoolLimits FEW =
            new PoolLimits(6, 1000, 1 << 20, 3, Duration.ofMillis(300), Duration.ofHours(1));
    private static final long FIXED_NANOS = DeviceProfile.SPARK_SIM.pipeline().fixedNanos();

    /// Answers in as many tokens as its input says.
    private static final Model TALKER = new Model() {
        @Override
        public String name() {
            return "talker";
        }

        @Override
        public byte[] infer(byte[] input) {
            return new byte[Integer.parseInt(new String(input, StandardCharsets.UTF_8))];
        }

        @Override
        public int countTokens(byte[] output) {
            return output.length;
        }
    };

    private record Asked(long nanos, InferenceRequest request, int answer) {}

    private static List<Asked> some(RandomGenerator random) {
        List<Asked> asked = new ArrayList<>();
        long nanos = 0;
        for (int i = 0; i < 80; i++) {
            nanos += random.nextInt(3) == 0 ? 1 : random.nextLong(1, 8_000_000);
            int answer = 1 + random.nextInt(200);
            asked.add(new Asked(
                    nanos,
                    new InferenceRequest(
                            "r" + i,
                            new TenantId("t" + random.nextInt(3)),
                            "job-" + random.nextInt(4),
                            "talker",
                            ServiceTier.values()[random.nextInt(3)],
                            String.valueOf(answer).getBytes(StandardCharsets.UTF_8),
                            1 + random.nextInt(random.nextInt(5) == 0 ? 120_000 : 3000),
                            List.of("a", "b" + random.nextInt(3))),
                    answer));
        }
        return asked;
    }

    @Test
    void theSameCallsTakeTheSameTimeOnBothClocks() {
        Seeds.forEach(40, seed -> {
            List<Asked> asked = some(Seeds.random(seed));
            long[] virtual = virtual(asked);
            List<InferenceResponse> real = real(asked, Seeds.random(seed));
            for (int i = 0; i < asked.size(); i++) {
                long total = virtual[i] - asked.get(i).nanos * 1000;
                assertThat(real.get(i).wallNanos()).as("r%s", i).isEqualTo(FIXED_NANOS + Math.ceilDiv(total, 1000));
            }
        });
    }

    private static long[] virtual(List<Asked> asked) {
        long[] last = new long[asked.size()];
        Answers answers = new Answers() {
            @Override
            public void first(int call, long picos) {}

            @Override
            public void last(int call, long picos) {
                last[call] = picos;
            }
        };
        GroupEngine engine = new Device(DeviceProfile.SPARK_SIM, FEW, Pace.FAST, 0, answers).engine();
        for (int i = 0; i < asked.size(); i++) {
            InFlight call = new InFlight(asked.get(i).request, i, asked.get(i).nanos);
            engine.arrive(
                    call.scheduled(asked.get(i).nanos * 1000, Device.capacity(DeviceProfile.SPARK_SIM)),
                    asked.get(i).answer);
        }
        engine.finish();
        return last;
    }

    private static List<InferenceResponse> real(List<Asked> asked, RandomGenerator random) {
        ManualRuntime runtime = new ManualRuntime(random);
        List<CompletableFuture<InferenceResponse>> answers = new ArrayList<>();
        try (AcceleratorPool pool =
                new AcceleratorPool(List.of(member("a", TALKER)), FEW, Pace.REAL, runtime, new SimpleMeterRegistry())) {
            for (Asked each : asked) {
                runtime.advanceComputing(Duration.ofNanos(each.nanos - runtime.nanos()));
                answers.add(pool.infer(each.request));
                runtime.runAll();
            }
            runtime.advanceComputing(Duration.ofMinutes(10));
        }
        return answers.stream().map(CompletableFuture::resultNow).toList();
    }

    /// Steps come due while the pool looks, for time goes on under its lock too.
    @Test
    void everyRequestIsAnsweredWhereverTimeGoesOn() {
        Seeds.forEach(40, seed -> {
            RandomGenerator random = Seeds.random(seed);
            ManualRuntime runtime = new ManualRuntime(random);
            runtime.eachLookTakes(() -> random.nextInt(4) == 0 ? random.nextLong(3_000_000) : 0);
            List<CompletableFuture<InferenceResponse>> answers = new ArrayList<>();
            try (AcceleratorPool pool = new AcceleratorPool(
                    List.of(member("a", TALKER)), FEW, Pace.REAL, runtime, new SimpleMeterRegistry())) {
                for (Asked each : some(random)) {
                    runtime.advance(Duration.ofNanos(Math.max(0, each.nanos - runtime.nanos())));
                    answers.add(pool.infer(each.request));
                    runtime.runOne();
                }
                runtime.advanceComputing(Duration.ofMinutes(10));
                assertThat(answers).allMatch(CompletableFuture::isDone);
            }
            assertThat(answers).noneMatch(CompletableFuture::isCompletedExceptionally);
        });
    }

    /// The device cannot go on with an answer that is not there.
    @Test
    void whenAnAnswerIsLateTheDeviceStandsStill() {
        ManualRuntime runtime = new ManualRuntime(Seeds.random(1));
        AcceleratorPool pool = new AcceleratorPool(
                List.of(member("a", upper())), PoolLimits.DEFAULT, Pace.REAL, runtime, new SimpleMeterRegistry());
        CompletableFuture<InferenceResponse> late = pool.infer(request("late"));
        runtime.advance(Duration.ofSeconds(1));
        CompletableFuture<InferenceResponse> other = pool.infer(request("other"));
        runtime.advance(Duration.ofSeconds(1));
        assertThat(pool.waiting()).as("nobody joins a step that is not over").isEqualTo(1);

        runtime.runAll();
        runtime.advanceComputing(Duration.ofMillis(30));

        assertThat(late.resultNow().wallNanos()).isBetween(2_000_000_000L, 2_030_000_000L);
        assertThat(late.resultNow().simulatedDeviceNanos()).isBetween(20_000_000L, 30_000_000L);
        assertThat(other.resultNow().wallNanos()).isBetween(1_000_000_000L, 1_030_000_000L);
    }
}
