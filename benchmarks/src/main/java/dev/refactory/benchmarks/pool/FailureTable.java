package dev.refactory.benchmarks.pool;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceModel;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Hedging;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.sim.Mix;
import dev.refactory.accelerator.sim.Outage;
import dev.refactory.accelerator.sim.Simulation;
import dev.refactory.accelerator.sim.Slo;
import dev.refactory.accelerator.sim.Slow;
import dev.refactory.accelerator.sim.Workload;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Eight groups that serve the Mooncake trace at four fifths of what they can, and one of them that stops or is slow:
/// what becomes of what it kept, what a spare is worth, and to know who is slow.
final class FailureTable {
    private static final long SECOND = 1_000_000_000_000L;
    private static final double SECOND_PICOS = SECOND;
    private static final int GROUPS = 8;
    private static final int BLOCK = 512;
    private static final int VICTIM = 3;
    private static final long STOPS = 20 * SECOND;
    private static final long NOTICED = STOPS + 2 * SECOND;
    private static final long OUTSIDE = 3_000_000;
    /// More than a minute and a half of them.
    private static final int CALLS = 15_000;

    private final int seeds;
    private final Runs runs;
    private final Consumer<String> out;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;
    private final StepCost cost = new StepCost(profile.pipeline());

    /// @param seeds parts of the trace
    FailureTable(int seeds, Runs runs, Consumer<String> out) {
        this.seeds = seeds;
        this.runs = runs;
        this.out = out;
    }

    void print() {
        long room = profile.memory().contextTokens();
        OutsideStore.Place tier = OutsideStore.Place.of(profile, OUTSIDE);
        double share = tier.shareOf(cost);
        Memories own = () -> new PrefixMemory(room, BLOCK, tier, PrefixMemory.Room.ON_DEMAND);
        Memories all = Memories.sharing(
                room, BLOCK, OutsideStore.Place.of(profile, GROUPS * OUTSIDE), PrefixMemory.Room.ON_DEMAND);
        stops(own, all, () -> Router.firstToken(share));
        out.accept("");
        isSlow(all, share);
        out.accept("");
        isAskedTwice(own, share);
    }

