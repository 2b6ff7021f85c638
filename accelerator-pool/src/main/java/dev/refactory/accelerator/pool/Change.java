package dev.refactory.accelerator.pool;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One change of a pool's state, at one time however long it takes: a step that came due in between would be taken
/// in one place and not in another. Guarded by the pool's lock until it is told.
final class Change {
    private static final Logger log = LoggerFactory.getLogger(Change.class);

    private final long nanos;
    private final List<Runnable> effects = new ArrayList<>();

    Change(long nanos) {
        this.nanos = nanos;
    }

    /// When it happens, on the pool's clock.
    long nanos() {
        return nanos;
    }

    /// What is to be done outside the lock, in the order in which it was said.
    void then(Runnable effect) {
        effects.add(effect);
    }

    /// Does it. What fails keeps nothing else from being done.
    void tell() {
        for (Runnable effect : effects) {
            try {
                effect.run();
            } catch (RuntimeException e) {
                log.error("accelerator pool failed to tell of a change", e);
            }
        }
    }
}
