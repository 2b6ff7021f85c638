package dev.refactory.accelerator.schedule;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.api.WaitReason;
import dev.refactory.accelerator.device.StepCost;
import java.util.List;

/// P7: the better tier comes first in the queue and within every step. Prompts of a better tier are
/// computed before those of a worse one that were begun earlier; steps are short while anybody but bulk is
/// on the device, and as long as bulk likes when it is alone; and bulk leaves some room, so that the
/// others need not wait for it to be answered. Where streams can be set aside, bulk is when that is not
/// enough.
public final class TieredBatching extends QueuedPolicy {
    private final StepCost cost;
    private final Settings settings;
    /// Of others than bulk, waiting or on the device.
    private int better;

    /// @param stepPicos a step's target while others than bulk are there
    /// @param bulkStepPicos a step's target while only bulk is there
    /// @param spareContext tokens of room that bulk leaves
    /// @param maxCalls on the device at once, at least 1
    public record Settings(long stepPicos, long bulkStepPicos, long spareContext, int maxCalls) {
        private static final long MILLI = 1_000_000_000L;

        /// A twentieth of the room of the default device is left.
        public static final Settings DEFAULT = new Settings(5 * MILLI / 2, 10 * MILLI, 20_000, Integer.MAX_VALUE);

        /// The same with no more calls than that at once.
        public Settings atMost(int calls) {
            return new Settings(stepPicos, bulkStepPicos, spareContext, calls);
        }
    }

    public TieredBatching(StepCost cost, Settings settings, CallQueue queue) {
        super(queue);
        this.cost = cost;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "P7";
    }

    @Override
    public boolean arrived(Call call) {
        better += call.tier() == ServiceTier.BULK ? 0 : 1;
        return super.arrived(call);
    }

    @Override
    public boolean withdraw(Call call) {
        boolean waited = super.withdraw(call);
        better -= waited && call.tier() != ServiceTier.BULK ? 1 : 0;
        return waited;
    }

    @Override
    public void left(Call call, int completionTokens) {
        better -= call.tier() == ServiceTier.BULK ? 0 : 1;
        super.left(call, completionTokens);
    }

    /// Bulk alone may use all there is: nobody would be waiting for it.
    @Override
    WaitReason obstacle(Call head, Iteration next) {
        if (next.calls() >= settings.maxCalls) {
            return WaitReason.PLACE;
        }
        boolean leavesRoom = head.tier() != ServiceTier.BULK
                || next.isEmpty()
                || next.freeContext() - next.needed(head) >= settings.spareContext;
        return leavesRoom ? super.obstacle(head, next) : WaitReason.ROOM;
    }

    @Override
    boolean mayJoin(Call head, Iteration next) {
        WaitReason obstacle = obstacle(head, next);
        if (obstacle != WaitReason.ROOM || head.tier() == ServiceTier.BULK || !next.canSetAside()) {
            return obstacle == WaitReason.STEP;
        }
        for (Call call : bulk(next).reversed()) {
            if (!next.hasRoom(head)) {
                next.setAside(call);
            }
        }
        return next.hasRoom(head);
    }

    private static List<Call> bulk(Iteration next) {
        return next.decoding().stream()
                .filter(call -> call.tier() == ServiceTier.BULK)
                .toList();
    }

    @Override
    public void plan(Iteration next) {
        admit(next);
        if (next.prompts() == 0) {
            return;
        }
        long step = better > 0 ? settings.stepPicos : settings.bulkStepPicos;
        long budget = budget(cost, next, step, meanContext(next));
        for (ServiceTier tier : ServiceTier.values()) {
            for (int i = 0; i < next.prompts() && budget > 0; i++) {
                if (next.prompt(i).tier() == tier) {
                    budget = compute(next, i, budget);
                }
            }
        }
    }
}
