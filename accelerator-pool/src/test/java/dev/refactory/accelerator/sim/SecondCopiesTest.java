package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.Hedging;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a second group is asked for. That nothing is lost or said twice, whichever groups stop, is in [OutageTest].
class SecondCopiesTest {
    private static final DeviceProfile SPARK = DeviceProfile.SPARK_SIM;
    private static final long SECOND = 1_000_000_000_000L;
    private static final int CALLS = 2000;

    private final Simulation pool = new Simulation(
            SPARK,
            4,
            ContinuousBatching::new,
            () -> new ReservedMemory(SPARK.memory().contextTokens()),
            Router::leastTokens,
            Workload.of(Traces.AZURE_CONV.read(), CALLS, 0, 0),
            2000);
    private final Mix mix = Mix.of(List.of(new Mix.Source(pool.workload(), 100, ServiceTier.INTERACTIVE, "")), 2000);

    private Simulation.Run hedged(List<Outage> outages) {
        return pool.run(mix, Admission.everybody(), outages, List.of(), new Hedging(0));
    }

    /// Nobody notices for five seconds that it has stopped.
    @Test
    void whatAStoppedGroupOwesAnotherAnswers() {
        List<Outage> stops = List.of(new Outage(1, 4 * SECOND, 9 * SECOND));
        long waited = pool.firstTokenTime(pool.run(mix, Admission.everybody(), stops), 1);
        long asked = pool.firstTokenTime(hedged(stops), 1);
        assertThat(waited).isGreaterThan(4 * SECOND);
        assertThat(asked).isLessThan(SECOND);
    }

    @Test
    void aTwentiethOfTheCallsIsAskedForTwiceAtMost() {
        assertThat(hedged(List.of()).copied()).isBetween(1, CALLS / 20);
        assertThat(pool.run(mix).copied()).isZero();
        Simulation one = Simulation.ofOne(SPARK, ContinuousBatching::new, pool.workload(), 2000);
        assertThat(one.run(mix, Admission.everybody(), List.of(), List.of(), new Hedging(0))
                        .copied())
                .as("nobody else is there")
                .isZero();
    }

    private final Outcomes outcomes = new Outcomes(new long[] {0});
    private final Hedging hedging = new Hedging(0);
    private final SecondCopies copies = new SecondCopies(hedging, outcomes);
    private final GroupEngine first = group();
    private final GroupEngine second = group();
    private final Call call = new Call(0, 0, 1000, 10);

    private GroupEngine group() {
        return new GroupEngine(
                SPARK.pipeline(), new ReservedMemory(10_000), new ContinuousBatching(), new Outcomes(new long[1]));
    }

    private void sendTwice() {
        copies.sent(call, 10, first);
        first.arrive(call, 10);
        Call copy = new Call(0, 5, 1000, 10);
        second.arrive(copy, 10);
        copies.copied(new SecondCopies.Sent(call, 10, first), copy, second);
    }

    /// Groups get on one after the other, so that the later token may be told before.
    @Test
    void whoBeginsFirstAnswers() {
        sendTwice();
        copies.first(first, 0, 90);
        copies.last(first, 0, 99);
        copies.first(second, 0, 80);
        copies.settle();
        assertThat(outcomes.firstToken(0)).isEqualTo(80);
        assertThat(outcomes.answered(0)).isFalse();
        copies.last(second, 0, 120);
        assertThat(outcomes.total(0)).isEqualTo(120);
    }

    @Test
    void whatOnlyWaitsIsTakenBack() {
        sendTwice();
        copies.first(first, 0, 90);
        copies.settle();
        assertThat(second.calls()).isZero();
        assertThat(copies.tokens()).isZero();
        assertThat(copies.copied()).isEqualTo(1);
    }

    @Test
    void whoIsLeftGoesOnWhenTheOtherIsLost() {
        sendTwice();
        second.advance(6);
        copies.first(first, 0, 90);
        copies.settle();
        first.advance(SECOND / 1000);
        assertThat(copies.lost(first, List.of(new GroupEngine.Left(call, 1000, 1, 10)), 100))
                .isEmpty();
        copies.last(second, 0, 200);
        assertThat(outcomes.total(0)).isEqualTo(200);
    }

    @Test
    void whoIsLostAfterTheOtherWasTakenBackLosesTheCall() {
        sendTwice();
        copies.first(first, 0, 90);
        copies.settle();
        GroupEngine.Left left = new GroupEngine.Left(call, 1000, 1, 10);
        assertThat(copies.lost(first, List.of(left), 100)).containsExactly(left);
    }

    @Test
    void aTokenOfWhoeverIsLeftCountsFromWhenTheOtherWasNoticed() {
        sendTwice();
        second.advance(6);
        copies.first(first, 0, 90);
        copies.settle();
        copies.last(second, 0, 95);
        assertThat(outcomes.answered(0)).isFalse();
        copies.lost(first, List.of(new GroupEngine.Left(call, 1000, 1, 10)), 100);
        assertThat(outcomes.total(0)).isEqualTo(100);
    }

    private void knowAnswers() {
        for (int i = 0; i < Hedging.LEAST_KNOWN; i++) {
            hedging.answered(1);
        }
    }

    @Test
    void oneInTwentyIsAskedForTwiceHoweverLateAllAre() {
        knowAnswers();
        for (int id = 1; id < 20; id++) {
            copies.sent(new Call(id, 0, 1000, 10), 10, first);
            assertThat(copies.next(SECOND)).isNull();
        }
        copies.sent(new Call(20, 0, 1000, 10), 10, first);
        assertThat(copies.next(3000)).as("no more than others took").isNull();
        assertThat(copies.next(SECOND)).isNotNull();
        assertThat(copies.next(SECOND)).isNull();
    }

    @Test
    void whoIsLeftAloneMayBeAskedForTwiceAgain() {
        knowAnswers();
        for (int i = 0; i < 20; i++) {
            hedging.sent();
        }
        sendTwice();
        assertThat(copies.next(SECOND)).isNull();
        assertThat(copies.lost(first, List.of(new GroupEngine.Left(call, 0, 0, 10)), 100))
                .isEmpty();
        assertThat(copies.next(SECOND)).isNotNull();
    }
}
