package dev.refactory.accelerator.memory;

import dev.refactory.accelerator.schedule.Call;

/// Room for contexts on one group of wafers. Deterministic; not thread-safe. Times are picoseconds.
public interface ContextMemory {
    /// Whether it could hold a call if it held nothing else.
    boolean fits(Call call);

    /// Whether it can hold a call now, beside those it holds.
    boolean hasRoom(Call call);

    /// Holds a call until it is released.
    ///
    /// @throws IllegalStateException when there is no room
    Held admit(Call call, long now);

    /// The prompt of a call that is held was computed: from now on it may serve others.
    ///
    /// @throws IllegalStateException when it is not held
    void computed(Call call, long now);

    /// The call was answered.
    ///
    /// @throws IllegalStateException when it is not held
    void release(Call call, long now);

    /// Tokens at the beginning of its prompt that would not be computed again if it were admitted now, of
    /// which some may have to be brought back first.
    Kept kept(Call call, long now);

    /// Tokens that no call holds; what is kept for nobody in particular counts as free.
    long free();

    /// Calls that are held.
    int held();

    /// A call's share of what is kept.
    ///
    /// @param tokens that need not be computed, at most one less than the prompt has
    /// @param outside those of them that are not on the wafers
    record Kept(int tokens, int outside) {
        public static final Kept NOTHING = new Kept(0, 0);
    }

    /// A call that was admitted.
    ///
    /// @param kept as [#kept] said
    /// @param readyPicos when what was outside is back, no earlier than the admission
    record Held(Kept kept, long readyPicos) {}
}
