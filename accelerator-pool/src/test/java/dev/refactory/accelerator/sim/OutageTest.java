package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.Admission;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Hedging;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.schedule.StaticBatching;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.trace.Traces;
import dev.refactory.testkit.Seeds;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Groups that stop, and callers that are too many.
class OutageTest {
    private static final DeviceProfile SPARK = DeviceProfile.SPARK_SIM;
    private static final StepCost COST = new StepCost(SPARK.pipeline());
    private static final long SECOND = 1_000_000_000_000L;

    private static BatchPolicy tiered() {
        return new TieredBatching(
                COST, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenants, 3600 * SECOND));
    }

    private static Mix chat(int calls, double perSecond, int sources) {
        Workload workload = Workload.of(Traces.AZURE_CONV.read(), calls, 0, 0);
        return Mix.of(
                IntStream.range(0, sources)
                        .mapToObj(source -> new Mix.Source(
                                workload, perSecond / sources, ServiceTier.INTERACTIVE, "tenant" + source))
                        .toList(),
                2000);
    }

    private static Simulation pool(int groups) {
        return new Simulation(
                SPARK,
                groups,
                OutageTest::tiered,
                () -> new ReservedMemory(SPARK.memory().contextTokens()),
                Router::leastTokens,
                Workload.of(Traces.AZURE_CONV.read(), 9000, 0, 0),
                2000);
    }

    /// The run itself checks that every call is answered once, and that no token is computed twice but those
    /// that were lost.
    @Test
    void whicheverGroupsStopWheneverNothingIsLostAndNothingIsSaidTwice() {
        Seeds.forEach(30, seed -> {
            RandomGenerator random = Seeds.random(seed);
            OutsideStore.Place outside = OutsideStore.Place.of(SPARK, 50_000);
            Memories memory = switch (random.nextInt(3)) {
                case 0 -> () -> new ReservedMemory(30_000);
                case 1 -> () -> new PrefixMemory(30_000, 128, outside, PrefixMemory.Room.ON_DEMAND);
                default -> Memories.sharing(30_000, 128, outside, PrefixMemory.Room.ON_DEMAND);
            };
            Simulation pool = new Simulation(
                    SPARK,
                    4,
                    random.nextBoolean() ? OutageTest::tiered : ContinuousBatching::new,
                    memory,
                    random.nextBoolean() ? Router::leastTokens : () -> Router.firstTokenAndQuarantine(0.01),
                    Workload.of(Traces.AZURE_CONV.read(), 300, 0, 0),
                    2000);
            Mix mix = chat(300, 100 + random.nextInt(800), 1);
            long span = mix.arrivals().getLast().call().arrivalPicos();
            List<Outage> outages = IntStream.range(0, 1 + random.nextInt(3))
                    .mapToObj(group -> {
                        long at = random.nextLong(span + SECOND);
                        long noticed = at + random.nextLong(SECOND);
                        return random.nextBoolean()
                                ? new Outage(group, at, noticed)
                                : new Outage(group, at, noticed, noticed + random.nextLong(2 * SECOND));
                    })
                    .toList();
            List<Slow> slow = List.of(new Slow(3, 1 + random.nextInt(10), random.nextLong(2 * SECOND)));
            Simulation.Run run = random.nextBoolean()
                    ? pool.run(mix, Admission.everybody(), outages, slow)
                    : pool.run(mix, Admission.everybody(), outages, slow, new Hedging(random.nextLong(SECOND)));
            assertThat(run.refused()).isZero();
        });
    }

    /// Of eight groups at four fifths of what they can.
    @Test
    void oneGroupLessIsHardlyNoticed() {
        Simulation pool = pool(8);
        double rate = 0.8 * 1090;
        Mix mix = chat(9000, rate, 2);
        long at = 6 * SECOND;
        long noticed = at + 2 * SECOND;
        Simulation.Run run = pool.run(mix, Admission.everybody(), List.of(new Outage(3, at, noticed)));
        assertThat(pool.attainment(run, mix.between(at, at + 60 * SECOND), Slo.A))
                .isGreaterThan(0.98);
        assertThat(pool.attainment(run, mix.between(noticed + SECOND, Long.MAX_VALUE), Slo.A))
                .isGreaterThan(0.99);
    }

    /// Of two groups at four fifths of what they can: one alone cannot keep up.
    @Test
    void aGroupThatComesBackTakesItsShareAgain() {
        Simulation pool = pool(2);
        Mix mix = chat(9000, 250, 2);
        long at = 6 * SECOND;
        Mix later = mix.between(20 * SECOND, Long.MAX_VALUE);
        Simulation.Run gone = pool.run(mix, Admission.everybody(), List.of(new Outage(0, at, at + SECOND)));
        Simulation.Run back =
                pool.run(mix, Admission.everybody(), List.of(new Outage(0, at, at + SECOND, at + 3 * SECOND)));
        assertThat(pool.attainment(gone, later, Slo.A)).isLessThan(0.5);
        assertThat(pool.attainment(back, later, Slo.A)).isGreaterThan(0.99);
    }

    private static Simulation mooncake(Memories memory, Supplier<Router> router) {
        return new Simulation(
                SPARK,
                4,
                OutageTest::tiered,
                memory,
                router,
                Workload.of(Traces.MOONCAKE.read(), 3000, Traces.MOONCAKE.clockNanos(), 0),
                2000);
    }

    private static Mix of(Simulation pool, double perSecond) {
        return Mix.of(List.of(new Mix.Source(pool.workload(), perSecond, ServiceTier.STANDARD, "")), 2000);
    }

    /// In a store of all groups what the lost one had computed is there for the others.
    @Test
    void whatALostGroupHadKeptOutsideServesTheOthers() {
        long room = SPARK.memory().contextTokens();
        OutsideStore.Place each = OutsideStore.Place.of(SPARK, 3_000_000);
        OutsideStore.Place all = OutsideStore.Place.of(SPARK, 12_000_000);
        Supplier<Router> router = () -> Router.firstToken(0.01);
        Simulation own = mooncake(() -> new PrefixMemory(room, 512, each), router);
        Simulation shared = mooncake(Memories.sharing(room, 512, all, PrefixMemory.Room.RESERVED), router);
        List<Outage> outages = List.of(new Outage(2, 20 * SECOND, 21 * SECOND, 21 * SECOND));
        long lostApart = computedAgain(own, outages);
        long lostTogether = computedAgain(shared, outages);
        assertThat(lostApart).isPositive();
        assertThat(lostTogether).isLessThan(lostApart / 2);
    }

    private static long computedAgain(Simulation pool, List<Outage> outages) {
        Mix mix = of(pool, 60);
        return pool.run(mix, Admission.everybody(), List.of()).keptTokens()
                - pool.run(mix, Admission.everybody(), outages).keptTokens();
    }

    /// Nobody is told that it is slow: its steps say so.
    @Test
    void aSlowGroupIsPutInQuarantine() {
        Memories memory = () -> new ReservedMemory(SPARK.memory().contextTokens());
        Simulation blind = mooncake(memory, () -> Router.firstToken(0.01));
        Simulation seeing = mooncake(memory, () -> Router.firstTokenAndQuarantine(0.01));
        List<Slow> slow = List.of(new Slow(1, 10));
        Simulation.Run suffered = blind.run(of(blind, 25), Admission.everybody(), List.of(), slow);
        Simulation.Run avoided = seeing.run(of(seeing, 25), Admission.everybody(), List.of(), slow);
        assertThat(blind.attainment(suffered, Slo.B)).isLessThan(0.985);
        assertThat(seeing.attainment(avoided, Slo.B)).isGreaterThan(0.99);
        assertThat(seeing.run(of(seeing, 25)).busyPicos())
                .as("where nobody is slow it changes nothing")
                .isEqualTo(blind.run(of(blind, 25)).busyPicos());
        assertThatIllegalArgumentException().isThrownBy(() -> new Slow(0, 0));
    }

    @Test
    void whoBecomesWellIsAskedAgain() {
        Memories memory = () -> new ReservedMemory(SPARK.memory().contextTokens());
        Simulation pool = mooncake(memory, () -> Router.firstTokenAndQuarantine(0.01));
        Mix mix = of(pool, 25);
        long well = 10 * SECOND;
        Mix later = mix.between(60 * SECOND, Long.MAX_VALUE);
        long always = firstTokens(pool, mix, later, new Slow(1, 10));
        long once = firstTokens(pool, mix, later, new Slow(1, 10, well));
        long never = firstTokens(pool, mix, later, new Slow(1, 1));
        assertThat(once).isLessThan(always).isCloseTo(never, withinPercentage(2));
    }

    @Test
    void stepsThatBeginWhenItIsWellTakeWhatTheyShould() {
        StepCost slow = new StepCost(new Slow(0, 3).of(SPARK.pipeline()));
        long expected = slow.step(1000, StepCost.promptContexts(0, 1000));
        long well = expected + 10 * slow.step(1, 1000) + 1;
        for (int context = 1001; context < 1040; context++) {
            expected += (expected >= well ? COST : slow).step(1, context);
        }
        Outcomes outcomes = new Outcomes(new long[] {0});
        GroupEngine engine = new GroupEngine(
                new Slow(0, 3).of(SPARK.pipeline()),
                SPARK.pipeline(),
                well,
                new ReservedMemory(10_000),
                new ContinuousBatching(),
                outcomes);
        engine.arrive(new Call(0, 0, 1000, 50), 40);
        engine.finish();
        assertThat(outcomes.total(0)).isCloseTo(expected, within(40L));
    }

    private static long firstTokens(Simulation pool, Mix mix, Mix of, Slow slow) {
        return pool.firstTokenTime(pool.run(mix, Admission.everybody(), List.of(), List.of(slow)), of, 0.5);
    }

    @Test
    void anAnswerGoesOnWhereItWasBrokenOff() {
        Outcomes outcomes = new Outcomes(new long[] {0});
        GroupEngine engine =
                new GroupEngine(SPARK.pipeline(), new ReservedMemory(10_000), new ContinuousBatching(), outcomes);
        Call call = new Call(0, 0, 1000, 50);
        engine.arrive(call, 40);
        long first = COST.step(1000, StepCost.promptContexts(0, 1000));
        engine.stopAt(first + COST.steps(1, 1001, 7));
        assertThat(engine.surrender()).containsExactly(new GroupEngine.Left(call, 1000, 8, 40));
        assertThat(engine.arrive(new Call(1, SECOND, 10, 5), 1)).isTrue();
        engine.advance(2 * SECOND);
        assertThat(engine.surrender()).as("who comes later waits in vain").hasSize(2);
    }

    @Test
    void aStepThatIsNotOverIsLost() {
        GroupEngine engine = new GroupEngine(
                SPARK.pipeline(), new ReservedMemory(10_000), new ContinuousBatching(), new Outcomes(new long[] {0}));
        Call call = new Call(0, 0, 1000, 50);
        engine.arrive(call, 40);
        long first = COST.step(1000, StepCost.promptContexts(0, 1000));
        engine.stopAt(first - 1);
        assertThat(engine.surrender()).containsExactly(new GroupEngine.Left(call, 0, 0, 40));
    }

    @Test
    void whoHoldsAnswersBackCannotHandThemOver() {
        GroupEngine engine = new GroupEngine(
                SPARK.pipeline(), new ReservedMemory(10), new StaticBatching(false), new Outcomes(new long[] {0}));
        assertThatIllegalStateException().isThrownBy(engine::surrender).withMessageContaining("P0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Outage(0, 5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new Outage(0, 5, 6, 5));
    }

    /// Twice as many calls as are served as promised.
    @Test
    void whoeverIsRefusedAtOnceDoesNotHoldUpTheOthers() {
        Simulation group = Simulation.ofOne(
                SPARK,
                () -> new ChunkedPrefill(COST, ChunkedPrefill.Target.DEFAULT),
                Workload.of(Traces.AZURE_CONV.read(), 4000, 0, 0),
                2000);
        double peak = 154;
        assertThat(group.attainment(group.run(peak), Slo.A)).isGreaterThan(0.99);
        Mix twice = chat(4000, 2 * peak, 1);
        Simulation.Run all = group.run(twice, Admission.everybody(), List.of());
        Simulation.Run some =
                group.run(twice, Admission.withinFirstToken(COST, Slo.A.firstTokenPicos() / 5), List.of());
        assertThat(2 * group.attainment(all, Slo.A)).as("of the peak").isLessThan(0.3);
        assertThat(2 * group.attainment(some, Slo.A)).as("of the peak").isGreaterThan(0.9);
        assertThat(some.refused()).isBetween(800, 1400);
    }
}
