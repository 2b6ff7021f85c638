package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Trace;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Eight groups that serve the Mooncake trace: what routers are worth, and keeping prompts on the wafers
/// and outside.
final class RoutingTable {
    private static final int GROUPS = 8;
    private static final double RATE = 109;
    private static final long MILLI = 1_000_000_000L;

    private record Stack(String memory, Memories memories, Supplier<Router> router) {}

    private final PoolOptions options;
    private final Runs runs;
    private final Consumer<String> out;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;
    private final StepCost cost = new StepCost(profile.pipeline());

    RoutingTable(PoolOptions options, Runs runs, Consumer<String> out) {
        this.options = options;
        this.runs = runs;
        this.out = out;
    }

    void print() {
        out.accept("| kept | router | calls/s a group, of the seeds | x random, nothing kept"
                + number(" | at %.0f calls/s: mean first token ms", RATE) + " | p99 | tokens kept |");
        out.accept("|---|---|---|---|---|---|---|");
        double baseline = 0;
        Trace trace = Traces.MOONCAKE.read();
        for (Stack stack : stacks()) {
            double goodput = row(trace, stack, baseline);
            baseline = baseline == 0 ? goodput : baseline;
        }
    }

    private List<Stack> stacks() {
        long room = profile.memory().contextTokens();
        Memories none = () -> new ReservedMemory(room);
        Memories wafers = () -> new PrefixMemory(room, 512, OutsideStore.Place.NONE);
        OutsideStore.Place outside = OutsideStore.Place.of(profile, 10_000_000);
        Memories small = () -> new PrefixMemory(room, 512, OutsideStore.Place.of(profile, 3_000_000));
        Memories large = () -> new PrefixMemory(room, 512, outside);
        Memories shared = Memories.sharing(
                room, 512, OutsideStore.Place.of(profile, GROUPS * 3_000_000L), PrefixMemory.Room.RESERVED);
        double share = outside.shareOf(cost);
        Supplier<Router> predicted = () -> Router.firstToken(share);
        return List.of(
                new Stack("nothing", none, () -> Router.random(1)),
                new Stack("nothing", none, Router::leastCalls),
                new Stack("nothing", none, Router::leastTokens),
                new Stack("P4, on the wafers", wafers, () -> Router.random(1)),
                new Stack("P4, on the wafers", wafers, Router::longestPrefix),
                new Stack("P4, on the wafers", wafers, Router::leastTokens),
                new Stack("P4, on the wafers", wafers, predicted),
                new Stack("P6, 3 M tokens outside", small, predicted),
                new Stack("P6, 24 M tokens outside for all", shared, () -> Router.random(1)),
                new Stack("P6, 24 M tokens outside for all", shared, Router::leastTokens),
                new Stack("P6, 24 M tokens outside for all", shared, predicted),
                new Stack("P6, 10 M tokens outside", large, () -> Router.random(1)),
                new Stack("P6, 10 M tokens outside", large, Router::leastCalls),
                new Stack("P6, 10 M tokens outside", large, Router::leastTokens),
                new Stack("P6, 10 M tokens outside", large, predicted),
                new Stack("P6, 10 M tokens outside", large, () -> Router.told(predicted.get(), 50 * MILLI, false)),
                new Stack("P6, 10 M tokens outside", large, () -> Router.told(predicted.get(), 100 * MILLI, false)),
                new Stack("P6, 10 M tokens outside", large, () -> Router.told(predicted.get(), 100 * MILLI, true)));
    }

    private double row(Trace trace, Stack stack, double baseline) {
        double[] goodput = new double[options.seeds()];
        double[] measured = new double[3];
        for (int seed = 0; seed < options.seeds(); seed++) {
            Workload workload = Workload.of(trace, options.calls(), Traces.MOONCAKE.clockNanos(), seed);
            Simulation simulation = new Simulation(
                    profile,
                    GROUPS,
                    () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT),
                    stack.memories,
                    stack.router,
                    workload,
                    PolicyTable.LONGEST_ANSWER);
            goodput[seed] = runs.goodput(simulation, Slo.B) / GROUPS;
            Simulation.Run run = runs.run(simulation, RATE);
            measured[0] += simulation.meanFirstTokenTime(run) / 1e9 / options.seeds();
            measured[1] += simulation.firstTokenTime(run, 0.99) / 1e9 / options.seeds();
            measured[2] += 100.0 * run.keptTokens() / run.promptTokens() / options.seeds();
        }
        double mean = Runs.mean(goodput);
        out.accept("| " + stack.memory + " | " + stack.router.get().name() + number(" | %.1f", mean)
                + number(" (%.1f", Runs.least(goodput)) + number(" to %.1f)", Runs.most(goodput))
                + number(" | %.2f", mean / (baseline == 0 ? mean : baseline)) + number(" | %.0f", measured[0])
                + number(" | %.0f", measured[1]) + number(" | %.0f %% |", measured[2]));
        return mean;
    }
}
