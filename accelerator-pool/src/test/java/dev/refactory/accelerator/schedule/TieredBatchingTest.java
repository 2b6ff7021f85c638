package dev.refactory.accelerator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.api.WaitReason;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import java.util.List;
import org.junit.jupiter.api.Test;

class TieredBatchingTest {
    private static final long MILLI = 1_000_000_000L;
    private static final StepCost COST = new StepCost(DeviceProfile.SPARK_SIM.pipeline());
    private static final long ROOM = 10_000;

    private final TieredBatching policy = new TieredBatching(
            COST,
            new TieredBatching.Settings(2 * MILLI, 10 * MILLI, 1000, 100),
            new ByTier(FirstCome::new, 1000 * MILLI));
    private int ids;

    private Call arrives(ServiceTier tier, int prompt) {
        Call call = new Call(ids++, 0, prompt, 1, List.of(), tier, "");
        policy.arrived(call);
        return call;
    }

    private PlainIteration plan(Call... there) {
        PlainIteration device = new PlainIteration(ROOM);
        device.batch.addAll(List.of(there));
        policy.plan(device);
        return device;
    }

    @Test
    void bulkLeavesSomeRoomAndOthersDoNot() {
        Call there = new Call(ids++, 0, 100, 1);
        arrives(ServiceTier.BULK, 8900);
        assertThat(plan(there).batch).as("999 tokens would be left").containsExactly(there);
        Call interactive = arrives(ServiceTier.INTERACTIVE, 9898);
        assertThat(plan(there).batch).containsExactly(there, interactive);
    }

    @Test
    void bulkJoinsWhereExactlyThatMuchIsLeft() {
        Call there = new Call(ids++, 0, 99, 1);
        Call bulk = arrives(ServiceTier.BULK, 8899);
        assertThat(plan(there).batch).containsExactly(there, bulk);
    }

    @Test
    void onAnEmptyDeviceBulkMayHaveAllThereIs() {
        Call bulk = arrives(ServiceTier.BULK, 9999);
        assertThat(plan().batch).containsExactly(bulk);
        arrives(ServiceTier.BULK, 10_000);
        assertThat(plan().batch).as("more than there is").isEmpty();
    }

    @Test
    void promptsOfABetterTierComeFirstInAStep() {
        Call bulk = new Call(ids++, 0, 5000, 1, List.of(), ServiceTier.BULK, "");
        Call interactive = arrives(ServiceTier.INTERACTIVE, 300);
        long fits = COST.tokensWithin(2 * MILLI, 0);
        assertThat(plan(bulk).planned).containsEntry(interactive.id(), 300).containsEntry(bulk.id(), (int) fits - 300);
    }

    @Test
    void stepsAreShortUntilTheLastOfTheOthersHasLeft() {
        Call bulk = new Call(ids++, 0, 5000, 1, List.of(), ServiceTier.BULK, "");
        assertThat(plan(bulk).planned).containsEntry(bulk.id(), (int) COST.tokensWithin(10 * MILLI, 0));
        Call interactive = arrives(ServiceTier.INTERACTIVE, 9999);
        assertThat(plan(bulk).planned).containsEntry(bulk.id(), (int) COST.tokensWithin(2 * MILLI, 0));
        plan();
        policy.left(interactive, 1);
        assertThat(plan(bulk).planned).containsEntry(bulk.id(), (int) COST.tokensWithin(10 * MILLI, 0));
        policy.left(bulk, 1);
        assertThat(plan(bulk).planned).containsEntry(bulk.id(), (int) COST.tokensWithin(10 * MILLI, 0));
    }

    private static Call of(int id, ServiceTier tier, int prompt) {
        return new Call(id, 0, prompt, 1, List.of(), tier, "");
    }

