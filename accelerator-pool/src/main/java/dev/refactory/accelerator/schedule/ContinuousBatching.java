package dev.refactory.accelerator.schedule;

/// P1: calls join between two steps and leave when they are answered (Orca, OSDI'22). A prompt is computed
/// in one step with everybody's next token, so a long one holds up all streams.
public final class ContinuousBatching extends QueuedPolicy {
    public ContinuousBatching() {
        super(new FirstCome());
    }

    @Override
    public String name() {
        return "P1";
    }

    @Override
    public void plan(Iteration next) {
        admit(next);
        computeWhole(next);
    }
}
