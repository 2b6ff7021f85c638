package dev.refactory.accelerator.plan;

import dev.refactory.accelerator.device.DeviceProfile;
import dev.refactory.accelerator.device.StepCost;
import dev.refactory.accelerator.memory.ContextMemory;
import dev.refactory.accelerator.memory.OutsideStore;
import dev.refactory.accelerator.memory.PrefixMemory;
import dev.refactory.accelerator.schedule.BatchPolicy;
import dev.refactory.accelerator.schedule.ByTier;
import dev.refactory.accelerator.schedule.FairShares;
import dev.refactory.accelerator.schedule.Router;
import dev.refactory.accelerator.schedule.TieredBatching;

/// The device that is planned for, under all policies there are: tiers in the queue and in every step, fair
/// shares between repositories within a tier, prompts kept on the wafers and outside, and calls routed by
/// their predicted first token. Immutable.
///
/// @param outsideTokens tokens that are kept outside of the wafers of each group
record PlanStack(DeviceProfile profile, long outsideTokens) {
    /// The least that is said of a host's memory beside a group: 295 GB of contexts on the default device.
    static final long USUAL_OUTSIDE_TOKENS = 3_000_000;

    /// Blocks of [JobType#BLOCK_TOKENS] that are kept or given up together: half the work of simulating, and
    /// at most so little is computed again that would not have to be.
    static final int BLOCKS_TOGETHER = 2;

    /// Tokens of these.
    static final int BLOCK_TOKENS = BLOCKS_TOGETHER * JobType.BLOCK_TOKENS;

    /// As in `docs/accelerators.md`.
    static final String POLICIES = "P4 + P5 + P6 + P7 + P7b + P7c";

    private static final long PICOS = 1000;
    private static final long AGEING_PICOS = 3_600_000_000_000_000L;

    StepCost cost() {
        return new StepCost(profile.pipeline());
    }

    long fixedPicos() {
        return profile.pipeline().fixedNanos() * PICOS;
    }

    OutsideStore.Place outside() {
        return OutsideStore.Place.of(profile, outsideTokens);
    }

    ContextMemory memory() {
        return new PrefixMemory(profile.memory().contextTokens(), BLOCK_TOKENS, outside());
    }

    BatchPolicy policy() {
        return new TieredBatching(
                cost(), TieredBatching.Settings.DEFAULT, new ByTier(FairShares::ofTenantsAndJobs, AGEING_PICOS));
    }

    Router router() {
        return Router.firstToken(outside().shareOf(cost()));
    }
}
