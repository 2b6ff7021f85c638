package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceModel;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.sim.Mix;
import dev.refactory.accelerator.sim.Outage;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// More calls than can be served, and a group that stops.
final class TroubleTable {
    private static final long SECOND = 1_000_000_000_000L;
    private static final double SECOND_PICOS = SECOND;
    private static final long STOPS = 40 * SECOND;
    private static final int LONGEST_ANSWER = 2000;
    private static final int GROUPS = 8;
    private static final int TENANTS = 8;
    /// Of each tenant, which last for two minutes at the pool's rate.
    private static final int CALLS = 12_000;

    private final PoolOptions options;
    private final Runs runs;
    private final Consumer<String> out;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;
    private final StepCost cost = new StepCost(profile.pipeline());

    TroubleTable(PoolOptions options, Runs runs, Consumer<String> out) {
        this.options = options;
        this.runs = runs;
        this.out = out;
    }

    void print() {
        overload();
        out.accept("");
        outage();
    }

    /// One group under P3, promise A.
    private void overload() {
        out.accept("| calls, of the most that are served as promised | taken in | refused at once"
                + " | calls/s served as promised, of the most |");
        out.accept("|---|---|---|---|");
        Workload chat = Workload.of(Traces.AZURE_CONV.read(), options.calls(), 0, 0);
        Simulation group = Simulation.ofOne(
                profile, () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT), chat, LONGEST_ANSWER);
        double most = runs.goodput(group, Slo.A);
        Admission early = Admission.withinFirstToken(cost, Slo.A.firstTokenPicos() / 5);
        for (double times : new double[] {1, 1.5, 2, 3}) {
            for (Admission admission : List.of(Admission.everybody(), early)) {
                Mix mix = Mix.of(List.of(new Mix.Source(chat, times * most, ServiceTier.STANDARD, "")), LONGEST_ANSWER);
                Simulation.Run run = group.run(mix, admission, List.of());
                out.accept(number("| %.1f", times) + " | " + admission.name()
                        + number(
                                " | %.1f %%",
                                100.0 * run.refused() / mix.arrivals().size())
                        + number(" | %.0f %% |", 100 * times * group.attainment(run, Slo.A) / Runs.SHARE));
            }
        }
    }

    /// Eight groups under the full stack at four fifths of what they serve as promised.
    private void outage() {
        out.accept("| noticed after | back | calls/s | promise kept in the minute from then on"
                + " | in it without the outage | until it was noticed | in the first second after | in the next nine"
                + " | when a restarted one is back |");
        out.accept("|---|---|---|---|---|---|---|---|---|");
        Workload any = Workload.of(Traces.AZURE_CONV.read(), CALLS, 0, 0);
        Simulation pool = new Simulation(
                profile,
                GROUPS,
                this::policy,
                () -> new PrefixMemory(
                        profile.memory().contextTokens(),
                        128,
                        OutsideStore.Tier.of(profile, 0),
                        PrefixMemory.Room.ON_DEMAND),
                Router::leastTokens,
                any,
                LONGEST_ANSWER);
        double rate = 0.8 * pool.goodput(Slo.A, Runs.SHARE, perSecond -> pool.run(tenants(perSecond)));
        Simulation.Run calm = pool.run(tenants(rate));
        for (int seconds : new int[] {2, 5, 10}) {
            long noticed = STOPS + seconds * SECOND;
            outageRow(pool, rate, calm, new Outage(3, STOPS, noticed));
            outageRow(pool, rate, calm, new Outage(3, STOPS, noticed, noticed + restart()));
        }
    }

    private void outageRow(Simulation pool, double rate, Simulation.Run calm, Outage outage) {
        Simulation.Run run = pool.run(tenants(rate), Admission.everybody(), List.of(outage));
        long noticed = outage.noticedPicos();
        boolean back = outage.backPicos() != Outage.NEVER;
        out.accept(number("| %.0f s", (noticed - STOPS) / SECOND_PICOS)
                + (back ? number(" | after %.1f s", (outage.backPicos() - noticed) / SECOND_PICOS) : " | never")
                + number(" | %.0f", rate)
                + kept(pool, run, STOPS, STOPS + 60 * SECOND)
                + kept(pool, calm, STOPS, STOPS + 60 * SECOND)
                + kept(pool, run, STOPS, noticed)
                + kept(pool, run, noticed, noticed + SECOND)
                + kept(pool, run, noticed + SECOND, noticed + 10 * SECOND)
                + kept(pool, run, noticed + restart(), Outage.NEVER) + " |");
    }

    private long restart() {
        return new DeviceModel(profile).restartNanos() * 1000;
    }

    /// Each sends another part of the trace, so that they do not all burst at once.
    private static Mix tenants(double perSecond) {
        return Mix.of(
                IntStream.range(0, TENANTS)
                        .mapToObj(tenant -> new Mix.Source(
                                Workload.of(Traces.AZURE_CONV.read(), CALLS, 0, tenant),
                                perSecond / TENANTS,
                                ServiceTier.INTERACTIVE,
                                "tenant" + tenant))
                        .toList(),
                LONGEST_ANSWER);
    }

    private BatchPolicy policy() {
        return new TieredBatching(
                cost, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenantsAndJobs, 3600 * SECOND));
    }

    private static String kept(Simulation pool, Simulation.Run run, long from, long to) {
        return number(" | %.2f %%", 100 * pool.attainment(run, run.mix().between(from, to), Slo.A));
    }
}
