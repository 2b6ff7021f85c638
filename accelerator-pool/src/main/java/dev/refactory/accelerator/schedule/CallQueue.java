package dev.refactory.accelerator.schedule;

import org.jspecify.annotations.Nullable;

/// Calls that wait, and which of them is next. Deterministic; not thread-safe.
public interface CallQueue {
    /// @param call usually later than those before; one that comes back to the queue has its old place among those
    ///     it is queued with
    void add(Call call);

    /// Takes one that waits, whether or not it is the next.
    ///
    /// @return false when it does not wait
    boolean remove(Call call);

    /// The next one, without taking it; null when none waits.
    ///
    /// @param nowPicos who waits too long may become the next by that alone
    @Nullable
    Call peek(long nowPicos);

    /// When another would be the next by time alone, later than now.
    default long changesAt(long nowPicos) {
        return Long.MAX_VALUE;
    }

    /// Takes the one that [#peek] gave.
    ///
    /// @throws IllegalStateException when that was none, or another
    void take(Call call);

    /// A call that was taken is answered, in so many tokens.
    default void left(Call call, int completionTokens) {}

    int size();
}
