package dev.refactory.accelerator.schedule;

/// P0, the baseline: as many calls as there is room for begin together, nobody joins before all of them
/// are answered, and they are answered together, as servers did before Orca. A kinder baseline hands out
/// tokens as they come.
public final class StaticBatching extends QueuedPolicy {
    private final boolean streaming;

    /// @param streaming whether tokens are handed out as they come
    public StaticBatching(boolean streaming) {
        super(new FirstCome());
        this.streaming = streaming;
    }

    @Override
    public String name() {
        return streaming ? "P0, streaming" : "P0";
    }

    @Override
    public boolean holdsAnswers() {
        return !streaming;
    }

    @Override
    public boolean arrived(Call call) {
        super.arrived(call);
        return false;
    }

    @Override
    public void plan(Iteration next) {
        if (next.isEmpty()) {
            admit(next);
        }
        computeWhole(next);
    }
}
