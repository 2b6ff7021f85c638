package dev.refactory.accelerator.memory;

import dev.refactory.accelerator.schedule.Call;
import dev.refactory.accelerator.schedule.Kept;

/// Room for contexts on one group of wafers. Deterministic; not thread-safe. Times are picoseconds.
public interface ContextMemory {
    /// Whether it could hold a call if it held nothing else.
    boolean fits(Call call);

    /// Tokens of room that a call needs to begin, if it shares nothing.
    long needed(Call call);

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

    /// Steps that every stream can take before there is no room for the next tokens; [Long#MAX_VALUE] when
    /// all of it was reserved.
    default long roomForSteps() {
        return Long.MAX_VALUE;
    }

    /// Whether there is room for one.
    default boolean hasRoomForStep() {
        return roomForSteps() > 0;
    }

    /// Every stream, that is every call whose prompt was computed, took so many steps.
    ///
    /// @throws IllegalStateException when there is no room for them
    default void grew(long steps) {}

    /// Whether streams can be set aside here.
    default boolean canSetAside() {
        return false;
    }

    /// Gives up the room of a stream. Its context is copied outside, and keeps its place there.
    ///
    /// @throws IllegalStateException when it is no stream, or there is nowhere to put it
    default void setAside(Call call, long now) {
        throw new IllegalStateException(call + " can be set aside nowhere");
    }

    /// Whether a call that was set aside can be held again, beside those that are.
    default boolean hasRoomAgain(Call call) {
        return false;
    }

    /// Holds a call again that was set aside. It grows from when it is ready.
    ///
    /// @return when its context is back
    /// @throws IllegalStateException when there is no room, or it was not set aside
    default long bringBack(Call call, long now) {
        throw new IllegalStateException(call + " was not set aside");
    }

    /// The context of a call that was brought back is there: it is a stream again.
    default void resumed(Call call) {}

    /// Tokens that no call holds; what is kept for nobody in particular counts as free.
    long free();

    /// Calls that are held, on the wafers or set aside.
    int held();

    /// A call that was admitted.
    ///
    /// @param kept as [#kept] said
    /// @param readyPicos when what was outside is back, no earlier than the admission
    record Held(Kept kept, long readyPicos) {}
}
