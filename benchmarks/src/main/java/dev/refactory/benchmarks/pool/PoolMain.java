package dev.refactory.benchmarks.pool;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.StaticBatching;
import dev.refactory.accelerator.sim.Bounds;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Trace;
import dev.refactory.accelerator.trace.Traces;
import dev.refactory.benchmarks.Machine;
import dev.refactory.benchmarks.Report;
import dev.refactory.kit.time.SystemTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Policy after policy on trace after trace: how many calls a second one group of simulated wafers serves
/// as promised. Everything but the speed of the simulator itself is simulated, and comes out equal on
/// every machine.
public final class PoolMain {
    private static final int LONGEST_ANSWER = 2000;
    private static final double SHARE = 0.99;
    private static final double PICOS = 1e12;

    private static final List<Function<StepCost, BatchPolicy>> POLICIES = List.of(
            cost -> new StaticBatching(false),
            cost -> new StaticBatching(true),
            cost -> new ContinuousBatching(),
            cost -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT));

    private final PoolOptions options;
    private final Report report = new Report(System.err);
    private final List<String> table = new ArrayList<>();
    private long simulated;
    private long nanos;

    private PoolMain(PoolOptions options) {
        this.options = options;
    }

    /// @param arguments flags of [PoolOptions]; see the README
    public static void main(String[] arguments) {
        PoolOptions options;
        try {
            options = PoolOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        new PoolMain(options).run();
    }

    private void run() {
        Machine.describe(report, SystemTime.wallClock());
        report.row("simulated", "one group as spark-sim, " + options.calls() + " calls, " + options.seeds() + " seeds");
        table.add("| trace | promise | policy | calls/s, of the seeds | x P0 | of the work bound"
                + " | hopeless | first token p50, p99 ms | token p99 ms |");
        table.add("|---|---|---|---|---|---|---|---|---|");
        for (Traces each : options.traces()) {
            Trace trace = each.read();
            for (Slo slo : List.of(Slo.A, Slo.B)) {
                policies(each, trace, slo);
            }
        }
        if (options.sweep()) {
            sweep();
        }
        report.row("speed of the simulator", format("%,.0f calls a second, one thread", simulated / (nanos / 1e9)));
        report.row("load average after", Machine.load());
        report.row("ended", Machine.now(SystemTime.wallClock()));
        report.print(System.out);
        System.out.println();
        table.forEach(System.out::println);
    }

    private void policies(Traces each, Trace trace, Slo slo) {
        double baseline = 0;
        for (Function<StepCost, BatchPolicy> policy : POLICIES) {
            double[] goodput = new double[options.seeds()];
            double bound = 0;
            double hopeless = 0;
            double[] times = new double[3];
            String name = "";
            for (int seed = 0; seed < options.seeds(); seed++) {
                Workload workload = Workload.of(trace, options.calls(), each.clockNanos(), seed);
                Simulation simulation = simulation(DeviceProfile.SPARK_SIM, policy, workload);
                name = simulation.policy().get().name();
                goodput[seed] = goodput(simulation, slo);
                bound += Bounds.of(DeviceProfile.SPARK_SIM, workload).callsPerSecond() / options.seeds();
                hopeless += Bounds.hopeless(DeviceProfile.SPARK_SIM, workload, slo) / options.seeds();
                Simulation.Run run = run(simulation, Math.max(goodput[seed], bound / 1000));
                times[0] += simulation.firstTokenTime(run, 0.5) / options.seeds();
                times[1] += simulation.firstTokenTime(run, 0.99) / options.seeds();
                times[2] += Simulation.tokenTime(run, workload, 0.99) / options.seeds();
            }
            double mean = Arrays.stream(goodput).average().orElse(0);
            baseline = baseline == 0 ? mean : baseline;
            table.add(format(
                    "| %s | %s | %s | %.1f (%.1f to %.1f) | %s | %.0f %% | %.1f %% | %.0f, %.0f | %.2f |",
                    trace.name(),
                    slo.name(),
                    name,
                    mean,
                    Arrays.stream(goodput).min().orElse(0),
                    Arrays.stream(goodput).max().orElse(0),
                    baseline == 0 ? "-" : format("%.1f", mean / baseline),
                    100 * mean / bound,
                    100 * hopeless,
                    times[0] / PICOS * 1e3,
                    times[1] / PICOS * 1e3,
                    times[2] / PICOS * 1e3));
            report.say(table.getLast());
        }
    }

    /// Depth, marginal cost and the cost of context are unpublished, so nothing may rest on one value of them.
    private void sweep() {
        table.add("");
        table.add(
                "| D | rho | kappa ns | P0 | P0, streaming | P1 | P3 | P1 / P0, streaming | best of the work bound |");
        table.add("|---|---|---|---|---|---|---|---|---|");
        Trace trace = Traces.AZURE_CONV.read();
        Workload workload = Workload.of(trace, options.calls(), 0, 0);
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
        double[] goodput = new double[POLICIES.size()];
        for (int i = 0; i < goodput.length; i++) {
            goodput[i] = goodput(simulation(profile, POLICIES.get(i), workload), Slo.A);
        }
        double bound = Bounds.of(profile, workload).callsPerSecond();
        table.add(format(
                "| %d | %.2f | %d | %.1f | %.1f | %.1f | %.1f | %s | %.0f %% |",
                pipeline.depth(),
                pipeline.marginalPermille() / 1000.0,
                pipeline.contextPicos() / 1000,
                goodput[0],
                goodput[1],
                goodput[2],
                goodput[3],
                goodput[1] == 0 ? "-" : format("%.1f", goodput[2] / goodput[1]),
                100 * Arrays.stream(goodput).max().orElse(0) / bound));
        report.say(table.getLast());
    }

    private static Simulation simulation(
            DeviceProfile profile, Function<StepCost, BatchPolicy> policy, Workload workload) {
        StepCost cost = new StepCost(profile.pipeline());
        return new Simulation(profile, () -> policy.apply(cost), workload, LONGEST_ANSWER);
    }

    private double goodput(Simulation simulation, Slo slo) {
        return simulation.goodput(slo, SHARE, rate -> run(simulation, rate));
    }

    private Simulation.Run run(Simulation simulation, double rate) {
        long start = System.nanoTime();
        Simulation.Run run = simulation.run(rate);
        nanos += System.nanoTime() - start;
        simulated += run.outcomes().size();
        return run;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
