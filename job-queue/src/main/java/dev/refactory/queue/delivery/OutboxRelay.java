package dev.refactory.queue.delivery;

import dev.refactory.kit.lifecycle.Service;
import dev.refactory.queue.store.Outbox;

/// Takes announcements out of the outbox and hands them on, as long as the other side takes them.
/// With the broker away the rows stay, and workers poll. Any number of relays may run at once.
public final class OutboxRelay implements Service, AutoCloseable {
    /// One round's announcements, all in one transaction.
    private static final int BATCH = 200;

    /// How many ready tasks are announced again to a broker that knows of none.
    private static final int AGAIN = 10_000;

    private final Outbox outbox;
    private final Announcer announcer;

    public OutboxRelay(Outbox outbox, Announcer announcer) {
        this.outbox = outbox;
        this.announcer = announcer;
    }

    @Override
    public String title() {
        return "OutboxRelay";
    }

    @Override
    public boolean runOnce() {
        if (announcer.prepare()) {
            outbox.announceAgain(AGAIN);
        }
        int room = Math.min(BATCH, announcer.room());
        return room > 0 && outbox.relay(room, announcer::announce) == room;
    }

    @Override
    public void close() {
        announcer.close();
    }
}
