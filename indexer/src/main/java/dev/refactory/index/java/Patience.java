package dev.refactory.index.java;

import java.time.Duration;

/// How long the tries of one request may take, in the children's own time ([Stopwatch]). Every batch is tried once for
/// the whole deadline; what
/// is tried again because a child was lost draws on one allowance for the request, so that a hostile
/// file, or a thousand of them, cannot keep a child for long. Thread-safe.
final class Patience {
    /// Of the allowance, in deadlines.
    private static final int AGAIN = 2;

    private final long deadlineNanos;
    private long leftNanos;

    /// @param deadline of a first try
    Patience(Duration deadline) {
        this.deadlineNanos = deadline.toNanos();
        this.leftNanos = AGAIN * deadlineNanos;
    }

    /// How long a part may be tried, ns; 0: not at all any more.
    /// @param again it was in a part a child was lost on
    synchronized long nanos(boolean again) {
        // A child that was replaced must read every header again, however small the part is.
        return again ? Math.min(leftNanos, Math.max(1, deadlineNanos / 4)) : deadlineNanos;
    }

    /// A try that was not the first one of its batch has taken so long.
    synchronized void spent(long nanos) {
        leftNanos = Math.max(0, leftNanos - nanos);
    }
}
