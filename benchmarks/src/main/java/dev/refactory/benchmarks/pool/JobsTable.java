package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.CallQueue;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.FirstCome;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.sim.Bounds;
import dev.refactory.accelerator.sim.Mix;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Traces;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Jobs of very different sizes on one group: what it is worth that the job comes next that was given least (P7c).
final class JobsTable {
    private static final int LONGEST_ANSWER = 2000;
    private static final int CALLS = 30_000;
    private static final int LARGEST_JOB = 512;
    private static final double SECOND_PICOS = 1e12;
    private static final long HOUR_PICOS = 3_600_000_000_000_000L;

    private final PoolOptions options;
    private final Consumer<String> out;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;
    private final StepCost cost = new StepCost(profile.pipeline());

    JobsTable(PoolOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    void print() {
        out.accept("| load, of the work bound | order within a tier | a job takes s, mean of the seeds | p50 | p99"
                + " | mean, of that in the order of arrival |");
        out.accept("|---|---|---|---|---|---|");
        for (double load : new double[] {0.7, 0.8, 0.9}) {
            double baseline = row(load, "of arrival", FirstCome::new, 0);
            row(load, "P7c, by what jobs were given", FairShares::ofJobs, baseline);
        }
    }

    private double row(double load, String order, Supplier<CallQueue> queue, double baseline) {
        double[] mean = new double[options.seeds()];
        double middle = 0;
        double late = 0;
        for (int seed = 0; seed < options.seeds(); seed++) {
            double[] times = times(load, queue, seed);
            mean[seed] = Arrays.stream(times).average().orElseThrow();
            middle += times[times.length / 2] / options.seeds();
            late += times[times.length * 99 / 100] / options.seeds();
        }
        double all = Runs.mean(mean);
        out.accept(number("| %.0f %%", 100 * load) + " | " + order + number(" | %.2f", all)
                + number(" (%.2f", Runs.least(mean)) + number(" to %.2f)", Runs.most(mean)) + number(" | %.2f", middle)
                + number(" | %.2f", late) + number(" | %.0f %% |", 100 * all / (baseline == 0 ? all : baseline)));
        return all;
    }

    /// From each job's submission to its last answer, in seconds, sorted.
    private double[] times(double load, Supplier<CallQueue> queue, long seed) {
        Workload chat = Workload.of(Traces.AZURE_CONV.read(), options.calls(), 0, seed);
        double rate = load * Bounds.of(profile, chat).callsPerSecond();
        Mix mix = Mix.ofJobs(chat, rate, CALLS, LARGEST_JOB, seed, LONGEST_ANSWER);
        Simulation group = Simulation.ofOne(
                profile,
                () -> new TieredBatching(cost, TieredBatching.Settings.DEFAULT, new ByTier(queue, HOUR_PICOS)),
                chat,
                LONGEST_ANSWER);
        Simulation.Run run = group.run(mix);
        double[] times = new double[mix.arrivals().getLast().source() + 1];
        for (Mix.Arrival each : mix.arrivals()) {
            double time = run.outcomes().total(each.call().id()) / SECOND_PICOS;
            times[each.source()] = Math.max(times[each.source()], time);
        }
        Arrays.sort(times);
        return times;
    }
}