    @Test
    void itSaysWhyTheNextCallWaits() {
        PlainIteration device = new PlainIteration(ROOM);
        assertThat(policy.waitsFor(device)).isNull();
        arrives(ServiceTier.BULK, 8899);
        assertThat(policy.waitsFor(device)).isEqualTo(WaitReason.STEP);
        device.batch.add(of(ids++, ServiceTier.STANDARD, 199));
        assertThat(policy.waitsFor(device)).as("bulk leaves some").isEqualTo(WaitReason.ROOM);
        arrives(ServiceTier.STANDARD, 9899);
        assertThat(policy.waitsFor(device)).isEqualTo(WaitReason.ROOM);
        arrives(ServiceTier.INTERACTIVE, 99);
        assertThat(policy.waitsFor(device)).isEqualTo(WaitReason.STEP);
        for (int i = 0; i < 99; i++) {
            device.batch.add(of(ids++, ServiceTier.STANDARD, 9));
        }
        assertThat(policy.waitsFor(device)).isEqualTo(WaitReason.PLACE);
    }

    @Test
    void bulkIsSetAsideForABetterTierTheLastFirst() {
        PlainIteration device = new PlainIteration(ROOM);
        Call first = of(ids++, ServiceTier.BULK, 3999);
        Call last = of(ids++, ServiceTier.BULK, 2999);
        Call standard = of(ids++, ServiceTier.STANDARD, 2499);
        device.decoding.addAll(List.of(first, last, standard));
        Call interactive = arrives(ServiceTier.INTERACTIVE, 2999);
        policy.plan(device);
        assertThat(device.aside).containsExactly(last);
        assertThat(device.batch).containsExactly(interactive);
        arrives(ServiceTier.STANDARD, 8999);
        policy.plan(device);
        assertThat(device.aside).containsExactly(last, first);
        assertThat(device.decoding).as("only bulk is").containsExactly(standard);
    }

    @Test
    void nobodyIsSetAsideForBulkNorWhereThereIsRoom() {
        PlainIteration device = new PlainIteration(ROOM);
        Call there = of(ids++, ServiceTier.BULK, 4999);
        device.decoding.add(there);
        arrives(ServiceTier.INTERACTIVE, 4999);
        arrives(ServiceTier.BULK, 4999);
        policy.plan(device);
        assertThat(device.aside).isEmpty();
        assertThat(device.decoding).containsExactly(there);
        assertThat(device.batch).hasSize(1);
    }

    @Test
    void whoWasSetAsideComesBackBeforeThoseOfItsTierThatWait() {
        PlainIteration device = new PlainIteration(ROOM);
        Call aside = of(ids++, ServiceTier.STANDARD, 6999);
        device.aside.add(aside);
        device.batch.add(of(ids++, ServiceTier.STANDARD, 3999));
        Call waits = arrives(ServiceTier.STANDARD, 99);
        policy.plan(device);
        assertThat(device.batch).as("there would be room for it").doesNotContain(waits);
        device.batch.clear();
        policy.plan(device);
        assertThat(device.decoding).containsExactly(aside);
        assertThat(device.batch).containsExactly(waits);
    }

    @Test
    void betterTiersComeBeforeWhoWasSetAside() {
        PlainIteration device = new PlainIteration(ROOM);
        Call bulk = of(ids++, ServiceTier.BULK, 6999);
        Call standard = of(ids++, ServiceTier.STANDARD, 999);
        device.aside.addAll(List.of(bulk, standard));
        Call interactive = arrives(ServiceTier.INTERACTIVE, 4999);
        policy.plan(device);
        assertThat(device.batch).containsExactly(interactive);
        assertThat(device.decoding).as("the better one first").containsExactly(standard);
        assertThat(device.aside).containsExactly(bulk);
    }

    @Test
    void whenStreamsHaveNoRoomForTheirNextTokenTheWorstOneIsSetAside() {
        PlainIteration device = new PlainIteration(ROOM);
        Call interactive = of(ids++, ServiceTier.INTERACTIVE, 4999);
        Call early = of(ids++, ServiceTier.STANDARD, 999);
        Call late = of(ids++, ServiceTier.STANDARD, 999);
        device.decoding.addAll(List.of(interactive, early, late));
        device.roomForStep = 6000;
        policy.plan(device);
        assertThat(device.decoding).containsExactly(interactive, early);
    }
}
