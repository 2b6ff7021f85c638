package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.trace.Session;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Agents that work on eight repositories of 60,000 tokens, on four groups.
class SessionSimulationTest {
    private static final DeviceProfile SPARK = DeviceProfile.SPARK_SIM;
    private static final long TENTH_OF_A_SECOND = 100_000_000_000L;

    private static SessionSimulation agents(Memories memory, Supplier<Router> router) {
        return new SessionSimulation(
                SPARK, 4, ContinuousBatching::new, memory, router, Traces.agentSessions(), 500, 100, 8, 60_000, 2000);
    }

    private static ContextMemory onWafers() {
        return new PrefixMemory(SPARK.memory().contextTokens(), 128, OutsideStore.Place.NONE);
    }

    private static ContextMemory andOutside() {
        return new PrefixMemory(SPARK.memory().contextTokens(), 128, OutsideStore.Place.of(SPARK, 10_000_000));
    }

    /// Where each repository has its own group, and what it keeps is on the wafers, a third of the
    /// sessions is too many.
    @Test
    void keepingContextsOutsideServesThreeTimesAsManySessions() {
        SessionSimulation.Run kept = agents(SessionSimulationTest::andOutside, () -> Router.firstToken(0.06))
                .run(15, 1);
        SessionSimulation.Run sticky =
                agents(SessionSimulationTest::onWafers, Router::sticky).run(5, 1);
        assertThat(kept.firstToken(0.99)).isLessThanOrEqualTo(TENTH_OF_A_SECOND);
        assertThat(kept.keptShare()).isGreaterThan(0.85);
        assertThat(sticky.firstToken(0.99)).isGreaterThan(TENTH_OF_A_SECOND);
        assertThat(sticky.meanSession()).isGreaterThan(kept.meanSession());
    }

    /// A turn begins when the one before was answered and its tool has run, however long that took.
    @Test
    void aSessionTakesItsTurns() {
        Session.Turn turn = new Session.Turn(2_000_000, 100, 5, List.of());
        SessionSimulation one = new SessionSimulation(
                SPARK,
                1,
                ContinuousBatching::new,
                () -> new ReservedMemory(SPARK.memory().contextTokens()),
                Router::leastCalls,
                List.of(new Session(List.of(turn, turn, turn))),
                1,
                0,
                1,
                0,
                2000);
        SessionSimulation.Run run = one.run(1, 1);
        assertThat(run.firstTokens()).hasSize(3);
        assertThat(run.keptShare()).isZero();
        long gaps = 2 * 2_000_000_000L;
        long atLeast = gaps + 3 * 5 * 500_000_000L;
        assertThat(run.meanSession()).isBetween((double) atLeast, atLeast * 1.1);
    }

    @Test
    void equalSeedsHaveEqualRuns() {
        SessionSimulation agents = agents(SessionSimulationTest::andOutside, () -> Router.firstToken(0.06));
        assertThat(agents.run(10, 3).firstTokens()).isEqualTo(agents.run(10, 3).firstTokens());
    }
}
