package dev.refactory.index.java.child;

import dev.refactory.index.java.wire.Messages.Progress.Phase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where one thread is, told on every change, so that a parent knows which file it died on. Not thread-safe.
final class Position {
    private final Listener listener;
    private @Nullable At last;

    /// Told where the compiler is.
    interface Listener {
        void at(Phase phase, int index);
    }

    private record At(Phase phase, int index) {}

    Position(Listener listener) {
        this.listener = listener;
    }

    void at(Phase phase, int index) {
        last = new At(phase, index);
        listener.at(phase, index);
    }

    /// Is elsewhere for as long as the work takes, and then back: what was read on the way is not to blame
    /// for what comes after. After a failure it stays there.
    <T> T at(Phase phase, int index, Supplier<T> work) {
        At before = last;
        at(phase, index);
        T result = work.get();
        if (before != null) {
            at(before.phase(), before.index());
        }
        return result;
    }
}
