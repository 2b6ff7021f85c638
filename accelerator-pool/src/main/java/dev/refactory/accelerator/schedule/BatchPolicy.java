package dev.refactory.accelerator.schedule;

import dev.refactory.accelerator.api.WaitReason;
import org.jspecify.annotations.Nullable;

/// Decides what an accelerator computes next. Owns the calls that wait. Deterministic: what it does
/// follows from what it was told, in that order. Not thread-safe.
public interface BatchPolicy {
    /// As in reports.
    String name();

    /// A call waits.
    ///
    /// @return whether it could change the step after the one that runs. When not, the accelerator does
    ///     not ask before something else changes
    boolean arrived(Call call);

    /// A call that waits is wanted no more.
    ///
    /// @return false when it does not wait
    boolean withdraw(Call call);

    /// A call was answered, in so many tokens.
    default void left(Call call, int completionTokens) {}

    /// Calls that wait.
    int waiting();

    /// Why the next of the calls that wait is not taken into a step as it is now: for want of room or of a place,
    /// or nothing but that the step before has to end; null when none waits.
    @Nullable
    WaitReason waitsFor(Iteration next);

    /// Fills the next step. Asked whenever something has changed: a call arrived or left, a prompt got on.
    /// Asked again without a change, and before [#changesAt], it adds nothing.
    void plan(Iteration next);

    /// When it would decide otherwise by time alone, although nothing else has changed, as long as no prompt
    /// waits to be computed; later than now.
    default long changesAt(long nowPicos) {
        return Long.MAX_VALUE;
    }

    /// Whether answers are handed out only when the whole batch is done, all of them together.
    default boolean holdsAnswers() {
        return false;
    }
}
