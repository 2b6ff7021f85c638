package dev.refactory.accelerator.memory;

/// What a call holds on the wafers. Not thread-safe.
final class Holding {
    /// Slots of blocks, of which the first `count` are held.
    final int[] shared;
    int count;
    /// Tokens that are no shared blocks, without what was taken on demand since it grows.
    long own;
    /// Of its context, when it begins to grow.
    long context;
    /// When that was, in steps; negative before.
    long since = -1;

    Holding(int[] shared, int count, long own) {
        this.shared = shared;
        this.count = count;
        this.own = own;
    }

    /// Tokens of its context after so many steps.
    long grown(long steps) {
        return context + steps - since;
    }
}