    private Simulation pool(Memories memory, Supplier<Router> router, int seed) {
        return new Simulation(
                profile,
                GROUPS,
                () -> new TieredBatching(
                        cost, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenantsAndJobs, 3600 * SECOND)),
                memory,
                router,
                Workload.of(Traces.MOONCAKE.read(), CALLS, Traces.MOONCAKE.clockNanos(), seed),
                PolicyTable.LONGEST_ANSWER);
    }

    private static Mix mix(Simulation pool, double perSecond) {
        return Mix.of(
                List.of(new Mix.Source(pool.workload(), perSecond, ServiceTier.STANDARD, "")),
                PolicyTable.LONGEST_ANSWER);
    }

    private void stops(Memories own, Memories all, Supplier<Router> router) {
        out.accept(
                "| what groups keep outside is | back | calls/s | promise kept by those that came before it was noticed"
                        + " | in the ten seconds after | from then on | first token p99 ms from then on"
                        + " | tokens kept |");
        out.accept("|---|---|---|---|---|---|---|---|");
        double[] rates = rates(own, router);
        long restart = new DeviceModel(profile).restartNanos() * 1000;
        for (Memories memory : List.of(own, all)) {
            String kept = memory == own ? "lost with it" : "all groups'";
            List<Simulation> pools = pools(memory, router);
            stopped(pools, rates, kept + " | no group stops", List.of());
            stopped(pools, rates, kept + " | never", List.of(new Outage(VICTIM, STOPS, NOTICED)));
            stopped(
                    pools,
                    rates,
                    kept + " | restarted",
                    List.of(new Outage(VICTIM, STOPS, NOTICED, NOTICED + restart)));
            stopped(pools, rates, kept + " | a spare, at once", List.of(new Outage(VICTIM, STOPS, NOTICED, NOTICED)));
        }
    }

    private List<Simulation> pools(Memories memory, Supplier<Router> router) {
        return IntStream.range(0, seeds)
                .mapToObj(seed -> pool(memory, router, seed))
                .toList();
    }

    /// Four fifths of what each part can be served of.
    private double[] rates(Memories memory, Supplier<Router> router) {
        return pools(memory, router).stream()
                .mapToDouble(pool -> 0.8 * runs.goodput(pool, Slo.B))
                .toArray();
    }

    /// What there was of each part of the trace.
    private record Done(List<Simulation> pools, List<Simulation.Run> runs) {
        String promise(long from, long to) {
            return " | "
                    + each(
                            "%.2f",
                            seed -> 100
                                    * pools.get(seed)
                                            .attainment(
                                                    runs.get(seed),
                                                    runs.get(seed).mix().between(from, to),
                                                    Slo.B))
                    + " %";
        }

        String each(String format, IntToDoubleFunction value) {
            return Runs.ofSeeds(runs.size(), format, value);
        }
    }

    /// A case of trouble, and of whom it is asked what the promise was.
    private record Trouble(String name, List<Outage> outages, List<Slow> slow, long from, long to) {}

    /// What is late is asked for twice, or not.
    private void isAskedTwice(Memories memory, double share) {
        out.accept("| one of eight | router | what is late is asked for | promise kept | first token mean ms | p99 |"
                + " p99.9 | the longest | twice |");
        out.accept("|---|---|---|---|---|---|---|---|---|");
        Supplier<Router> blind = () -> Router.firstToken(share);
        Supplier<Router> seeing = () -> Router.firstTokenAndQuarantine(share);
        double[] rates = rates(memory, blind);
        Trouble none = new Trouble("is as the others", List.of(), List.of(), 0, Outage.NEVER);
        Trouble stops = new Trouble(
                "stops, of those that came before it was noticed",
                List.of(new Outage(VICTIM, STOPS, NOTICED)),
                List.of(),
                STOPS,
                NOTICED);
        Trouble slow = new Trouble("takes 5 times as long", List.of(), List.of(new Slow(VICTIM, 5)), 0, Outage.NEVER);
        for (Trouble trouble : List.of(none, stops, slow)) {
            for (Supplier<Router> router : trouble == slow ? List.of(blind, seeing) : List.of(blind)) {
                for (boolean twice : new boolean[] {false, true}) {
                    late(pools(memory, router), rates, trouble, twice);
                }
            }
        }
    }

    private void late(List<Simulation> pools, double[] rates, Trouble trouble, boolean twice) {
        Done done = new Done(
                pools,
                IntStream.range(0, seeds)
                        .mapToObj(seed -> hedged(pools.get(seed), rates[seed], trouble, twice))
                        .toList());
        StringBuilder row = new StringBuilder("| " + trouble.name() + " | "
                + pools.getFirst().router().get().name() + " | " + (twice ? "twice" : "once")
                + done.promise(trouble.from(), trouble.to()));
        row.append(" | ")
                .append(done.each(
                        "%.0f", seed -> pools.get(seed).meanFirstTokenTime(done.runs.get(seed)) / SECOND_PICOS * 1000));
        for (double percentile : new double[] {0.99, 0.999, 1}) {
            row.append(" | ")
                    .append(done.each(
                            "%.0f",
                            seed -> {
                                Simulation.Run run = done.runs.get(seed);
                                Mix of = run.mix().between(trouble.from(), trouble.to());
                                return pools.get(seed).firstTokenTime(run, of, percentile) / SECOND_PICOS * 1000;
                            }));
        }
        out.accept(row + " | "
                + done.each("%.1f", seed -> 100.0 * done.runs.get(seed).copied() / CALLS) + " % |");
    }

    private static Simulation.Run hedged(Simulation pool, double perSecond, Trouble trouble, boolean twice) {
        Mix mix = mix(pool, perSecond);
        return twice
                ? pool.run(mix, Admission.everybody(), trouble.outages(), trouble.slow(), new Hedging(0))
                : pool.run(mix, Admission.everybody(), trouble.outages(), trouble.slow());
    }

    private Done run(List<Simulation> pools, double[] rates, List<Outage> outages, List<Slow> slow) {
        return new Done(
                pools,
                IntStream.range(0, seeds)
                        .mapToObj(seed -> pools.get(seed)
                                .run(mix(pools.get(seed), rates[seed]), Admission.everybody(), outages, slow))
                        .toList());
    }

    private void stopped(List<Simulation> pools, double[] rates, String what, List<Outage> outages) {
        Done done = run(pools, rates, outages, List.of());
        out.accept("| " + what + " | " + done.each("%.0f", seed -> rates[seed])
                + done.promise(STOPS, NOTICED)
                + done.promise(NOTICED, NOTICED + 10 * SECOND)
                + done.promise(NOTICED + 10 * SECOND, Outage.NEVER)
                + " | "
                + done.each(
                        "%.0f",
                        seed -> {
                            Simulation.Run run = done.runs.get(seed);
                            Mix after = run.mix().between(NOTICED, Outage.NEVER);
                            return pools.get(seed).firstTokenTime(run, after, 0.99) / SECOND_PICOS * 1000;
                        })
                + " | "
                + done.each(
                        "%.1f",
                        seed -> 100.0
                                * done.runs.get(seed).keptTokens()
                                / done.runs.get(seed).promptTokens())
                + " % |");
    }

    private void isSlow(Memories memory, double share) {
        out.accept("| one of eight takes times as long | router | promise kept | first token mean ms | p99 |");
        out.accept("|---|---|---|---|---|");
        List<Supplier<Router>> routers =
                List.of(() -> Router.firstToken(share), () -> Router.firstTokenAndQuarantine(share));
        double[] rates = rates(memory, routers.getFirst());
        for (int times : new int[] {1, 2, 5, 20}) {
            for (Supplier<Router> router : routers) {
                List<Simulation> pools = pools(memory, router);
                Done done = run(pools, rates, List.of(), List.of(new Slow(VICTIM, times)));
                out.accept("| " + times + " | " + router.get().name() + done.promise(0, Outage.NEVER)
                        + " | "
                        + done.each(
                                "%.0f",
                                seed -> pools.get(seed).meanFirstTokenTime(done.runs.get(seed)) / SECOND_PICOS * 1000)
                        + " | "
                        + done.each(
                                "%.0f",
                                seed -> pools.get(seed).firstTokenTime(done.runs.get(seed), 0.99) / SECOND_PICOS * 1000)
                        + " |");
            }
        }
    }
}
