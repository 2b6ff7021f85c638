package dev.refactory.accelerator.schedule;

/// What a router sees of a group of wafers.
public interface GroupView {
    /// Calls that wait or run there.
    int calls();

    /// Tokens of prompts that are still to be computed there, those of waiting calls included.
    long pendingTokens();

    /// What of a call's prompt would not be computed there again, if it came now.
    Kept kept(Call call);

    /// What its steps took of late, in times of what they should have taken; 1 where nobody knows.
    default double slowness() {
        return 1;
    }
}
