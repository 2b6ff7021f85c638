package dev.refactory.accelerator.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.ChunkedPrefill;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.FirstCome;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.trace.Traces;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// One group that different callers share.
class SharingTest {
    private static final StepCost COST = new StepCost(DeviceProfile.SPARK_SIM.pipeline());
    private static final long HOUR_PICOS = 3_600_000_000_000_000L;

    /// Developers who wait at half past the recorded rate, and a backlog of long conversations that nobody
    /// waits for.
    private static final Workload WAITING = Workload.of(Traces.AZURE_CODE.read(), Integer.MAX_VALUE, 0, 0);

    private static final Workload BACKLOG = Workload.of(Traces.MOONCAKE.read(), 12_000, 0, 0);
    private static final double WAITING_RATE = 1.5 * 8819 / 3400;

    private static BatchPolicy tiered() {
        return new TieredBatching(COST, TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenants, HOUR_PICOS));
    }

    private static BatchPolicy firstCome() {
        return new ChunkedPrefill(COST, ChunkedPrefill.Target.DEFAULT);
    }

    private static Simulation group(Supplier<BatchPolicy> policy) {
        return Simulation.ofOne(DeviceProfile.SPARK_SIM, policy, WAITING, 2000);
    }

    private static Mix.Source backlog() {
        return new Mix.Source(BACKLOG, 0, ServiceTier.BULK, "nightly");
    }

    private static Mix shared() {
        Mix.Source waiting = new Mix.Source(WAITING, WAITING_RATE, ServiceTier.INTERACTIVE, "developers");
        return Mix.of(List.of(waiting, backlog()), 2000);
    }

    /// The share of those who came while the backlog was there and were served as promised.
    private static double keptMeanwhile(Simulation group, Simulation.Run run, Mix mix) {
        Mix meanwhile = mix.before(Simulation.lastAnswer(run, mix.of(1)));
        assertThat(meanwhile.arrivals()).hasSizeGreaterThan(14_000);
        return group.attainment(run, meanwhile.of(0), Slo.A);
    }

    @Test
    void whoWaitsIsServedAsPromisedAndBulkKeepsNearlyAllItHadAlone() {
        Mix mix = shared();
        Mix alone = Mix.of(List.of(backlog()), 2000);
        Simulation group = group(SharingTest::tiered);
        Simulation.Run run = group.run(mix);
        assertThat(keptMeanwhile(group, run, mix)).isGreaterThanOrEqualTo(0.99);
        double solo = Simulation.lastAnswer(group(SharingTest::firstCome).run(alone), alone.of(0));
        assertThat(solo / Simulation.lastAnswer(run, mix.of(1))).isGreaterThanOrEqualTo(0.95);
    }

    /// Neither alone is enough: nobody comes through in the order of arrival, and a fifth still not when
    /// only the queue knows of tiers.
    @Test
    void aQueueThatKnowsOfTiersIsNotEnough() {
        Mix mix = shared();
        Simulation first = group(SharingTest::firstCome);
        assertThat(keptMeanwhile(first, first.run(mix), mix)).isLessThan(0.01);
        Simulation queued = group(
                () -> new ChunkedPrefill(COST, ChunkedPrefill.Target.DEFAULT, new ByTier(FirstCome::new, HOUR_PICOS)));
        assertThat(keptMeanwhile(queued, queued.run(mix), mix)).isBetween(0.5, 0.95);
    }

    /// 260 calls a second of one tenant, more than there is time for, and 12 of another.
    @Test
    void aFloodOfOneTenantIsNotFeltByAnother() {
        Workload flood = Workload.of(Traces.AZURE_CONV.read(), 12_000, 0, 0);
        Workload victim = Workload.of(Traces.AZURE_CONV.read(), 550, 0, 3);
        Mix mix = Mix.of(
                List.of(
                        new Mix.Source(flood, 260, ServiceTier.STANDARD, "flood"),
                        new Mix.Source(victim, 12, ServiceTier.STANDARD, "victim")),
                2000);
        Simulation first = group(SharingTest::firstCome);
        Simulation fair = group(() -> new ChunkedPrefill(COST, ChunkedPrefill.Target.DEFAULT, FairShares.ofTenants()));
        Simulation.Run unfairly = first.run(mix);
        Simulation.Run fairly = fair.run(mix);
        assertThat(first.firstTokenTime(unfairly, mix.of(1), 0.99))
                .isGreaterThan(10 * fair.firstTokenTime(fairly, mix.of(1), 0.99));
        assertThat(Simulation.lastAnswer(fairly, mix.of(0)))
                .isLessThan(Simulation.lastAnswer(unfairly, mix.of(0)) / 100 * 102);
    }
}
