package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.api.WaitReason;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.memory.Memories;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PlainPrefixMemory;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.memory.ReservedMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.ContinuousBatching;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Iteration;
import dev.refactory.accelerator.schedule.StaticBatching;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GroupEngineTest {
    private static final long MILLI = 1_000_000_000L;
    private static final int BLOCK = 32;
    private static final StepCost COST = new StepCost(DeviceProfile.SPARK_SIM.pipeline());

    static Stream<Arguments> policies() {
        return Stream.of(
                policy("P0", () -> new StaticBatching(false)),
                policy("P0, streaming", () -> new StaticBatching(true)),
                policy("P1", ContinuousBatching::new),
                policy("P3", () -> new ChunkedPrefill(COST, ChunkedPrefill.Target.DEFAULT)),
                policy(
                        "P3, tight",
                        () -> new ChunkedPrefill(COST, new ChunkedPrefill.Target(MILLI / 4, 2 * MILLI, 5 * MILLI))),
                policy(
                        "P7",
                        () -> new TieredBatching(
                                COST,
                                new TieredBatching.Settings(MILLI, 3 * MILLI, 400, 100),
                                new ByTier(FairShares::ofTenants, 100 * MILLI))),
                policy(
                        "P7 and P7c, at most 7 at once",
                        () -> new TieredBatching(
                                COST,
                                new TieredBatching.Settings(MILLI, 3 * MILLI, 400, 7),
                                new ByTier(FairShares::ofTenantsAndJobs, 100 * MILLI))));
    }

    private static Arguments policy(String name, Supplier<BatchPolicy> policy) {
        return Arguments.argumentSet(name, policy);
    }

    private static GroupEngine engine(long room, BatchPolicy policy, Outcomes outcomes) {
        return new GroupEngine(DeviceProfile.SPARK_SIM.pipeline(), new ReservedMemory(room), policy, outcomes);
    }

    private record Calls(List<Call> calls, List<Integer> lengths) {
        /// Some at the same time, some bursts, some gaps; some that fit no device.
        static Calls random(RandomGenerator random, long room) {
            List<Call> calls = new ArrayList<>();
            List<Integer> lengths = new ArrayList<>();
            long time = 0;
            for (int i = 0; i < 60; i++) {
                time += switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> random.nextLong(MILLI / 2);
                    case 2 -> random.nextLong(20 * MILLI);
                    default -> random.nextInt(10) == 0 ? 500 * MILLI : random.nextLong(2 * MILLI);
                };
                int limit = 1 + random.nextInt(random.nextBoolean() ? 20 : 300);
                int prompt = 1 + random.nextInt(random.nextInt(20) == 0 ? (int) room : 400);
                // Conversations that go on: what they begin with has the same numbers.
                int conversation = random.nextInt(4);
                List<Integer> blocks = IntStream.range(0, prompt / BLOCK)
                        .map(block -> block == 0 ? 0 : conversation * 10_000 + block)
                        .boxed()
                        .toList();
                ServiceTier tier = ServiceTier.values()[random.nextInt(3)];
                calls.add(new Call(
                        i, time, prompt, limit, blocks, tier, "tenant" + random.nextInt(3), "job" + random.nextInt(4)));
                lengths.add(1 + random.nextInt(limit));
            }
            return new Calls(calls, lengths);
        }
    }

    /// Runs of equal steps, taken together, are what one step after the other is, to the picosecond,
    /// whatever is kept of earlier prompts.
    @ParameterizedTest
    @MethodSource("policies")
    void manyStepsAtOnceAreOneAfterTheOther(Supplier<BatchPolicy> policy) {
        AtomicLong setAside = new AtomicLong();
        int seeds = Seeds.forEach(60, seed -> {
            RandomGenerator random = Seeds.random(seed);
            long room = 600 + random.nextInt(3000);
            Calls given = Calls.random(random, room);
            OutsideStore.Place tier =
                    new OutsideStore.Place(random.nextInt(4000), 50 * MILLI, random.nextInt(1_000_000));
            OutsideStore.Place link = random.nextBoolean() ? tier : OutsideStore.Place.NONE;
            PrefixMemory.Room when = random.nextBoolean() || policy.get() instanceof StaticBatching
                    ? PrefixMemory.Room.RESERVED
                    : PrefixMemory.Room.ON_DEMAND;
            boolean keeps = random.nextInt(5) > 0;
            Memories memory = () -> keeps ? new PrefixMemory(room, BLOCK, link, when) : new ReservedMemory(room);
            // Both the engine and its memory have an oracle.
            ContextMemory plain = keeps ? new PlainPrefixMemory(room, BLOCK, link, when) : new ReservedMemory(room);
            SteppedEngine slow = new SteppedEngine(DeviceProfile.SPARK_SIM.pipeline(), plain, policy.get());
            slow.run(given.calls, given.lengths);
            Outcomes outcomes = new Outcomes(
                    given.calls.stream().mapToLong(Call::arrivalPicos).toArray());
            GroupEngine fast =
                    new GroupEngine(DeviceProfile.SPARK_SIM.pipeline(), memory.get(), policy.get(), outcomes);
            for (Call call : given.calls) {
                boolean taken = fast.arrive(call, given.lengths.get(call.id()));
                assertThat(taken).isEqualTo(memory.get().fits(call));
            }
            fast.finish();
            assertThat(fast.calls()).isZero();
            assertThat(fast.pendingTokens()).isZero();
            assertThat(fast.pipelineTokens()).isEqualTo(slow.tokens());
            assertThat(fast.setAside()).isEqualTo(slow.setAside());
            setAside.addAndGet(fast.setAside());
            for (Call call : given.calls) {
                assertThat(outcomes.answered(call.id()))
                        .isEqualTo(memory.get().fits(call))
                        .isEqualTo(slow.last().containsKey(call.id()));
                if (outcomes.answered(call.id())) {
                    assertThat(call.arrivalPicos() + outcomes.firstToken(call.id()))
                            .as("first token of %s", call)
                            .isEqualTo(slow.first().get(call.id()));
                    assertThat(call.arrivalPicos() + outcomes.total(call.id()))
                            .as("last token of %s", call)
                            .isEqualTo(slow.last().get(call.id()));
                }
            }
        });
        if (seeds >= 60 && !(policy.get() instanceof StaticBatching)) {
            assertThat(setAside).as("streams that were set aside").hasPositiveValue();
        }
    }

    @Test
    void aCallAloneTakesItsPromptAndThenItsTokens() {
        Outcomes outcomes = new Outcomes(new long[] {7});
        GroupEngine engine = engine(2000, new ContinuousBatching(), outcomes);
        assertThat(engine.arrive(new Call(0, 7, 1000, 50), 11)).isTrue();
        engine.finish();
        long prompt = COST.step(1000, StepCost.promptContexts(0, 1000));
        assertThat(outcomes.firstToken(0)).isEqualTo(prompt);
        assertThat(outcomes.total(0)).isEqualTo(prompt + COST.steps(1, 1001, 10));
        assertThat(engine.steps()).isEqualTo(11);
        assertThat(engine.busyPicos()).isEqualTo(outcomes.total(0));
        assertThat(engine.nowPicos()).isEqualTo(7 + outcomes.total(0));
    }

    @Test
    void whatFitsNoDeviceIsRefusedAndNothingElseWaitsForIt() {
        Outcomes outcomes = new Outcomes(new long[] {0, 0});
        GroupEngine engine = engine(100, new ContinuousBatching(), outcomes);
        assertThat(engine.arrive(new Call(0, 0, 99, 2), 1)).isFalse();
        assertThat(engine.arrive(new Call(1, 0, 98, 2), 1)).isTrue();
        engine.finish();
        assertThat(outcomes.answered(0)).isFalse();
        assertThat(outcomes.answered(1)).isTrue();
    }

    /// A policy that lets calls wait on an idle device, or takes what there is no room for, is found out.
    @Test
    void aPolicyThatBreaksTheRulesIsStopped() {
        Outcomes outcomes = new Outcomes(new long[] {0});
        GroupEngine idle = engine(100, new Scripted(next -> {}), outcomes);
        idle.arrive(new Call(0, 0, 9, 2), 1);
        assertThatIllegalStateException().isThrownBy(idle::finish).withMessageContaining("1 calls wait");

        GroupEngine greedy = engine(
                100,
                new Scripted(next -> {
                    next.admit(new Call(0, 0, 9, 2));
                    next.admit(new Call(1, 0, 90, 2));
                }),
                outcomes);
        greedy.arrive(new Call(0, 0, 9, 2), 1);
        assertThatIllegalStateException().isThrownBy(greedy::finish).withMessageContaining("to 89 tokens of room");
        for (int tokens : new int[] {0, 10}) {
            GroupEngine hasty = engine(
                    100,
                    new Scripted(next -> {
                        next.admit(new Call(0, 0, 9, 2));
                        next.compute(0, tokens);
                    }),
                    outcomes);
            hasty.arrive(new Call(0, 0, 9, 2), 1);
            assertThatIllegalStateException().isThrownBy(hasty::finish).withMessageContaining("of 9 left");
        }
        GroupEngine lazy = engine(100, new Scripted(next -> next.admit(new Call(0, 0, 9, 2))), outcomes);
        lazy.arrive(new Call(0, 0, 9, 2), 1);
        assertThatIllegalStateException().isThrownBy(lazy::finish).withMessageContaining("none of 1 prompts");
    }

    /// A device that only waits for a prompt to be brought back has time for who comes meanwhile.
    @Test
    void whoComesWhileAPromptIsBroughtBackIsServedAtOnce() {
        long[] arrivals = {0, 100 * MILLI, 200 * MILLI, 201 * MILLI};
        Outcomes outcomes = new Outcomes(arrivals);
        PrefixMemory slowLink = new PrefixMemory(100, 10, new OutsideStore.Place(1000, 1000 * MILLI, MILLI));
        GroupEngine engine =
                new GroupEngine(DeviceProfile.SPARK_SIM.pipeline(), slowLink, new ContinuousBatching(), outcomes);
        List<Integer> blocks = List.of(1, 2, 3);
        engine.arrive(new Call(0, arrivals[0], 31, 1, blocks), 1);
        engine.arrive(new Call(1, arrivals[1], 99, 1), 1);
        engine.arrive(new Call(2, arrivals[2], 31, 1, blocks), 1);
        engine.arrive(new Call(3, arrivals[3], 8, 1), 1);
        engine.finish();
        assertThat(outcomes.firstToken(2)).as("30 tokens brought back").isGreaterThan(30 * MILLI);
        assertThat(outcomes.firstToken(3)).isEqualTo(COST.step(8, StepCost.promptContexts(0, 8)));
    }

    /// The device goes as far as it can without an answer, and no farther.
    @Test
    void anAnswerMayBeKnownLaterThanItsCall() {
        Outcomes outcomes = new Outcomes(new long[] {0, 0});
        GroupEngine engine = engine(10_000, new ChunkedPrefill(COST, ChunkedPrefill.Target.DEFAULT), outcomes);
        engine.arrive(new Call(0, 0, 3000, 50));
        engine.arrive(new Call(1, 0, 40, 50), 5);
        while (!engine.isHeldUp()) {
            engine.next();
        }
        assertThat(engine.steps()).as("all parts of the prompt but the last").isGreaterThan(1);
        assertThatIllegalStateException().isThrownBy(engine::next).withMessageContaining("not known");
    }

    @Test
    void anAnswerThatIsKnownLaterChangesNoTime() {
        Outcomes outcomes = new Outcomes(new long[] {0});
        GroupEngine engine = engine(10_000, new ContinuousBatching(), outcomes);
        engine.arrive(new Call(0, 0, 1000, 50));
        engine.next();
        assertThat(engine.isHeldUp()).isTrue();
        engine.answer(0, 11);
        assertThat(engine.isHeldUp()).isFalse();
        engine.finish();
        long prompt = COST.step(1000, StepCost.promptContexts(0, 1000));
        assertThat(outcomes.total(0)).isEqualTo(prompt + COST.steps(1, 1001, 10));
    }

    @Test
    void whoIsWithdrawnLeavesNothingBehind() {
        Outcomes outcomes = new Outcomes(new long[] {0, 0, 0});
        GroupEngine engine = engine(100, new ContinuousBatching(), outcomes);
        Call running = new Call(0, 0, 60, 20);
        Call waiting = new Call(1, 0, 60, 20);
        engine.arrive(running, 5);
        engine.next();
        engine.arrive(waiting, 5);
        assertThat(engine.withdraw(running)).as("it is on the device").isFalse();
        assertThat(engine.withdraw(waiting)).isTrue();
        assertThat(engine.withdraw(waiting)).isFalse();
        assertThat(engine.pendingTokens()).isEqualTo(60);
        assertThat(engine.calls()).isEqualTo(1);
        engine.finish();
        assertThat(outcomes.answered(1)).isFalse();
        assertThat(engine.pendingTokens()).isZero();
    }

    @Test
    void callsComeInTheirOrder() {
        GroupEngine engine = engine(100, new ContinuousBatching(), new Outcomes(new long[] {0, 0}));
        engine.arrive(new Call(1, 0, 9, 2), 1);
        assertThatIllegalArgumentException().isThrownBy(() -> engine.arrive(new Call(1, 0, 9, 2), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.arrive(new Call(2, 0, 9, 2), 3));
        assertThatIllegalArgumentException().isThrownBy(() -> engine.arrive(new Call(2, 0, 9, 2), 0));
    }

    private record Scripted(java.util.function.Consumer<Iteration> script) implements BatchPolicy {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public boolean arrived(Call call) {
            return true;
        }

        @Override
        public boolean withdraw(Call call) {
            return false;
        }

        @Override
        public int waiting() {
            return 1;
        }

        @Override
        public WaitReason waitsFor(Iteration next) {
            return WaitReason.STEP;
        }

        @Override
        public void plan(Iteration next) {
            script.accept(next);
        }
    }
}
