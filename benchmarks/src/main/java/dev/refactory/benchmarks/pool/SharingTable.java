package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.FirstCome;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.sim.Mix;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One group that different callers share: tiers, and tenants.
final class SharingTable {
    private static final int LONGEST = PolicyTable.LONGEST_ANSWER;
    private static final long HOUR_PICOS = 3_600_000_000_000_000L;
    private static final double SECOND_PICOS = 1e12;
    /// Half as much again as was recorded, 8,819 calls in 3,400 seconds.
    private static final double WAITING_RATE = 1.5 * 8819 / 3400;

    private final StepCost cost = new StepCost(DeviceProfile.SPARK_SIM.pipeline());
    private final Map<String, Supplier<BatchPolicy>> policies = new TreeMap<>(Map.of(
            "1 P3, in the order of arrival",
            () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT),
            "2 and tiers in the queue",
            () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT, new ByTier(FirstCome::new, HOUR_PICOS)),
            "3 P7, and tiers within steps",
            () -> new TieredBatching(cost, TieredBatching.Settings.DEFAULT, new ByTier(FirstCome::new, HOUR_PICOS)),
            "4 P7 and P7b, and fair shares",
            () -> new TieredBatching(
                    cost, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenants, HOUR_PICOS))));
    private final Consumer<String> out;

    SharingTable(Consumer<String> out) {
        this.out = out;
    }

    void print() {
        tiers();
        out.accept("");
        tenants();
    }

    private Simulation group(Supplier<BatchPolicy> policy, Workload workload) {
        return Simulation.ofOne(DeviceProfile.SPARK_SIM, policy, workload, LONGEST);
    }

    private void tiers() {
        out.accept("| policy | interactive calls while bulk is there | promise A kept | first token p99 s"
                + " | bulk done s | of its throughput alone under P3 |");
        out.accept("|---|---|---|---|---|---|");
        Workload waiting = Workload.of(Traces.AZURE_CODE.read(), Integer.MAX_VALUE, 0, 0);
        Workload backlog = Workload.of(Traces.MOONCAKE.read(), 12_000, 0, 0);
        Mix.Source bulk = new Mix.Source(backlog, 0, ServiceTier.BULK, "nightly");
        Mix alone = Mix.of(List.of(bulk), LONGEST);
        Mix.Source interactive = new Mix.Source(waiting, WAITING_RATE, ServiceTier.INTERACTIVE, "developers");
        Mix shared = Mix.of(List.of(interactive, bulk), LONGEST);
        double solo = 0;
        for (Map.Entry<String, Supplier<BatchPolicy>> each : policies.entrySet()) {
            Simulation group = group(each.getValue(), waiting);
            solo = solo == 0 ? Simulation.lastAnswer(group.run(alone), alone.of(0)) : solo;
            Simulation.Run run = group.run(shared);
            long until = Simulation.lastAnswer(run, shared.of(1));
            Mix meanwhile = shared.before(until);
            out.accept("| " + each.getKey().substring(2) + " | "
                    + meanwhile.arrivals().stream()
                            .filter(call -> call.source() == 0)
                            .count()
                    + number(" | %.2f %%", 100 * group.attainment(run, meanwhile.of(0), Slo.A))
                    + number(" | %.3f", group.firstTokenTime(run, meanwhile.of(0), 0.99) / SECOND_PICOS)
                    + number(" | %.0f", until / SECOND_PICOS) + number(" | %.1f %% |", 100 * solo / until));
        }
    }

    private void tenants() {
        out.accept("| policy | victim's first token p50, p99 s | flood's p99 s | all done s |");
        out.accept("|---|---|---|---|");
        Workload flood = Workload.of(Traces.AZURE_CONV.read(), 12_000, 0, 0);
        Workload victim = Workload.of(Traces.AZURE_CONV.read(), 550, 0, 3);
        Mix mix = Mix.of(
                List.of(
                        new Mix.Source(flood, 260, ServiceTier.STANDARD, "flood"),
                        new Mix.Source(victim, 12, ServiceTier.STANDARD, "victim")),
                LONGEST);
        Map<String, Supplier<BatchPolicy>> fairness = new TreeMap<>(Map.of(
                "1 P3, in the order of arrival",
                () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT),
                "2 P7b, fair shares",
                () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT, FairShares.ofTenants())));
        for (Map.Entry<String, Supplier<BatchPolicy>> each : fairness.entrySet()) {
            Simulation group = group(each.getValue(), flood);
            Simulation.Run run = group.run(mix);
            long done = Math.max(Simulation.lastAnswer(run, mix.of(0)), Simulation.lastAnswer(run, mix.of(1)));
            out.accept("| " + each.getKey().substring(2)
                    + number(" | %.3f", group.firstTokenTime(run, mix.of(1), 0.5) / SECOND_PICOS)
                    + number(", %.3f", group.firstTokenTime(run, mix.of(1), 0.99) / SECOND_PICOS)
                    + number(" | %.1f", group.firstTokenTime(run, mix.of(0), 0.99) / SECOND_PICOS)
                    + number(" | %.1f |", done / SECOND_PICOS));
        }
    }
}
