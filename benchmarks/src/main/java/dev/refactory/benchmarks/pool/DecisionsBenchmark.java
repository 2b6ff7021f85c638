package dev.refactory.benchmarks.pool;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.sim.Answers;
import dev.refactory.accelerator.sim.GroupEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What the scheduler's own decisions take, measured: where a call goes, and what a step computes.
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class DecisionsBenchmark {
    private static final DeviceProfile PROFILE = DeviceProfile.SPARK_SIM;
    private static final int BLOCK = 128;
    private static final int MOST = 100_000;

    private static GroupEngine engine(int maxCalls) {
        return new GroupEngine(
                PROFILE.pipeline(),
                new PrefixMemory(
                        PROFILE.memory().contextTokens(),
                        BLOCK,
                        OutsideStore.Place.of(PROFILE, 10_000_000),
                        PrefixMemory.Room.ON_DEMAND),
                new TieredBatching(
                        new StepCost(PROFILE.pipeline()),
                        TieredBatching.Settings.DEFAULT.atMost(maxCalls),
                        new ByTier(FairShares::ofTenantsAndJobs, Long.MAX_VALUE / 2)),
                new Answers() {
                    @Override
                    public void first(int call, long picos) {}

                    @Override
                    public void last(int call, long picos) {}
                });
    }

    private static Call call(int id, long picos, int prompt, List<Integer> blocks) {
        return new Call(
                id, picos, prompt, MOST, blocks, ServiceTier.values()[id % 3], "tenant" + id % 20, "job" + id % 50);
    }

    /// 64 groups, each of which keeps 200 conversations of 12,000 tokens that all begin alike, and has a few
    /// calls to do.
    @State(Scope.Thread)
    public static class Pool {
        private final List<GroupEngine> groups = new ArrayList<>();
        private final Router router = Router.firstToken(0.06);
        private final SplittableRandom random = new SplittableRandom(1);
        private final List<Call> turns = new ArrayList<>();
        private int id;

        /// Made once.
        @Setup(Level.Trial)
        public void fill() {
            for (int group = 0; group < 64; group++) {
                GroupEngine engine = engine(1000);
                groups.add(engine);
                for (int i = 0; i < 200; i++) {
                    engine.arrive(call(id++, engine.nowPicos(), 12_001, conversation(group * 200 + i)), 1);
                    engine.advance(Long.MAX_VALUE);
                }
                for (int i = 0; i < 5; i++) {
                    engine.arrive(call(id++, engine.nowPicos(), 500 + random.nextInt(3000), List.of()), 50);
                }
            }
            for (int i = 0; i < 4096; i++) {
                turns.add(call(id, 0, 13_000, conversation(random.nextInt(64 * 200))));
            }
        }

        private static List<Integer> conversation(int number) {
            List<Integer> blocks = new ArrayList<>();
            blocks.add(-1);
            for (int i = 1; i < 12_000 / BLOCK; i++) {
                blocks.add(number * 1000 + i);
            }
            return blocks;
        }
    }

    /// The next turn of a conversation that one of the groups knows.
    @Benchmark
    public int route(Pool pool) {
        return pool.router.route(pool.turns.get(pool.random.nextInt(pool.turns.size())), pool.groups);
    }

    /// One group with 256 calls running and 10,000 waiting.
    @State(Scope.Thread)
    public static class Group {
        private GroupEngine engine = engine(256);

        /// Made anew, so that it never runs empty.
        @Setup(Level.Iteration)
        public void fill() {
            engine = engine(256);
            SplittableRandom random = new SplittableRandom(2);
            for (int id = 0; id < 10_256; id++) {
                engine.arrive(call(id, 0, 100 + random.nextInt(1000), List.of()), 1 + random.nextInt(400));
            }
            while (engine.calls() > 10_200) {
                engine.next();
            }
        }
    }

    /// A step is taken and the next one formed; who is answered makes room for who waits.
    @Benchmark
    public long form(Group group) {
        if (group.engine.calls() < 5_000) {
            group.fill();
        }
        group.engine.next();
        return group.engine.steps();
    }
}
