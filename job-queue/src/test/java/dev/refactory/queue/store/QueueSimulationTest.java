package dev.refactory.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.kit.id.IdSource;
import dev.refactory.queue.job.AttemptRef;
import dev.refactory.testkit.Seeds;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Hundreds of seeded runs with faults; `-Dseeds=10000` for a long night, `-Dseed=N` for one of them.
class QueueSimulationTest {
    private static final int SEEDS = 300;

    @Test
    void everyJobEndsOnceAndIsBilledOnceWhateverFails() {
        QueueSimulation.Counts all = new QueueSimulation.Counts();
        int seeds = Seeds.forEach(SEEDS, seed -> {
            QueueSimulation.Counts run = new QueueSimulation(seed, MemoryJobStore::new).run();
            all.dropped += run.dropped;
            all.duplicated += run.duplicated;
            all.crashes += run.crashes;
            all.freezes += run.freezes;
            all.zombieReports += run.zombieReports;
            all.zombieReportsTaken += run.zombieReportsTaken;
            all.succeeded += run.succeeded;
            all.cached += run.cached;
            all.handedOver += run.handedOver;
        });
        assertThat(all.zombieReportsTaken).isZero();
        assertThat(List.of(
                        all.dropped,
                        all.duplicated,
                        all.crashes,
                        all.freezes,
                        all.zombieReports,
                        all.succeeded,
                        all.cached,
                        all.handedOver))
                .as("every fault struck, zombies reported and jobs succeeded, over %d seeds", seeds)
                .allSatisfy(count -> assertThat(count).isGreaterThan(seeds / 10));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        assertThat(new QueueSimulation(42, MemoryJobStore::new).run())
                .usingRecursiveComparison()
                .isEqualTo(new QueueSimulation(42, MemoryJobStore::new).run());
    }

    @Test
    void withoutTheFenceTheSimulationTurnsRed() {
        assertThatThrownBy(() -> Seeds.forEach(SEEDS, seed -> new QueueSimulation(seed, Unfenced::new).run()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("stale fence");
    }

    @Test
    void withoutAnOutboxThatKeepsWhatWasNotPublishedJobsAreStillFoundByPolling() {
        Seeds.forEach(20, seed -> new QueueSimulation(seed, Silent::new).run());
    }

    /// Takes every report as if it came from whoever holds the task: what a queue without fences does.
    private static final class Unfenced extends MemoryJobStore {
        Unfenced(InstantSource clock, QueueSettings settings, IdSource ids, RandomGenerator random) {
            super(clock, settings, ids, random);
        }

        @Override
        AttemptRef presented(AttemptRef attempt, @Nullable AttemptRef holder) {
            return holder == null ? attempt : holder;
        }
    }

    /// A broker that is away for good: nothing is ever announced.
    private static final class Silent extends MemoryJobStore {
        Silent(InstantSource clock, QueueSettings settings, IdSource ids, RandomGenerator random) {
            super(clock, settings, ids, random);
        }

        @Override
        public synchronized int relay(int max, Consumer<List<ReadyTask>> publish) {
            return 0;
        }
    }
}
