package dev.refactory.accelerator.schedule;

import dev.refactory.accelerator.device.StepCost;

/// P3: as P1, with prompts computed in parts, so that no step takes longer than a target (Sarathi-Serve,
/// OSDI'24). The part is not fixed: it is what a step of that length holds beside the streams that decode. The
/// target yields to calls that wait: long steps hold more tokens in the same time, because each fills the
/// pipeline once.
public final class ChunkedPrefill extends QueuedPolicy {
    private final StepCost cost;
    private final Target target;

    /// How long a step may take while prompts wait; a step of decoding alone takes what it takes.
    ///
    /// @param calmPicos as long as the oldest prompt waits no longer than `patiencePicos`
    /// @param urgentPicos afterwards
    public record Target(long calmPicos, long urgentPicos, long patiencePicos) {
        private static final long MILLI = 1_000_000_000L;

        /// Found by trying 36 settings on the three public traces: what keeps at least 95 % of P1's
        /// goodput on each of them with the shortest p99 of token times.
        public static final Target DEFAULT = new Target(2 * MILLI, 10 * MILLI, 200 * MILLI);
    }

    public ChunkedPrefill(StepCost cost, Target target) {
        this(cost, target, new FirstCome());
    }

    /// @param queue of the calls that wait; prompts that were begun go on in the order of their admission
    public ChunkedPrefill(StepCost cost, Target target, CallQueue queue) {
        super(queue);
        this.cost = cost;
        this.target = target;
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
        boolean urgent = next.nowPicos() - next.prompt(0).arrivalPicos() > target.patiencePicos;
        long context = Math.max(meanContext(next), next.promptDone(0));
        long budget = budget(cost, next, urgent ? target.urgentPicos : target.calmPicos, context);
        for (int i = 0; i < next.prompts() && budget > 0; i++) {
            budget = compute(next, i, budget);
        }
    }
}
