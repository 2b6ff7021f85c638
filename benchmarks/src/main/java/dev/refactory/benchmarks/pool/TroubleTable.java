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
        Admission early = Admission.withinFirstToken(cost, Slo.A.firstTokenPicos() / 5);
        List<Overload> seeds = IntStream.range(0, options.seeds())
                .mapToObj(seed -> {
                    Simulation group = group(seed);
                    return new Overload(group, runs.goodput(group, Slo.A));
                })
                .toList();
        for (double times : new double[] {1, 1.5, 2, 3}) {
            for (Admission admission : List.of(Admission.everybody(), early)) {
                List<Simulation.Run> done =
                        seeds.stream().map(each -> each.run(times, admission)).toList();
                out.accept(number("| %.1f | ", times) + admission.name() + " | "
                        + Runs.ofSeeds(
                                seeds.size(),
                                "%.1f",
                                seed -> 100.0
                                        * done.get(seed).refused()
                                        / done.get(seed).mix().arrivals().size())
                        + " % | "
                        + Runs.ofSeeds(
                                seeds.size(),
                                "%.0f",
                                seed -> 100
                                        * times
                                        * seeds.get(seed).group.attainment(done.get(seed), Slo.A)
                                        / Runs.SHARE)
                        + " % |");
            }
        }
    }

    private Simulation group(int seed) {
        return Simulation.ofOne(
                profile,
                () -> new ChunkedPrefill(cost, ChunkedPrefill.Target.DEFAULT),
                Workload.of(Traces.AZURE_CONV.read(), options.calls(), 0, seed),
                LONGEST_ANSWER);
    }

    /// @param most calls a second that are served as promised
    private record Overload(Simulation group, double most) {
        Simulation.Run run(double times, Admission admission) {
            Mix.Source source = new Mix.Source(group.workload(), times * most, ServiceTier.STANDARD, "");
            return group.run(Mix.of(List.of(source), LONGEST_ANSWER), admission, List.of());
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
                        OutsideStore.Place.of(profile, 0),
                        PrefixMemory.Room.ON_DEMAND),
                Router::leastTokens,
                any,
                LONGEST_ANSWER);
        List<Calm> seeds = IntStream.range(0, options.seeds())
                .mapToObj(seed -> {
                    double most = pool.goodput(Slo.A, Runs.SHARE, perSecond -> pool.run(tenants(seed, perSecond)));
                    Mix mix = tenants(seed, 0.8 * most);
                    return new Calm(mix, 0.8 * most, pool.run(mix));
                })
                .toList();
        for (int seconds : new int[] {2, 5, 10}) {
            long noticed = STOPS + seconds * SECOND;
            outageRow(pool, seeds, new Outage(3, STOPS, noticed));
            outageRow(pool, seeds, new Outage(3, STOPS, noticed, noticed + restart()));
        }
    }

    /// @param run in which no group stops
    private record Calm(Mix mix, double rate, Simulation.Run run) {}

    private void outageRow(Simulation pool, List<Calm> seeds, Outage outage) {
        List<Simulation.Run> done = seeds.stream()
                .map(each -> pool.run(each.mix, Admission.everybody(), List.of(outage)))
                .toList();
        List<Simulation.Run> calm = seeds.stream().map(Calm::run).toList();
        long noticed = outage.noticedPicos();
        boolean back = outage.backPicos() != Outage.NEVER;
        out.accept(number("| %.0f s", (noticed - STOPS) / SECOND_PICOS)
                + (back ? number(" | after %.1f s", (outage.backPicos() - noticed) / SECOND_PICOS) : " | never")
                + " | " + Runs.ofSeeds(seeds.size(), "%.0f", seed -> seeds.get(seed).rate)
                + kept(pool, done, STOPS, STOPS + 60 * SECOND)
                + kept(pool, calm, STOPS, STOPS + 60 * SECOND)
                + kept(pool, done, STOPS, noticed)
                + kept(pool, done, noticed, noticed + SECOND)
                + kept(pool, done, noticed + SECOND, noticed + 10 * SECOND)
                + kept(pool, done, noticed + restart(), Outage.NEVER) + " |");
    }

    private long restart() {
        return new DeviceModel(profile).restartNanos() * 1000;
    }

    /// Each sends another part of the trace, so that they do not all burst at once.
    private static Mix tenants(int seed, double perSecond) {
        return Mix.of(
                IntStream.range(0, TENANTS)
                        .mapToObj(tenant -> new Mix.Source(
                                Workload.of(Traces.AZURE_CONV.read(), CALLS, 0, tenant + seed),
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

    private static String kept(Simulation pool, List<Simulation.Run> runs, long from, long to) {
        return " | "
                + Runs.ofSeeds(
                        runs.size(),
                        "%.2f",
                        seed -> 100
                                * pool.attainment(
                                        runs.get(seed), runs.get(seed).mix().between(from, to), Slo.A))
                + " %";
    }
}
