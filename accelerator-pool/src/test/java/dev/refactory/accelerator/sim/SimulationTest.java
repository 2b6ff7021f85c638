package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.StaticBatching;
import dev.refactory.accelerator.trace.Trace;
import dev.refactory.accelerator.trace.TraceCall;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int CALLS = 4000;

    private static Simulation of(Traces trace, Supplier<BatchPolicy> policy, long seed) {
        Workload workload = Workload.of(trace.read(), CALLS, trace.clockNanos(), seed);
        return Simulation.ofOne(DeviceProfile.SPARK_SIM, policy, workload, 2000);
    }

    @Test
    void equalSeedsHaveEqualRuns() {
        for (long seed = 0; seed < 3; seed++) {
            Simulation.Run one =
                    of(Traces.MOONCAKE, ContinuousBatching::new, seed).run(10);
            Simulation.Run other =
                    of(Traces.MOONCAKE, ContinuousBatching::new, seed).run(10);
            for (int call = 0; call < CALLS; call++) {
                assertThat(one.outcomes().firstToken(call))
                        .isEqualTo(other.outcomes().firstToken(call));
                assertThat(one.outcomes().total(call))
                        .isEqualTo(other.outcomes().total(call));
            }
        }
    }

    @Test
    void jobsOfEachSizeAskForAsMuchTogether() {
        Workload chat = Workload.of(Traces.AZURE_CONV.read(), CALLS, 0, 0);
        Mix mix = Mix.ofJobs(chat, 50, 40_000, 16, 1, 2000);
        Map<Integer, Long> calls =
                mix.arrivals().stream().collect(Collectors.groupingBy(Mix.Arrival::source, Collectors.counting()));
        Map<Long, Long> bySize = calls.values().stream()
                .collect(Collectors.groupingBy(size -> size, Collectors.summingLong(size -> size)));
        assertThat(bySize.keySet()).containsExactlyInAnyOrder(1L, 2L, 4L, 8L, 16L);
        assertThat(bySize.values()).allSatisfy(all -> assertThat(all).isBetween(7_200L, 8_800L));
        assertThat(mix.arrivals()).hasSizeBetween(40_000, 40_015);
        double seconds = mix.arrivals().getLast().call().arrivalPicos() / 1e12;
        assertThat(40_000 / seconds).isCloseTo(50, within(2.5));
        assertThat(mix.arrivals().getLast().call().job()).isEqualTo("job-" + (calls.size() - 1));
    }

    @Test
    void joiningARunningBatchServesFiveTimesAsManyCallsOfChat() {
        double alone = of(Traces.AZURE_CONV, () -> new StaticBatching(false), 0).goodput(Slo.A, 0.99);
        double joined = of(Traces.AZURE_CONV, ContinuousBatching::new, 0).goodput(Slo.A, 0.99);
        assertThat(alone).isPositive();
        assertThat(joined).isGreaterThan(5 * alone);
    }

    @Test
    void andThreeTimesAsManyOfLongConversations() {
        double alone = of(Traces.MOONCAKE, () -> new StaticBatching(false), 0).goodput(Slo.B, 0.99);
        double joined = of(Traces.MOONCAKE, ContinuousBatching::new, 0).goodput(Slo.B, 0.99);
        assertThat(alone).isPositive();
        assertThat(joined).isGreaterThan(3 * alone);
    }

    /// Even where the baseline hands out its tokens as they come.
    @Test
    void orMoreThanThreeTimesAsManyAsAKinderBaseline() {
        double alone = of(Traces.AZURE_CONV, () -> new StaticBatching(true), 0).goodput(Slo.A, 0.99);
        double joined = of(Traces.AZURE_CONV, ContinuousBatching::new, 0).goodput(Slo.A, 0.99);
        assertThat(joined).isGreaterThan(3 * alone);
    }

    /// A prompt of a hundred thousand tokens takes longer than half a second whoever schedules it.
    @Test
    void somePromisesNobodyCanKeep() {
        Workload conversations = Workload.of(Traces.MOONCAKE.read(), CALLS, 0, 0);
        assertThat(Bounds.hopeless(DeviceProfile.SPARK_SIM, conversations, Slo.A))
                .isGreaterThan(0.01);
        assertThat(Bounds.hopeless(DeviceProfile.SPARK_SIM, conversations, Slo.B))
                .isLessThan(0.01);
        assertThat(Bounds.hopeless(DeviceProfile.SPARK_SIM, Workload.of(Traces.AZURE_CONV.read(), CALLS, 0, 0), Slo.A))
                .isZero();
    }

    @Test
    void noPolicyExceedsTheWorkThatThePipelineCanDo() {
        Simulation simulation = of(Traces.AZURE_CONV, ContinuousBatching::new, 0);
        Bounds bounds = Bounds.of(DeviceProfile.SPARK_SIM, Workload.of(Traces.AZURE_CONV.read(), CALLS, 0, 0));
        assertThat(simulation.goodput(Slo.B, 0.99)).isLessThan(bounds.callsPerSecond());
        Simulation.Run flooded = simulation.run(bounds.callsPerSecond() * 10);
        assertThat(CALLS / (flooded.busyPicos() / 1e12)).isLessThan(bounds.callsPerSecond());
        assertThat(simulation.attainment(flooded, Slo.B)).isLessThan(0.5);
        assertThat(flooded.outcomes().span()).isLessThan(flooded.busyPicos());
    }

    /// The specification's figures for whole traces.
    @Test
    void boundsAreThoseOfTheSpecification() {
        assertThat(whole(Traces.AZURE_CONV).callsPerSecond()).isCloseTo(229, within(229 * 0.03));
        assertThat(whole(Traces.AZURE_CODE).callsPerSecond()).isCloseTo(148, within(148 * 0.03));
        assertThat(whole(Traces.MOONCAKE).callsPerSecond()).isCloseTo(19.5, within(19.5 * 0.03));
    }

    private static Bounds whole(Traces trace) {
        return Bounds.of(DeviceProfile.SPARK_SIM, Workload.of(trace.read(), Integer.MAX_VALUE, 0, 0));
    }

    @Test
    void ratesAreKeptWhateverTheTraceWasRecordedAt() {
        Workload workload = Workload.of(Traces.AZURE_CODE.read(), CALLS, 0, 1);
        for (double rate : new double[] {0.5, 40}) {
            long[] arrivals = workload.arrivals(rate);
            assertThat(arrivals).isSorted().hasSize(CALLS);
            assertThat((CALLS - 1) / (arrivals[CALLS - 1] / 1e12)).isCloseTo(rate, within(rate * 1e-6));
        }
    }

    /// Two calls far from each other, each alone on the device: times by hand.
    @Test
    void timesOfARunAreThoseOfItsCalls() {
        Trace two = new Trace(
                "two",
                0,
                List.of(new TraceCall(0, 16, 1, List.of()), new TraceCall(1_000_000_000L, 1, 101, List.of())));
        Workload workload = Workload.of(two, 2, 0, 0);
        Simulation simulation = Simulation.ofOne(DeviceProfile.SPARK_SIM, ContinuousBatching::new, workload, 200);
        StepCost cost = new StepCost(DeviceProfile.SPARK_SIM.pipeline());
        Simulation.Run run = simulation.run(1);
        long fixed = 20_000_000_000L;
        long slow = cost.step(16, StepCost.promptContexts(0, 16));
        long fast = cost.step(1, 0);
        assertThat(simulation.firstTokenTime(run, 0.5)).isEqualTo(fixed + fast);
        assertThat(simulation.firstTokenTime(run, 0.99)).isEqualTo(fixed + slow);
        assertThat(simulation.meanFirstTokenTime(run)).isEqualTo(fixed + (slow + fast) / 2.0);
        assertThat(Simulation.tokenTime(run, 0.99))
                .as("of the one call that has a second token")
                .isEqualTo(cost.steps(1, 2, 100) / 100);
        assertThat(run.promptTokens()).isEqualTo(17);
        assertThat(run.busyPicos()).isEqualTo(slow + fast + cost.steps(1, 2, 100));
        assertThat(simulation.attainment(run, Slo.A)).isEqualTo(1);
        assertThat(simulation.attainment(run, new Slo("fixed alone", fixed, 0))).isZero();
        assertThat(simulation.attainment(run, new Slo("one", fixed + slow, 0))).isEqualTo(0.5);
    }

    @Test
    void whatFitsNoDeviceCountsAsBroken() {
        Trace two = new Trace(
                "two",
                0,
                List.of(new TraceCall(0, 400_000, 1, List.of()), new TraceCall(1_000_000_000L, 1, 1, List.of())));
        Simulation simulation =
                Simulation.ofOne(DeviceProfile.SPARK_SIM, ContinuousBatching::new, Workload.of(two, 2, 0, 0), 1);
        Simulation.Run run = simulation.run(1);
        assertThat(run.refused()).isEqualTo(1);
        assertThat(simulation.attainment(run, Slo.B)).isEqualTo(0.5);
        assertThat(simulation.goodput(Slo.B, 0.99)).isZero();
    }
}
