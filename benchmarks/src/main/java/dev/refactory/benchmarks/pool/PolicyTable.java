package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.device.DeviceModel;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.schedule.StaticBatching;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.sim.Bounds;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Trace;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// What one group serves under each policy, trace by trace, and on devices whose unpublished parameters
/// are others.
final class PolicyTable {
    static final int LONGEST_ANSWER = 2000;
    private static final double MILLI_PICOS = 1e9;
    private static final long HOUR_PICOS = 3_600_000_000_000_000L;
    private static final int BLOCK = 128;
    private static final List<Function<StepCost, BatchPolicy>> POLICIES = List.of(
            cost -> new StaticBatching(false),
            cost -> new StaticBatching(true),
            cost -> new ContinuousBatching(),
            cost -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT));

    private final PoolOptions options;
    private final Runs runs;
    private final Consumer<String> out;

    PolicyTable(PoolOptions options, Runs runs, Consumer<String> out) {
        this.options = options;
        this.runs = runs;
        this.out = out;
    }

    void traces() {
        out.accept("| trace | promise | policy | calls/s, of the seeds | x P0 | of the work bound | hopeless"
                + " | first token p50, p99 ms | token p99 ms |");
        out.accept("|---|---|---|---|---|---|---|---|---|");
        for (Traces each : options.traces()) {
            Trace trace = each.read();
            for (Slo slo : List.of(Slo.A, Slo.B)) {
                double baseline = 0;
                for (Function<StepCost, BatchPolicy> policy : POLICIES) {
                    double goodput = row(each, trace, slo, policy, baseline);
                    baseline = baseline == 0 ? goodput : baseline;
                }
            }
        }
    }

    private double row(Traces each, Trace trace, Slo slo, Function<StepCost, BatchPolicy> policy, double baseline) {
        double[] goodput = new double[options.seeds()];
        double bound = 0;
        double hopeless = 0;
        double[] times = new double[3];
        String name = "";
        for (int seed = 0; seed < options.seeds(); seed++) {
            Workload workload = Workload.of(trace, options.calls(), each.clockNanos(), seed);
            Simulation simulation = of(DeviceProfile.SPARK_SIM, policy, workload);
            name = simulation.policy().get().name();
            goodput[seed] = runs.goodput(simulation, slo);
            double most = Bounds.of(DeviceProfile.SPARK_SIM, workload).callsPerSecond();
            bound += most / options.seeds();
            hopeless += Bounds.hopeless(DeviceProfile.SPARK_SIM, workload, slo) / options.seeds();
            Simulation.Run run = runs.run(simulation, Math.max(goodput[seed], most / 1000));
            times[0] += simulation.firstTokenTime(run, 0.5) / MILLI_PICOS / options.seeds();
            times[1] += simulation.firstTokenTime(run, 0.99) / MILLI_PICOS / options.seeds();
            times[2] += Simulation.tokenTime(run, 0.99) / MILLI_PICOS / options.seeds();
        }
        double mean = Runs.mean(goodput);
        out.accept("| " + trace.name() + " | " + slo.name() + " | " + name + " | " + number("%.1f", mean)
                + number(" (%.1f", Runs.least(goodput)) + number(" to %.1f) | ", Runs.most(goodput))
                + (mean == 0 ? "-" : number("%.1f", mean / (baseline == 0 ? mean : baseline)))
                + number(" | %.0f %%", 100 * mean / bound) + number(" | %.1f %%", 100 * hopeless)
                + number(" | %.0f", times[0]) + number(", %.0f", times[1]) + number(" | %.2f |", times[2]));
        return mean;
    }

    /// What other devices serve of the same calls under the full stack.
    void devices() {
        out.accept("| device | tokens/s of one stream, at 50,000 tokens of context | fits tokens | work bound calls/s"
                + " | calls/s at A | at B |");
        out.accept("|---|---|---|---|---|---|");
        Workload workload = Workload.of(Traces.AZURE_CONV.read(), options.calls(), 0, 0);
        DeviceProfile spark = DeviceProfile.SPARK_SIM;
        for (DeviceProfile each :
                List.of(spark, spark.withLiveCores(980), spark.withLiveCores(950), DeviceProfile.GPU_SIM)) {
            DeviceModel model = new DeviceModel(each);
            Simulation simulation = full(each, workload);
            out.accept("| " + each.name() + number(" | %.0f", 1e9 / model.tokenNanos(0))
                    + number(", %.0f", 1e9 / model.tokenNanos(50_000))
                    + number(" | %,.0f", (double) each.memory().contextTokens())
                    + number(" | %.1f", Bounds.of(each, workload).callsPerSecond())
                    + number(" | %.1f", runs.goodput(simulation, Slo.A))
                    + number(" | %.1f |", runs.goodput(simulation, Slo.B)));
        }
    }

    /// Depth, marginal cost and the cost of context are unpublished, so nothing may rest on one value of them.
    void sweep() {
        out.accept("| D | rho | kappa ns | P0 | P0, streaming | P1 | P3 | full stack | P1 / P0, streaming"
                + " | full stack / P0, streaming | full stack of the work bound |");
        out.accept("|---|---|---|---|---|---|---|---|---|---|---|");
        Workload workload = Workload.of(Traces.AZURE_CONV.read(), options.calls(), 0, 0);
        for (int depth : new int[] {4, 8, 16, 32, 48}) {
            for (int marginal : new int[] {50, 100, 250, 500}) {
                for (int context : new int[] {8, 10, 21}) {
                    cell(workload, new DeviceProfile.Pipeline(500_000, context * 1000L, depth, marginal, 20_000_000));
                }
            }
        }
    }

    private void cell(Workload workload, DeviceProfile.Pipeline pipeline) {
        DeviceProfile spark = DeviceProfile.SPARK_SIM;
        DeviceProfile profile = new DeviceProfile("swept", spark.memory(), pipeline, spark.link());
        StringBuilder row = new StringBuilder("| " + pipeline.depth()
                + number(" | %.2f | ", pipeline.marginalPermille() / 1000.0) + pipeline.contextPicos() / 1000);
        double[] goodput = new double[POLICIES.size()];
        for (int i = 0; i < goodput.length; i++) {
            goodput[i] = runs.goodput(of(profile, POLICIES.get(i), workload), Slo.A);
            row.append(number(" | %.1f", goodput[i]));
        }
        double full = runs.goodput(full(profile, workload), Slo.A);
        double bound = Bounds.of(profile, workload).callsPerSecond();
        out.accept(row
                + number(" | %.1f", full)
                + (goodput[1] == 0 ? " | - | -" : number(" | %.1f", goodput[2] / goodput[1]))
                + (goodput[1] == 0 ? "" : number(" | %.1f", full / goodput[1]))
                + number(" | %.0f %% |", 100 * full / bound));
    }

    /// All policies there are for one group whose prompts share nothing: P2, P3, P7 and P7c.
    private static Simulation full(DeviceProfile profile, Workload workload) {
        StepCost cost = new StepCost(profile.pipeline());
        return new Simulation(
                profile,
                1,
                () -> new TieredBatching(
                        cost, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenantsAndJobs, HOUR_PICOS)),
                () -> new PrefixMemory(
                        profile.memory().contextTokens(),
                        BLOCK,
                        OutsideStore.Place.of(profile, 0),
                        PrefixMemory.Room.ON_DEMAND),
                Router::leastCalls,
                workload,
                LONGEST_ANSWER);
    }

    private static Simulation of(DeviceProfile profile, Function<StepCost, BatchPolicy> policy, Workload workload) {
        StepCost cost = new StepCost(profile.pipeline());
        return Simulation.ofOne(profile, () -> policy.apply(cost), workload, LONGEST_ANSWER);
    }
}
