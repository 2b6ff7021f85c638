package dev.refactory.accelerator.pool;

import dev.refactory.accelerator.api.PrefixBlocks;
import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.TieredBatching;
import dev.refactory.accelerator.sim.Answers;
import dev.refactory.accelerator.sim.GroupEngine;

/// The engine of the simulator on the pool's clock, under the full stack of policies. At pace `FAST` its time goes
/// on as soon as it is known what is computed, and stands still otherwise; at `REAL` it goes on with the pool's,
/// and stands still when an answer is not there that should be. Guarded by the pool's lock.
final class Device {
    static final long NEVER = Long.MAX_VALUE;
    private static final long PICOS = 1000;
    private static final int BLOCK_TOKENS = PrefixBlocks.TOKENS;
    /// Beside the wafers; assumed, as `OutsideStore.Place` is.
    private static final long OUTSIDE_TOKENS = 10_000_000;

    private final DeviceProfile profile;
    private final Pace pace;
    private final GroupEngine engine;
    /// When on the pool's clock this one showed 0, if it has not stood still since.
    private long epochNanos;
    /// Where it stands still, in picoseconds; negative when it does not.
    private long heldPicos = -1;

    Device(DeviceProfile profile, PoolLimits limits, Pace pace, long nowNanos, Answers answers) {
        this.profile = profile;
        this.pace = pace;
        this.epochNanos = nowNanos;
        StepCost cost = new StepCost(profile.pipeline());
        ByTier queue = new ByTier(FairShares::ofTenantsAndJobs, limits.ageing().toNanos() * PICOS);
        this.engine = new GroupEngine(
                profile.pipeline(),
                new PrefixMemory(
                        capacity(profile),
                        BLOCK_TOKENS,
                        OutsideStore.Place.of(profile, OUTSIDE_TOKENS),
                        PrefixMemory.Room.ON_DEMAND),
                new TieredBatching(cost, TieredBatching.Settings.DEFAULT.atMost(limits.maxBatch()), queue),
                answers);
    }

    /// Tokens of whole blocks that its memory has.
    static long capacity(DeviceProfile profile) {
        return profile.memory().contextTokens() / BLOCK_TOKENS * BLOCK_TOKENS;
    }

    GroupEngine engine() {
        return engine;
    }

    /// What its clock shows; nothing that arrives now is earlier.
    long picos(long nowNanos) {
        if (pace == Pace.FAST) {
            return engine.nowPicos();
        }
        long shown = (nowNanos - epochNanos) * PICOS;
        return Math.max(engine.nowPicos(), heldPicos < 0 ? shown : Math.min(shown, heldPicos));
    }

    /// Whether a step is due.
    boolean isDue(long nowNanos) {
        return engine.nextEnd() != NEVER
                && !engine.isHeldUp()
                && (pace == Pace.FAST || engine.nextEnd() <= picos(nowNanos));
    }

    /// To be told whenever an answer has become known, before steps are taken: time goes on from where it stood.
    void goOn(long nowNanos) {
        if (heldPicos >= 0) {
            epochNanos = nowNanos - Math.ceilDiv(heldPicos, PICOS);
            heldPicos = -1;
        }
    }

    /// To be told when all steps are taken that were due.
    void rest(long nowNanos) {
        boolean late = pace == Pace.REAL && engine.isHeldUp() && engine.nextEnd() <= picos(nowNanos);
        heldPicos = late ? engine.nextEnd() : -1;
    }

    /// When the next step is due on the pool's clock; [#NEVER] when that depends on something else.
    long dueNanos() {
        boolean waits = pace == Pace.FAST || heldPicos >= 0 || engine.nextEnd() == NEVER;
        return waits ? NEVER : nanosAt(engine.nextEnd());
    }

    /// When on the pool's clock this one shows a time.
    long nanosAt(long picos) {
        return epochNanos + Math.ceilDiv(picos, PICOS);
    }

    /// What passes from taking a request to its answer, of which the device was busy for `picos`.
    long nanos(long picos) {
        return profile.pipeline().fixedNanos() + Math.ceilDiv(picos, PICOS);
    }
}
