package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

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
import java.util.function.Supplier;

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

    private final Runs runs;
    private final Consumer<String> out;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;
    private final StepCost cost = new StepCost(profile.pipeline());

    FailureTable(Runs runs, Consumer<String> out) {
        this.runs = runs;
        this.out = out;
    }

    void print() {
        long room = profile.memory().contextTokens();
        OutsideStore.Tier tier = OutsideStore.Tier.of(profile, OUTSIDE);
        double share = tier.shareOf(cost);
        Memories own = () -> new PrefixMemory(room, BLOCK, tier, PrefixMemory.Room.ON_DEMAND);
        Memories all = Memories.sharing(
                room, BLOCK, OutsideStore.Tier.of(profile, GROUPS * OUTSIDE), PrefixMemory.Room.ON_DEMAND);
        stops(pool(own, () -> Router.firstToken(share)), pool(all, () -> Router.firstToken(share)));
        out.accept("");
        isSlow(all, share);
    }

    private Simulation pool(Memories memory, Supplier<Router> router) {
        return new Simulation(
                profile,
                GROUPS,
                () -> new TieredBatching(
                        cost, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenantsAndJobs, 3600 * SECOND)),
                memory,
                router,
                Workload.of(Traces.MOONCAKE.read(), CALLS, Traces.MOONCAKE.clockNanos(), 0),
                PolicyTable.LONGEST_ANSWER);
    }

    private static Mix mix(Simulation pool, double perSecond) {
        return Mix.of(
                List.of(new Mix.Source(pool.workload(), perSecond, ServiceTier.STANDARD, "")),
                PolicyTable.LONGEST_ANSWER);
    }

    private void stops(Simulation own, Simulation all) {
        out.accept(
                "| what groups keep outside is | back | calls/s | promise kept by those that came before it was noticed"
                        + " | in the ten seconds after | from then on | first token p99 ms from then on"
                        + " | tokens kept |");
        out.accept("|---|---|---|---|---|---|---|---|");
        double rate = 0.8 * runs.goodput(own, Slo.B);
        long restart = new DeviceModel(profile).restartNanos() * 1000;
        for (Simulation pool : List.of(own, all)) {
            String kept = pool == own ? "lost with it" : "all groups'";
            stopped(pool, rate, kept, "no group stops", List.of());
            stopped(pool, rate, kept, "never", List.of(new Outage(VICTIM, STOPS, NOTICED)));
            stopped(pool, rate, kept, "restarted", List.of(new Outage(VICTIM, STOPS, NOTICED, NOTICED + restart)));
            stopped(pool, rate, kept, "a spare, at once", List.of(new Outage(VICTIM, STOPS, NOTICED, NOTICED)));
        }
    }

    private void stopped(Simulation pool, double rate, String kept, String back, List<Outage> outages) {
        Simulation.Run run = pool.run(mix(pool, rate), Admission.everybody(), outages);
        Mix after = run.mix().between(NOTICED, Outage.NEVER);
        out.accept("| " + kept + " | " + back + number(" | %.0f", rate)
                + promise(pool, run, run.mix().between(STOPS, NOTICED))
                + promise(pool, run, run.mix().between(NOTICED, NOTICED + 10 * SECOND))
                + promise(pool, run, run.mix().between(NOTICED + 10 * SECOND, Outage.NEVER))
                + number(" | %.0f", pool.firstTokenTime(run, after, 0.99) / SECOND_PICOS * 1000)
                + number(" | %.1f %% |", 100.0 * run.keptTokens() / run.promptTokens()));
    }

    private void isSlow(Memories memory, double share) {
        out.accept("| one of eight takes times as long | router | promise kept | first token mean, p99 ms |");
        out.accept("|---|---|---|---|");
        List<Supplier<Router>> routers =
                List.of(() -> Router.firstToken(share), () -> Router.firstTokenAndQuarantine(share));
        double rate = 0.8 * runs.goodput(pool(memory, routers.getFirst()), Slo.B);
        for (int times : new int[] {1, 2, 5, 20}) {
            for (Supplier<Router> router : routers) {
                Simulation pool = pool(memory, router);
                Simulation.Run run =
                        pool.run(mix(pool, rate), Admission.everybody(), List.of(), List.of(new Slow(VICTIM, times)));
                out.accept("| " + times + " | " + router.get().name() + promise(pool, run, run.mix())
                        + number(" | %.0f", pool.meanFirstTokenTime(run) / SECOND_PICOS * 1000)
                        + number(", %.0f |", pool.firstTokenTime(run, 0.99) / SECOND_PICOS * 1000));
            }
        }
    }

    private static String promise(Simulation pool, Simulation.Run run, Mix of) {
        return number(" | %.2f %%", 100 * pool.attainment(run, of, Slo.B));
    }
}
