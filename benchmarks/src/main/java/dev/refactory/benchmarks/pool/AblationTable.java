package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.schedule.StaticBatching;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Trace;
import dev.refactory.accelerator.trace.TraceCall;
import dev.refactory.accelerator.trace.Traces;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The full stack on eight groups, and what is lost when one policy of it is taken away; and when the trace's prompts
/// no longer begin alike, so that keeping them can win nothing.
final class AblationTable {
    private static final int GROUPS = 8;
    private static final int BLOCK = 512;
    private static final long OUTSIDE = 10_000_000;
    private static final long HOUR_PICOS = 3_600_000_000_000_000L;

    /// What serves, but for the workload.
    private record Stack(String name, Supplier<BatchPolicy> policy, Memories memory, Supplier<Router> router) {}

    private final PoolOptions options;
    private final Runs runs;
    private final Consumer<String> out;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;
    private final StepCost cost = new StepCost(profile.pipeline());

    AblationTable(PoolOptions options, Runs runs, Consumer<String> out) {
        this.options = options;
        this.runs = runs;
        this.out = out;
    }

    /// @return calls a second and group, by what was taken away, in the order of the table
    Map<String, Double> print() {
        out.accept("| stack | calls/s a group, of the seeds | of the full stack |");
        out.accept("|---|---|---|");
        Map<String, Double> all = new LinkedHashMap<>();
        Trace trace = Traces.MOONCAKE.read();
        stacks().forEach(stack -> all.put(stack.name, row(trace, stack, all)));
        Stack full = stacks().getFirst();
        Stack none = new Stack("full stack, prompts shuffled", full.policy, full.memory, full.router);
        all.put(none.name, row(shuffled(trace), none, all));
        return all;
    }

    private List<Stack> stacks() {
        long room = profile.memory().contextTokens();
        OutsideStore.Place outside = OutsideStore.Place.of(profile, OUTSIDE);
        double share = outside.shareOf(cost);
        Supplier<BatchPolicy> tiers = () -> new TieredBatching(
                cost, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenantsAndJobs, HOUR_PICOS));
        Memories memory = () -> new PrefixMemory(room, BLOCK, outside, PrefixMemory.Room.ON_DEMAND);
        Supplier<Router> router = () -> Router.firstToken(share);
        return List.of(
                new Stack("full stack: P2 to P7c", tiers, memory, router),
                new Stack(
                        "with as much outside, for all groups together",
                        tiers,
                        Memories.sharing(
                                room,
                                BLOCK,
                                OutsideStore.Place.of(profile, GROUPS * OUTSIDE),
                                PrefixMemory.Room.ON_DEMAND),
                        router),
                new Stack("without P2: room reserved", tiers, () -> new PrefixMemory(room, BLOCK, outside), router),
                new Stack("without P3, P7: whole prompts", ContinuousBatching::new, memory, router),
                new Stack("without P4, P6: nothing kept", tiers, () -> new ReservedMemory(room), router),
                new Stack(
                        "without P6: on the wafers only",
                        tiers,
                        () -> new PrefixMemory(room, BLOCK, OutsideStore.Place.NONE, PrefixMemory.Room.ON_DEMAND),
                        router),
                new Stack("without P5: fewest tokens", tiers, memory, Router::leastTokens),
                new Stack("without P5: at random", tiers, memory, () -> Router.random(1)),
                new Stack(
                        "nothing but P1",
                        ContinuousBatching::new,
                        () -> new ReservedMemory(room),
                        () -> Router.random(1)),
                new Stack(
                        "P0, streaming",
                        () -> new StaticBatching(true),
                        () -> new ReservedMemory(room),
                        () -> Router.random(1)));
    }

    private double row(Trace trace, Stack stack, Map<String, Double> before) {
        double[] goodput = new double[options.seeds()];
        for (int seed = 0; seed < goodput.length; seed++) {
            Workload workload = Workload.of(trace, options.calls(), Traces.MOONCAKE.clockNanos(), seed);
            Simulation simulation = new Simulation(
                    profile, GROUPS, stack.policy, stack.memory, stack.router, workload, PolicyTable.LONGEST_ANSWER);
            goodput[seed] = runs.goodput(simulation, Slo.B) / GROUPS;
        }
        double mean = Runs.mean(goodput);
        double full = before.isEmpty() ? mean : before.values().iterator().next();
        out.accept("| " + stack.name + number(" | %.1f", mean) + number(" (%.1f", Runs.least(goodput))
                + number(" to %.1f)", Runs.most(goodput)) + number(" | %.0f %% |", 100 * mean / full));
        return mean;
    }

    /// The same calls, each with the beginning of a prompt that no other has.
    private static Trace shuffled(Trace trace) {
        Random random = new Random(1);
        int next = 0;
        List<TraceCall> calls = new ArrayList<>();
        for (TraceCall call : trace.calls()) {
            List<Integer> blocks = new ArrayList<>();
            for (int i = 0; i < call.prefixBlocks().size(); i++) {
                blocks.add(next++);
            }
            Collections.shuffle(blocks, random);
            calls.add(new TraceCall(call.arrivalNanos(), call.promptTokens(), call.completionTokens(), blocks));
        }
        return new Trace(trace.name(), trace.blockTokens(), calls);
    }
}
