package dev.refactory.accelerator.schedule;

/// What a router sees of a group of wafers.
public interface GroupView {
    /// Calls that wait or run there.
    int calls();

    /// Tokens of prompts that are still to be computed there, those of waiting calls included.
    long pendingTokens();

    /// Tokens at the beginning of a call's prompt that would not be computed there again.
    int keptTokens(Call call);

    /// Of those, the ones that would have to be brought back to the wafers first.
    int keptOutside(Call call);
}
