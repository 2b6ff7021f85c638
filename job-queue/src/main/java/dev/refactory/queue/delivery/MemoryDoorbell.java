package dev.refactory.queue.delivery;

import dev.refactory.queue.job.Role;
import dev.refactory.queue.store.JobStore.ReadyTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The twin in memory, for tests: both ends of a wire inside one process, one role. Thread-safe.
public final class MemoryDoorbell implements Doorbell, Announcer {
    private static final Ring NOTHING = new Ring(0, "wakeup");

    private final Role role;
    private final BlockingQueue<Ring> rings;
    private volatile boolean connected = true;
    private boolean prepared;

    /// @param role whose announcements ring; those of other roles have nobody to hear them
    /// @param capacity how many announcements may wait
    public MemoryDoorbell(Role role, int capacity) {
        this.role = role;
        this.rings = new LinkedBlockingQueue<>(capacity);
    }

    /// As a broker that is away, or back.
    public void connect(boolean now) {
        connected = now;
    }

    @Override
    public boolean prepare() {
        if (!connected) {
            throw new IllegalStateException("The doorbell is cut off");
        }
        boolean first = !prepared;
        prepared = true;
        return first;
    }

    @Override
    public int room() {
        return rings.remainingCapacity();
    }

    @Override
    public void announce(List<ReadyTask> tasks) {
        prepare();
        for (ReadyTask task : tasks) {
            if (task.role() == role && !rings.offer(new Ring(task.taskId(), task))) {
                throw new IllegalStateException("The doorbell is full");
            }
        }
    }

    @Override
    public List<Ring> listen(Duration wait) {
        try {
            Ring ring = connected ? rings.poll(wait.toNanos(), TimeUnit.NANOSECONDS) : null;
            return ring == null || ring == NOTHING ? List.of() : List.of(ring);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public void answer(Ring ring, Answer answer) {
        switch (answer) {
            case DONE -> {}
            case AGAIN -> {
                if (!rings.offer(ring)) {
                    throw new IllegalStateException("The doorbell is full");
                }
            }
        }
    }

    @Override
    public void settle() {}

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public void wakeup() {
        boolean ignored = rings.offer(NOTHING);
    }

    @Override
    public void close() {}
}
