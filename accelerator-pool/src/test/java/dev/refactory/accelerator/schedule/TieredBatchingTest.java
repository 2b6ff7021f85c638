package dev.refactory.accelerator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /// A device on which nothing decodes.
    private static final class Device implements Iteration {
        final List<Call> batch = new ArrayList<>();
        final Map<Integer, Integer> planned = new TreeMap<>();

        long held() {
            return batch.stream().mapToLong(Call::maxContext).sum();
        }

        @Override
        public long nowPicos() {
            return 0;
        }

        @Override
        public boolean isEmpty() {
            return batch.isEmpty();
        }

        @Override
        public int streams() {
            return 0;
        }

        @Override
        public long contexts() {
            return 0;
        }

        @Override
        public int prompts() {
            return batch.size();
        }

        @Override
        public int promptLeft(int index) {
            return batch.get(index).promptTokens();
        }

        @Override
        public int promptDone(int index) {
            return 0;
        }

        @Override
        public Call prompt(int index) {
            return batch.get(index);
        }

        @Override
        public long freeContext() {
            return ROOM - held();
        }

        @Override
        public boolean hasRoom(Call call) {
            return call.maxContext() <= freeContext();
        }

        @Override
        public void admit(Call call) {
            batch.add(call);
        }

        @Override
        public long needed(Call call) {
            return call.maxContext();
        }

        @Override
        public int calls() {
            return batch.size();
        }

        @Override
        public boolean canSetAside() {
            return false;
        }

        @Override
        public boolean hasRoomForStep() {
            return true;
        }

        @Override
        public List<Call> decoding() {
            return List.of();
        }

        @Override
        public void setAside(Call call) {
            throw new IllegalStateException(call + " does not decode");
        }

        @Override
        public List<Call> aside() {
            return List.of();
        }

        @Override
        public boolean hasRoomAgain(Call call) {
            return false;
        }

        @Override
        public void bringBack(Call call) {
            throw new IllegalStateException(call + " was not set aside");
        }

        @Override
        public void compute(int index, int tokens) {
            planned.put(batch.get(index).id(), tokens);
        }
    }

    private Call arrives(ServiceTier tier, int prompt) {
        Call call = new Call(ids++, 0, prompt, 1, List.of(), tier, "");
        policy.arrived(call);
        return call;
    }

    private Device plan(Call... there) {
        Device device = new Device();
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
}
