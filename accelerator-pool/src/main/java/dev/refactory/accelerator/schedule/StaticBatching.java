package dev.refactory.accelerator.schedule;

/// P0, the baseline: as many calls as there is room for begin together, nobody joins before all of them
/// are answered, and they are answered together, as servers did before Orca.
public final class StaticBatching extends FirstComeQueue {
    @Override
    public String name() {
        return "P0";
    }

    @Override
    public boolean holdsAnswers() {
        return true;
    }

    @Override
    public boolean wantsArrivals() {
        return false;
    }

    @Override
    public void plan(Iteration next) {
        if (next.streams() == 0 && next.prompts() == 0) {
            admit(next);
            computeWhole(next);
        }
    }
}
