package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.trace.Trace;
import dev.refactory.accelerator.trace.TraceCall;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Eight groups on the Mooncake trace, at a rate that most of what routes badly cannot serve.
class PoolSimulationTest {
    private static final DeviceProfile SPARK = DeviceProfile.SPARK_SIM;
    private static final int CALLS = 6000;
    private static final double RATE = 109;
    private static final Trace MOONCAKE = Traces.MOONCAKE.read();

    private static Simulation pool(Trace trace, Memories memory, Supplier<Router> router) {
        StepCost cost = new StepCost(SPARK.pipeline());
        return new Simulation(
                SPARK,
                8,
                () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT),
                memory,
                router,
                Workload.of(trace, CALLS, Traces.MOONCAKE.clockNanos(), 0),
                2000);
    }

    private static ContextMemory tiered() {
        return new PrefixMemory(SPARK.memory().contextTokens(), 512, OutsideStore.Place.of(SPARK, 10_000_000));
    }

    private static ContextMemory nothingKept() {
        return new ReservedMemory(SPARK.memory().contextTokens());
    }

    private static double meanFirstToken(Simulation.Run run) {
        return IntStream.range(0, CALLS)
                .mapToLong(run.outcomes()::firstToken)
                .average()
                .orElseThrow();
    }

    private static Supplier<Router> predicting() {
        return () -> Router.firstToken(0.06);
    }

    @Test
    void predictingTheFirstTokenBeatsChanceAndCounting() {
        double predicted = meanFirstToken(
                pool(MOONCAKE, PoolSimulationTest::tiered, predicting()).run(RATE));
        double random = meanFirstToken(pool(MOONCAKE, PoolSimulationTest::tiered, () -> Router.random(1))
                .run(RATE));
        double fewest = meanFirstToken(
                pool(MOONCAKE, PoolSimulationTest::tiered, Router::leastCalls).run(RATE));
        assertThat(random).isGreaterThan(5.5 * predicted);
        assertThat(fewest).isGreaterThan(1.4 * predicted);
    }

    /// Every call of this trace begins with the same block.
    @Test
    void goingWhereThePrefixIsAndNothingElseCollapses() {
        double predicted = meanFirstToken(
                pool(MOONCAKE, PoolSimulationTest::tiered, predicting()).run(RATE));
        double herded = meanFirstToken(pool(MOONCAKE, PoolSimulationTest::tiered, Router::longestPrefix)
                .run(RATE));
        assertThat(herded).isGreaterThan(20 * predicted);
    }

    /// Without anything in common between prompts, keeping them is worth nothing.
    @Test
    void theGainIsFromWhatPromptsHaveInCommon() {
        SplittableRandom random = new SplittableRandom(1);
        Trace shuffled = new Trace(
                "shuffled",
                512,
                MOONCAKE.calls().stream()
                        .map(call -> new TraceCall(
                                call.arrivalNanos(),
                                call.promptTokens(),
                                call.completionTokens(),
                                call.prefixBlocks().stream()
                                        .map(block -> random.nextInt(Integer.MAX_VALUE))
                                        .toList()))
                        .toList());
        Simulation.Run kept =
                pool(shuffled, PoolSimulationTest::tiered, predicting()).run(RATE);
        Simulation.Run none =
                pool(shuffled, PoolSimulationTest::nothingKept, predicting()).run(RATE);
        assertThat(kept.keptTokens()).isLessThan(kept.promptTokens() / 1000);
        assertThat(meanFirstToken(kept) / meanFirstToken(none)).isBetween(0.98, 1.02);
        assertThat(pool(MOONCAKE, PoolSimulationTest::tiered, predicting())
                        .run(RATE)
                        .keptTokens())
                .isGreaterThan(kept.promptTokens() / 5);
    }

    @Test
    void equalSeedsHaveEqualRuns() {
        for (Supplier<Router> router : List.<Supplier<Router>>of(predicting(), () -> Router.random(7))) {
            Simulation.Run one =
                    pool(MOONCAKE, PoolSimulationTest::tiered, router).run(RATE);
            Simulation.Run other =
                    pool(MOONCAKE, PoolSimulationTest::tiered, router).run(RATE);
            for (int call = 0; call < CALLS; call++) {
                assertThat(one.outcomes().total(call))
                        .isEqualTo(other.outcomes().total(call));
            }
            assertThat(one.refused()).isZero();
            assertThat(one.busyPicos()).isEqualTo(other.busyPicos());
        }
    }

    /// A call that is given to nobody else is told apart by names in reports.
    @Test
    void routersHaveNames() {
        assertThat(List.of(
                        Router.random(1),
                        Router.leastCalls(),
                        Router.leastTokens(),
                        Router.longestPrefix(),
                        Router.firstToken(1)))
                .extracting(Router::name)
                .doesNotHaveDuplicates();
    }
}
