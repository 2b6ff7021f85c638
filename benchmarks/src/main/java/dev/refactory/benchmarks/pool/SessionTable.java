package dev.refactory.benchmarks.pool;

import static dev.refactory.benchmarks.Sample.number;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.sim.SessionSimulation;
import dev.refactory.accelerator.trace.Session;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Agents that send their context again with each call: what keeping it outside of the wafers is worth.
final class SessionTable {
    private static final long TENTH_PICOS = 100_000_000_000L;
    private static final double SECOND_PICOS = 1e12;

    private final Consumer<String> out;
    private final DeviceProfile profile = DeviceProfile.SPARK_SIM;
    private final List<Session> sessions = Traces.agentSessions();

    SessionTable(Consumer<String> out) {
        this.out = out;
    }

    void print() {
        out.accept("| kept | router | sessions/s with a first token p99 of 0.1 s | at 10 sessions/s:"
                + " first token p50, p99 s"
                + " | tokens kept | a session s |");
        out.accept("|---|---|---|---|---|---|");
        long room = profile.memory().contextTokens();
        OutsideStore.Place tier = OutsideStore.Place.of(profile, 10_000_000);
        double share = tier.shareOf(new StepCost(profile.pipeline()));
        Memories wafers = () -> new PrefixMemory(room, Session.BLOCK_TOKENS, OutsideStore.Place.NONE);
        Memories outside = () -> new PrefixMemory(room, Session.BLOCK_TOKENS, tier);
        row("on the wafers", wafers, Router::sticky);
        row("on the wafers", wafers, () -> Router.firstToken(share));
        row("and 10 M tokens outside", outside, Router::sticky);
        row("and 10 M tokens outside", outside, () -> Router.firstToken(share));
    }

    private void row(String kept, Memories memory, Supplier<Router> router) {
        SessionSimulation agents = new SessionSimulation(
                profile, 4, ContinuousBatching::new, memory, router, sessions, 900, 100, 8, 60_000, 2000);
        double capacity = agents.capacity(Runs.SHARE, TENTH_PICOS, 0.5, 64, 1);
        SessionSimulation.Run run = agents.run(10, 1);
        out.accept("| " + kept + " | " + router.get().name() + number(" | %.1f", capacity)
                + number(" | %.3f", run.firstToken(0.5) / SECOND_PICOS)
                + number(", %.3f", run.firstToken(0.99) / SECOND_PICOS)
                + number(" | %.1f %%", 100 * run.keptShare())
                + number(" | %.1f |", run.meanSession() / SECOND_PICOS));
    }
}
