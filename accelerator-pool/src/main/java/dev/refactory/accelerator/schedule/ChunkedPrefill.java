package dev.refactory.accelerator.schedule;

import dev.refactory.accelerator.device.StepCost;

/// P3: as P1, with prompts computed in parts, so that no step takes longer than a target (Sarathi-Serve,
/// OSDI'24). The part is not fixed: it is what a step of that length holds beside the streams that decode.
public final class ChunkedPrefill extends FirstComeQueue {
    private final StepCost cost;
    private final long targetPicos;

    /// @param targetPicos of a step, as long as prompts wait; a step of decoding alone takes what it takes
    public ChunkedPrefill(StepCost cost, long targetPicos) {
        this.cost = cost;
        this.targetPicos = targetPicos;
    }

    @Override
    public String name() {
        return "P3";
    }

    @Override
    public void plan(Iteration next) {
        admit(next);
        if (next.prompts() == 0) {
            return;
        }
        long mean = next.streams() == 0 ? 0 : next.contexts() / next.streams();
        long budget = Math.max(1, cost.tokensWithin(targetPicos, mean) - next.streams());
        for (int i = 0; i < next.prompts() && budget > 0; i++) {
            int tokens = (int) Math.min(budget, next.promptLeft(i));
            next.compute(i, tokens);
            budget -= tokens;
        }
    }
}
