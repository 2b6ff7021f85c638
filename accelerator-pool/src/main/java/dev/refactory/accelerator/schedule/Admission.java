package dev.refactory.accelerator.schedule;

import dev.refactory.accelerator.device.StepCost;

/// Whether a call is taken in at all by the group that it was routed to. Deterministic.
public interface Admission {
    /// As in reports.
    String name();

    /// @param group without the call
    boolean admits(Call call, GroupView group);

    /// Whoever comes.
    static Admission everybody() {
        return named("everybody", (call, group) -> true);
    }

    /// P10: who would probably have to wait too long for a first token is told so at once, instead of making
    /// everybody else wait, too (early rejection, Mooncake, FAST'25). Predicted is the time that a full pipeline
    /// takes for all prompts that are to be computed before, and the call's own; answers that are being computed
    /// beside them make it longer, so that the limit has to be well below the promise.
    ///
    /// @param picos at most
    static Admission withinFirstToken(StepCost cost, long picos) {
        return named("P10", (call, group) -> {
            long tokens = group.pendingTokens()
                    + call.promptTokens()
                    - group.kept(call).tokens();
            return cost.work(tokens, Math.multiplyExact(tokens, call.promptTokens() / 2L)) <= picos;
        });
    }

    /// A decision with a name.
    interface Choice {
        boolean of(Call call, GroupView group);
    }

    private static Admission named(String name, Choice choice) {
        return new Admission() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean admits(Call call, GroupView group) {
                return choice.of(call, group);
            }
        };
    }
}
